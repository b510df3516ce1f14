namespace MailAuth.Passwords;

/// <summary>How passwords are verified, hashed and rehashed. In <c>mailauth.json</c>: <c>passwords</c>.</summary>
public sealed class PasswordOptions
{
    /// <summary>What new hashes cost, and decoys.</summary>
    public Argon2Options Argon2 { get; set; } = new();

    /// <summary>What stored hashes may cost.</summary>
    public PasswordLimits Limits { get; set; } = new();

    /// <summary>Where and how many hashes are computed.</summary>
    public HashExecutorOptions Executor { get; set; } = new();

    /// <summary>The scheme of a stored value that has no prefix, such as <c>CRYPT</c>; left out, such a value that does not name itself (<c>$…$</c>) is unusable. Never a guess.</summary>
    public string? DefaultScheme { get; set; }

    /// <summary>
    /// Whether the passwords of old clients, which send å, ä and ö as Windows-1252, are also read as UTF-8 and the other way round.
    /// Each reading is one hash operation more. Default <see langword="false"/>.
    /// </summary>
    public bool ReadWindows1252 { get; set; }

    /// <summary>Whether a correct but outdated hash is replaced after a login, where the store allows it. Default <see langword="true"/>.</summary>
    public bool Rehash { get; set; } = true;

    /// <summary>Domains whose hashes are never replaced, because other programs read the same store. Default: none.</summary>
    public IList<string> NoRehashDomains { get; set; } = [];
}
