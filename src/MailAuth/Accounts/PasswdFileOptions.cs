namespace MailAuth.Accounts;

/// <summary>How a passwd-file is read, and whether it is written.</summary>
public sealed class PasswdFileOptions
{
    /// <summary>
    /// The domain of the entries whose username has none: <c>kalle</c> is then <c>kalle@domain</c>, with the bare username <c>kalle</c> recorded.
    /// Default: none; an entry without a domain is then a bad line.
    /// </summary>
    public string? Domain { get; set; }

    /// <summary>
    /// Whether a correct but outdated hash may be replaced in the file (<see cref="IAccountHashWriter"/>), by the stores that <see cref="PasswdFileAccountStore.Open"/> and
    /// <see cref="PasswdFileScanStore.Open"/> give. Default <see langword="false"/>: nothing is ever written.
    /// <para>
    /// New hashes are Argon2id: Dovecot reads them where it was built with libsodium. The file is replaced by a new one that differs in that password alone. Beside it, or beside what it is a symbolic link to, lies then <c>FILE.mailauth-lock</c>, which our
    /// processes lock, so that no change of one of them is lost. A program that doesn't know it, and writes the file in the very moment of a replacement, can lose its change, or undo ours.
    /// The process must be able to write to the directory and to keep owner, group, mode and extended attributes (Linux alone); where it can't, or where the
    /// file has hard links, it is left as it is, and the log says why.
    /// </para>
    /// </summary>
    public bool Rehash { get; set; }

    /// <summary>How often, at the most, a look-up checks whether the file was replaced: 0 (every time) to 1 hour. Default 1 second.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A store that can't do it must not be made by who asks for it.</summary>
    internal static void CheckRehash(PasswdFileOptions? options, bool writes)
    {
        if (options is { Rehash: true } && !writes)
        {
            throw new ArgumentException("A store that is made so never writes: Open(...) gives one that replaces hashes.", nameof(options));
        }
    }
}
