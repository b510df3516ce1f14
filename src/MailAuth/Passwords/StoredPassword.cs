namespace MailAuth.Passwords;

/// <summary>
/// A stored value, taken apart: the scheme that it names, the suffix of that name, and the rest. Text only: nothing is decoded.
/// The value of this type holds a password hash, so it is never to be logged.
/// </summary>
public readonly struct StoredPassword
{
    private readonly ReadOnlyMemory<char> schemeName;
    private readonly ReadOnlyMemory<char> value;

    private StoredPassword(ReadOnlyMemory<char> name, ReadOnlyMemory<char> value, bool hasPrefix, string? username)
    {
        int dot = name.Span.IndexOf('.');
        schemeName = dot < 0 ? name : name[..dot];
        Encoding = dot < 0 ? PasswordEncoding.Unspecified : SuffixOf(name.Span[(dot + 1)..]);
        this.value = value;
        HasPrefix = hasPrefix;
        Username = username;
    }

    /// <summary>
    /// The scheme's name without its suffix, as it is spelled in the value or in the declared default scheme; empty where the value has no
    /// prefix and no default scheme is declared. Compare with <see cref="Names"/>.
    /// </summary>
    public ReadOnlySpan<char> SchemeName => schemeName.Span;

    /// <summary>What the suffix of the scheme's name says.</summary>
    public PasswordEncoding Encoding { get; }

    /// <summary>Whether the value itself begins with <c>{NAME}</c>.</summary>
    public bool HasPrefix { get; }

    /// <summary>What follows the prefix; the whole value where there is none.</summary>
    public ReadOnlySpan<char> Value => value.Span;

    /// <summary>The username that the hash was made over, for schemes that need one (DIGEST-MD5); <see langword="null"/> where it is not known.</summary>
    public string? Username { get; }

    /// <summary>Whether nothing says which scheme this is, but the value may name it itself (<c>$2b$…</c>).</summary>
    public bool IsUnnamed => schemeName.IsEmpty && !HasPrefix;

    /// <summary>The memory behind <see cref="Value"/>, for a scheme that keeps a part of it without a copy.</summary>
    internal ReadOnlyMemory<char> ValueMemory => value;

    /// <summary>
    /// Takes a stored value apart. <c>{NAME.SUFFIX}rest</c> names its scheme; <c>$1$…</c> without a prefix is MD5-CRYPT, whatever the default
    /// (as Dovecot has it); any other value without a prefix is of the default scheme.
    /// </summary>
    /// <param name="text">The stored value.</param>
    /// <param name="defaultScheme">The declared default scheme, with or without suffix; <see langword="null"/> for none.</param>
    /// <param name="username">The username that the hash was made over; <see langword="null"/> where it is not known.</param>
    /// <returns>The parts.</returns>
    public static StoredPassword Read(string text, string? defaultScheme = null, string? username = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlyMemory<char> all = text.AsMemory();
        int end = text.StartsWith('{') ? text.IndexOf('}', StringComparison.Ordinal) : -1;
        return end > 0 ? new StoredPassword(all[1..end], all[(end + 1)..], hasPrefix: true, username)
            : text.StartsWith("$1$", StringComparison.Ordinal) ? new StoredPassword("MD5-CRYPT".AsMemory(), all, hasPrefix: false, username)
            : new StoredPassword(defaultScheme.AsMemory(), all, hasPrefix: false, username);
    }

    /// <summary>Whether the scheme's name is this one; case is ignored.</summary>
    /// <param name="scheme">A name without suffix.</param>
    /// <returns>Whether it is.</returns>
    public bool Names(ReadOnlySpan<char> scheme) => schemeName.Span.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the value may be read as a text that names its own algorithm (<c>$id$…</c>): it has no scheme at all, or <c>{CRYPT}</c>,
    /// which means just that.
    /// </summary>
    /// <param name="id">How such a text begins, such as <c>$argon2id$</c>; compared ordinally.</param>
    /// <returns>Whether it begins so and may be read so.</returns>
    public bool NamesItself(ReadOnlySpan<char> id) =>
        (IsUnnamed || Names("CRYPT")) && value.Span.StartsWith(id, StringComparison.Ordinal);

    /// <summary>Nothing: a printed stored value would be a printed password hash.</summary>
    /// <returns>The name of this type.</returns>
    public override string ToString() => nameof(StoredPassword);

    /// <summary>The same scheme with another value and no suffix.</summary>
    internal StoredPassword WithDecodedValue(string decoded) => new(schemeName, decoded.AsMemory(), HasPrefix, Username);

    private static PasswordEncoding SuffixOf(ReadOnlySpan<char> suffix) =>
        suffix.Equals("hex", StringComparison.OrdinalIgnoreCase) ? PasswordEncoding.Hex
        : suffix.Equals("b64", StringComparison.OrdinalIgnoreCase) || suffix.Equals("base64", StringComparison.OrdinalIgnoreCase) ? PasswordEncoding.Base64
        : PasswordEncoding.Unknown;
}
