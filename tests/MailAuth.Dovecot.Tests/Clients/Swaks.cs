using System.Globalization;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests.Clients;

/// <summary>swaks: sends a message, and shows each line of the dialog.</summary>
internal sealed class Swaks(MailServers servers)
{
    /// <summary>Logs in at Postfix and sends a message.</summary>
    /// <param name="service">One of Postfix's doors for users, or Dovecot's.</param>
    /// <param name="username">The username; null: without AUTH.</param>
    /// <param name="password">The password.</param>
    /// <param name="from">The envelope sender.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="mechanism">PLAIN or LOGIN.</param>
    /// <returns>All lines of the server, without the arrow.</returns>
    public Task<string[]> SendAsync(MailService service, string? username, string password, string from, string to, string mechanism = "PLAIN")
    {
        (string tls, int port) = service switch
        {
            MailService.Submission => ("--tls", servers.Postfix.Submission),
            MailService.Smtps => ("--tls-on-connect", servers.Postfix.Smtps),
            MailService.DovecotSubmission => ("--tls", servers.Dovecot.Submission),
            _ => throw new ArgumentOutOfRangeException(nameof(service), service, "Not a door for mail that is sent."),
        };
        return RunAsync([
            "--server", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), tls, "--from", from, "--to", to,
            .. username is null ? Array.Empty<string>() : ["--auth", mechanism, "--auth-user", username, "--auth-password", password]]);
    }

    /// <summary>Hands a message for a recipient to Dovecot, as Postfix does.</summary>
    public Task<string[]> DeliverAsync(string to) => RunAsync(["--protocol", "LMTP", "--socket", servers.Dovecot.LmtpSocket, "--from", "sender@example.com", "--to", to]);

    private static async Task<string[]> RunAsync(string[] arguments)
    {
        ProgramRun run = await ProgramRun.OfAsync("swaks", ["--timeout", "60", "--helo", "client.example.com", "--body", "Hej", .. arguments]);
        string[] lines = [.. run.Output.Split('\n').Where(line => line is ['<', '-' or '~' or '*', ..] or ['<', '*', '*', ..]).Select(line => line[3..].Trim())];
        Assert.True(lines.Length > 0, $"swaks ended with {run.ExitCode}: {run.Output}{run.Error}");
        return lines;
    }
}
