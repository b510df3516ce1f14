namespace MailAuth.Dovecot.Tests.Clients;

/// <summary>What each server says for each verdict, in its own words.</summary>
internal static class Answers
{
    /// <summary>Postfix tells no more than this, whatever Dovecot said to it.</summary>
    private const string PostfixRefusal = "535 5.7.8 Error: authentication failed: (reason unavailable)";

    /// <summary>Fails unless a server said what the verdict means there.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="service">The server.</param>
    /// <param name="answer">What it said.</param>
    /// <param name="address">The address that the sentence of <see cref="Verdict.UseFullAddress"/> names.</param>
    public static void Check(Verdict verdict, MailService service, string answer, string address = "anna@domain.se")
    {
        string expected = Of(verdict, service, $"Log in with your full e-mail address {address} as the username; the short name stopped working.");
        if (expected.EndsWith('*'))
        {
            Assert.StartsWith(expected[..^1], answer, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(expected, answer);
        }
    }

    /// <summary>The table. A star at the end: the server adds its name and the time.</summary>
    private static string Of(Verdict verdict, MailService service, string sentence) => (service, verdict) switch
    {
        (MailService.Imap or MailService.Imaps, Verdict.Accepted) => "OK Logged in",
        (MailService.Imap or MailService.Imaps, Verdict.Rejected) => "NO [AUTHENTICATIONFAILED] Authentication failed.",
        (MailService.Imap or MailService.Imaps, Verdict.Unavailable) => "NO [UNAVAILABLE] Temporary authentication failure.*",
        (MailService.Imap or MailService.Imaps, Verdict.UseFullAddress) => "NO [CONTACTADMIN] " + sentence,
        (MailService.Pop3 or MailService.Pop3s, Verdict.Accepted) => "+OK Logged in.",
        (MailService.Pop3 or MailService.Pop3s, Verdict.Rejected) => "-ERR [AUTH] Authentication failed.",
        (MailService.Pop3 or MailService.Pop3s, Verdict.Unavailable) => "-ERR [SYS/TEMP] Temporary authentication failure.*",
        (MailService.Pop3 or MailService.Pop3s, Verdict.UseFullAddress) => "-ERR [AUTH] " + sentence,
        (MailService.DovecotSubmission, Verdict.Accepted) => "235 2.7.0 Logged in.",
        (MailService.DovecotSubmission, Verdict.Rejected) => "535 5.7.8 Authentication failed.",
        (MailService.DovecotSubmission, Verdict.Unavailable) => "454 4.7.0 Temporary authentication failure.*",
        (MailService.DovecotSubmission, Verdict.UseFullAddress) => "525 5.7.13 " + sentence,
        (_, Verdict.Accepted) => "235 2.7.0 Authentication successful",
        _ => PostfixRefusal,
    };
}
