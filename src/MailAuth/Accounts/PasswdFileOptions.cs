namespace MailAuth.Accounts;

/// <summary>How a passwd-file is read.</summary>
public sealed class PasswdFileOptions
{
    /// <summary>
    /// The domain of the entries whose username has none: <c>kalle</c> is then <c>kalle@domain</c>, with the bare username <c>kalle</c> recorded.
    /// Default: none; an entry without a domain is then a bad line.
    /// </summary>
    public string? Domain { get; set; }

    /// <summary>How often, at the most, a look-up checks whether the file was replaced: 0 (every time) to 1 hour. Default 1 second.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(1);
}
