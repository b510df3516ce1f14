using System.Text;
using MailAuth.Passwords.Schemes;

namespace MailAuth.Passwords;

/// <summary>The registered schemes and the limits: from a stored value to its parsed hash, or why there is none. Immutable.</summary>
internal sealed class SchemeTable
{
    private readonly IPasswordScheme[] schemes;
    private readonly int own;
    private readonly PasswordLimits limits;

    /// <summary>The core's own schemes come first, so that any other that claims a value wins; of the core's, the cheap ones are asked first.</summary>
    public SchemeTable(IEnumerable<IPasswordScheme> additional, PasswordLimits limits)
    {
        IPasswordScheme[] core = [new IdentityScheme(), new ScramScheme(), new DigestMd5Scheme(), new Pbkdf2Scheme(), new BcryptScheme(), new Argon2Scheme(), new DigestScheme(), new PlainScheme()];
        own = core.Length;
        schemes = [.. core, .. additional];
        this.limits = limits.Copy();
    }

    /// <summary>Every scheme that is served, each once, by the family that serves it; the last registered wins.</summary>
    public IReadOnlyList<PasswordSchemeInfo> Infos()
    {
        var byName = new SortedDictionary<string, PasswordSchemeInfo>(StringComparer.OrdinalIgnoreCase);
        foreach (IPasswordScheme scheme in schemes)
        {
            foreach (PasswordSchemeInfo info in scheme.Schemes)
            {
                byName[info.Name] = info;
            }
        }

        return [.. byName.Values];
    }

    /// <summary>Whether a default scheme may be called so.</summary>
    public bool Serves(string name)
    {
        StoredPassword stored = StoredPassword.Read("", name);
        if (stored.Encoding == PasswordEncoding.Unknown)
        {
            return false;
        }

        // Only as far as needed: a family that needs a library of the system's may look for it when it is asked for its schemes.
        foreach (IPasswordScheme scheme in schemes)
        {
            foreach (PasswordSchemeInfo info in scheme.Schemes)
            {
                if (stored.Names(info.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The family that makes new values of a scheme: the last registered one that can; null where none can.</summary>
    public IPasswordScheme? Maker(string scheme)
    {
        for (int i = schemes.Length - 1; i >= 0; i--)
        {
            foreach (PasswordSchemeInfo info in schemes[i].Schemes)
            {
                if (info.CanHash && info.Name.Equals(scheme, StringComparison.OrdinalIgnoreCase))
                {
                    return schemes[i];
                }
            }
        }

        return null;
    }

    /// <summary>Parses a stored value.</summary>
    /// <param name="text">The stored value; null where there is none.</param>
    /// <param name="defaultScheme">The declared default scheme.</param>
    /// <param name="username">The username that the hash was made over.</param>
    /// <param name="problem">Why it is unusable, without the value or a part of it.</param>
    /// <returns>The hash, or null where it is unusable.</returns>
    public PasswordHash? Parse(string? text, string? defaultScheme, string? username, out string? problem)
    {
        if (string.IsNullOrEmpty(text))
        {
            problem = "no password is stored";
            return null;
        }

        if (text.Length > limits.StoredLength)
        {
            problem = $"the stored value is over {limits.StoredLength} characters (passwords.limits.storedLength)";
            return null;
        }

        StoredPassword stored = StoredPassword.Read(text, defaultScheme, username);
        if (stored.Encoding == PasswordEncoding.Unknown)
        {
            problem = "unknown scheme: its suffix is none of .hex, .b64 and .base64";
            return null;
        }

        if (stored.Encoding != PasswordEncoding.Unspecified && !TryDecodeText(ref stored))
        {
            problem = "malformed: it is not encoded as its suffix says";
            return null;
        }

        return IsFailureToken(stored, out problem) ? null : ParseClaimed(stored, out problem);
    }

    /// <summary>Decodes a value that is text, as its suffix says; false where it can't be. <c>{MD5}</c> is text where it is MD5-CRYPT, else a digest that its scheme decodes.</summary>
    private static bool TryDecodeText(ref StoredPassword stored)
    {
        bool isText = SchemeNames.IsText(stored);
        if (!isText && !stored.Names("MD5"))
        {
            return true;
        }

        Span<byte> buffer = stored.Value.Length <= 1024 ? stackalloc byte[1024] : new byte[stored.Value.Length];
        bool isEncoded = StoredBytes.TryDecode(stored.Value, stored.Encoding, buffer, out int length);
        ReadOnlySpan<byte> decoded = isEncoded ? buffer[..length] : default;
        if (isEncoded && (isText || decoded.StartsWith("$1$"u8)))
        {
            stored = stored.WithDecodedValue(Encoding.Latin1.GetString(decoded));
        }

        return isEncoded || !isText;
    }

    /// <summary>
    /// Tokens that stand for "no password" (shadow(5), crypt(3)): they never match. With an explicit prefix of another family, such as
    /// <c>{PLAIN}x</c>, the same characters are a password.
    /// </summary>
    private static bool IsFailureToken(in StoredPassword stored, out string? problem)
    {
        ReadOnlySpan<char> value = stored.Value;
        problem = null;
        if (value.IsEmpty)
        {
            problem = "nothing follows the scheme";
        }
        else if (!stored.HasPrefix && value is "x" or "*" or "*0" or "*1" or "!" or "!!" or "*LK*" or "*NP*")
        {
            problem = "it is a token that stands for no password";
        }
        else if ((value[0] is '!' or '*' || value is "x") && (stored.IsUnnamed || SchemeNames.IsCrypt(stored)))
        {
            problem = "it is locked, or a token that stands for no password";
        }

        return problem is not null;
    }

    private PasswordHash? ParseClaimed(in StoredPassword stored, out string? problem)
    {
        for (int i = schemes.Length - 1; i >= 0; i--)
        {
            if (schemes[i].Claims(stored))
            {
                return schemes[i].Parse(stored, limits, out problem);
            }
        }

        problem = IsAdded(stored) ? "malformed: no value of this scheme begins like that" : SchemeNames.WhyUnclaimed(stored);
        return null;
    }

    /// <summary>Whether the name is one of a scheme besides the core's own.</summary>
    private bool IsAdded(in StoredPassword stored)
    {
        foreach (IPasswordScheme scheme in schemes.AsSpan(own))
        {
            foreach (PasswordSchemeInfo info in scheme.Schemes)
            {
                if (stored.Names(info.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The name of the scheme of a value that can't be used, where it is a known one; null otherwise.</summary>
    public string? NameOf(string? text, string? defaultScheme)
    {
        if (text is null)
        {
            return null;
        }

        StoredPassword stored = StoredPassword.Read(text, defaultScheme);
        foreach (PasswordSchemeInfo info in Infos())
        {
            if (stored.Names(info.Name))
            {
                return info.Name;
            }
        }

        return SchemeNames.Recognize(stored);
    }
}
