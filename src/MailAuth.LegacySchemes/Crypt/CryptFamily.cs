using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Crypt;

/// <summary>Judges a value that begins as its family's do.</summary>
/// <param name="value">The value.</param>
/// <param name="limits">What it may cost.</param>
/// <param name="cost">What it costs.</param>
/// <returns>Why it is unusable, or null.</returns>
internal delegate string? CryptCheck(ReadOnlySpan<char> value, PasswordLimits limits, out HashCost cost);

/// <summary>A family of crypt(3) values.</summary>
internal sealed class CryptFamily
{
    private readonly Lazy<bool> isThere;

    /// <summary>What is said of every value that no password can have.</summary>
    public const string Malformed = "malformed: no password has such a value";

    /// <summary>Makes one.</summary>
    /// <param name="name">The scheme's name.</param>
    /// <param name="prefix">How its values begin; empty for DES and bigcrypt.</param>
    /// <param name="sample">A cheap setting and a NUL, to ask libcrypt whether it has the family.</param>
    /// <param name="check">Judges a value.</param>
    public CryptFamily(string name, string prefix, ReadOnlySpan<byte> sample, CryptCheck check)
    {
        Name = name;
        Prefix = prefix;
        byte[] asked = sample.ToArray();
        isThere = new(() => CryptLibrary.System?.Computes(asked) ?? false);
        Check = check;
    }

    /// <summary>The scheme's name.</summary>
    public string Name { get; }

    /// <summary>How its values begin.</summary>
    public string Prefix { get; }

    /// <summary>Whether this system's libcrypt has it: asked for the first value of it, not for every family at every start.</summary>
    public bool IsThere => isThere.Value;

    /// <summary>Judges a value.</summary>
    public CryptCheck Check { get; }

    /// <summary>How many bytes of a password it looks at; the rest makes no difference.</summary>
    public int SignificantBytes { get; init; } = int.MaxValue;

    /// <summary>How new values of it are made; null where none are.</summary>
    public CryptMaking? Making { get; init; }

    /// <summary>Whether new values of it are made on this machine.</summary>
    public bool CanMake => Making is not null && IsThere && CryptLibrary.System is { Makes: true };

    /// <summary>The longest password that a new value is made for, in bytes: none is truncated.</summary>
    public int LongestNewPassword => Math.Min(SignificantBytes, CryptLibrary.LongestPassword);

    /// <summary>Whether a stolen value gives the password away quickly.</summary>
    public bool IsWeak { get; init; }

    /// <summary>Why its values can't be verified on this machine; null where they can.</summary>
    public string? Problem =>
        IsThere ? null
        : CryptLibrary.System is null ? "not available here: this system has no libcrypt with crypt_rn"
        : $"not available here: this system's libcrypt has no {Name}";
}
