namespace MailAuth.Passwords;

/// <summary>How passwords are verified, hashed and rehashed. In <c>mailauth.json</c>: <c>passwords</c>.</summary>
public sealed class PasswordOptions
{
    /// <summary>What new hashes cost, and decoys. Default: 19 MiB, 2 passes, 1 lane.</summary>
    public Argon2Options Argon2 { get; set; } = new();

    /// <summary>What stored hashes may cost. Default: 256 MiB, 1 GiB of memory times passes, and as much in the other families.</summary>
    public PasswordLimits Limits { get; set; } = new();

    /// <summary>Where and how many hashes are computed. Default: one for each processor, on threads of their own, within 256 MiB.</summary>
    public HashExecutorOptions Executor { get; set; } = new();

    /// <summary>Whether, how long and how many verified logins are remembered. Default: none.</summary>
    public PasswordCacheOptions Cache { get; set; } = new();

    /// <summary>
    /// The scheme of a stored value that has no prefix, such as <c>CRYPT</c>: one that is registered. Left out (the default), such a value that does not name itself (<c>$…$</c>) is unusable. Never a
    /// guess.
    /// </summary>
    public string? DefaultScheme { get; set; }

    /// <summary>
    /// Whether the passwords of old clients, which send å, ä and ö as Windows-1252, are also read as UTF-8 and the other way round.
    /// Each reading is one hash operation more. Default <see langword="false"/>.
    /// </summary>
    public bool ReadWindows1252 { get; set; }

    /// <summary>
    /// Whether this host's hashes were made of the OpaqueString form of passwords (RFC 8265 section 4.2): every space that is not ASCII is U+0020, the rest is in NFC, case
    /// is kept. A password that is UTF-8, or with <see cref="ReadWindows1252"/> is read as such, is then verified in that form and in no other, and a new hash is of it; ASCII
    /// is the same in both, and bytes that are not UTF-8 are read as without the option. Nothing that the profile disallows is refused for it: no hash
    /// made under the profile can match such a password. Default <see langword="false"/>: the bytes as they are.
    /// </summary>
    public bool OpaqueString { get; set; }

    /// <summary>Whether a correct but outdated hash is replaced after a login, where the store allows it. Default <see langword="true"/>.</summary>
    public bool Rehash { get; set; } = true;

    /// <summary>Domains, in any spelling, whose hashes are never replaced, because other programs read the same store. Default: none.</summary>
    public IList<string> NoRehashDomains { get; set; } = [];
}
