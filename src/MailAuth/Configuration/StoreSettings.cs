namespace MailAuth.Configuration;

/// <summary>Where the configuration says that accounts are kept: exactly one of the paths is set. In <c>mailauth.json</c>: <c>store</c>.</summary>
public sealed class StoreSettings
{
    /// <summary>The path of a Dovecot passwd-file; <see langword="null"/> where the store is another. A relative path is relative to the configuration file's folder.</summary>
    public string? PasswdFile { get; internal set; }

    /// <summary>The domain of those of the passwd-file's entries that have none; <see langword="null"/> for none. Default: <c>usernames.defaultDomain</c>.</summary>
    public string? PasswdFileDomain { get; internal set; }

    /// <summary>Whether outdated hashes are replaced in the passwd-file: <see cref="Accounts.PasswdFileOptions.Rehash"/>. Default <see langword="false"/>.</summary>
    public bool PasswdFileRehash { get; internal set; }

    /// <summary>The path of a SQLite database; <see langword="null"/> where the store is another. A relative path is relative to the configuration file's folder.</summary>
    public string? Sqlite { get; internal set; }

    /// <summary>The same with relative paths made relative to a folder.</summary>
    internal StoreSettings RelativeTo(string folder) => new()
    {
        PasswdFile = PasswdFile is null ? null : Path.Combine(folder, PasswdFile),
        PasswdFileDomain = PasswdFileDomain,
        PasswdFileRehash = PasswdFileRehash,
        Sqlite = Sqlite is null ? null : Path.Combine(folder, Sqlite),
    };
}
