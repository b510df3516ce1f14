namespace MailAuth.Usernames;

/// <summary>Turns the text of a username into its canonical form. Pure: no look-ups, no culture of the machine.</summary>
public sealed class UsernameNormalizer
{
    private readonly string blanks;

    /// <summary>Makes a normalizer.</summary>
    /// <param name="options">The options: separators, case, aliases, sub-addressing.</param>
    /// <exception cref="Configuration.MailAuthConfigurationException">The options are wrong.</exception>
    public UsernameNormalizer(UsernameOptions options) => blanks = options is null ? throw new ArgumentNullException(nameof(options)) : " ";

    /// <summary>Normalizes text.</summary>
    /// <param name="text">What was typed.</param>
    /// <returns>The username, or why it is none.</returns>
    public Username Normalize(ReadOnlySpan<char> text)
    {
        string lower = text.Trim(blanks).ToString().ToLowerInvariant();
        int at = lower.LastIndexOf('@');
        return lower.Length == 0 ? new Username(UsernameError.Empty, looksBare: true)
            : at < 0 ? new Username(UsernameForm.LocalPart, lower, lower.Length)
            : new Username(UsernameForm.FullAddress, lower, at);
    }

    /// <summary>Normalizes the bytes of the wire.</summary>
    /// <param name="utf8">What was sent; bytes that are not UTF-8 are not a username.</param>
    /// <returns>The username, or why it is none.</returns>
    public Username Normalize(ReadOnlySpan<byte> utf8) => Normalize(System.Text.Encoding.UTF8.GetString(utf8));

    /// <summary>Normalizes a domain alone.</summary>
    /// <param name="domain">A domain in any spelling.</param>
    /// <returns>The canonical domain (A-labels, lower case, no trailing dot), or <see langword="null"/> where it is none.</returns>
    public string? NormalizeDomain(ReadOnlySpan<char> domain) => domain.Trim(blanks).ToString().ToLowerInvariant();
}
