using System.Globalization;
using System.Text;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests.Clients;

/// <summary>curl as a mail client: one program for every door, which shows each line of the server.</summary>
internal sealed class Curl(MailServers servers)
{
    /// <summary>The answer to a login.</summary>
    public Task<string> LogInAsync(MailService service, string username, string password, string? serverName = "mail.domain.se") =>
        LogInAsync(service, Encoding.UTF8.GetBytes(username), Encoding.UTF8.GetBytes(password), serverName);

    /// <summary>The answer to a login, with the bytes of the name and of the password as they are.</summary>
    /// <param name="service">The door.</param>
    /// <param name="username">The username; no quote, no colon.</param>
    /// <param name="password">The password; no quote.</param>
    /// <param name="serverName">The server name for TLS; null: curl connects to the address and names none.</param>
    /// <param name="mechanism">The SASL mechanism.</param>
    /// <param name="address">The address of the host.</param>
    /// <returns>The server's line without its tag: <c>OK Logged in</c>, <c>-ERR [AUTH] …</c>, <c>535 5.7.8 …</c>.</returns>
    public async Task<string> LogInAsync(MailService service, byte[] username, byte[] password, string? serverName, string mechanism = "PLAIN", string address = "127.0.0.1")
    {
        (string scheme, int port) = Door(service);
        string settings = Path.Combine(servers.Folder.Root, $"curl-{Guid.NewGuid():N}");

        // Not an argument: arguments are text, and every user of the machine can read them.
        await File.WriteAllBytesAsync(settings, [.. "user = \""u8, .. username, (byte)':', .. password, .. "\"\n"u8], TestContext.Current.CancellationToken);
        string host = serverName ?? address;
        ProgramRun run = await ProgramRun.OfAsync(
            "curl", [
                "--verbose", "--silent", "--show-error", "--ssl-reqd", "--max-time", "60", "--config", settings, "--login-options", "AUTH=" + mechanism,
                "--cacert", servers.Folder.CertificateFile, "--connect-to", string.Create(CultureInfo.InvariantCulture, $"{host}:{port}:{address}:{port}"),
                .. scheme.StartsWith("smtp", StringComparison.Ordinal) ? ["--request", "NOOP"] : Array.Empty<string>(),
                string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{port}/")]);
        return Answer(run);
    }

    private (string Scheme, int Port) Door(MailService service) => service switch
    {
        MailService.Imaps => ("imaps", servers.Dovecot.Imaps),
        MailService.Imap => ("imap", servers.Dovecot.Imap),
        MailService.Pop3s => ("pop3s", servers.Dovecot.Pop3s),
        MailService.Pop3 => ("pop3", servers.Dovecot.Pop3),
        MailService.DovecotSubmission => ("smtp", servers.Dovecot.Submission),
        MailService.Submission => ("smtp", servers.Postfix.Submission),
        MailService.Smtps => ("smtps", servers.Postfix.Smtps),
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "Not a door."),
    };

    /// <summary>The server's first line after the AUTH command that is no challenge and not untagged.</summary>
    private static string Answer(ProgramRun run)
    {
        string[] lines = [.. run.Error.Split('\n').Select(line => line.TrimEnd('\r'))];
        int asked = Array.FindIndex(lines, line => line.StartsWith("> ", StringComparison.Ordinal) && line.Contains("AUTH", StringComparison.Ordinal) && !line.Contains("CAPA", StringComparison.Ordinal));
        string? answer = lines[(asked + 1)..].FirstOrDefault(line =>
            line.StartsWith("< ", StringComparison.Ordinal) && !line.StartsWith("< +  ", StringComparison.Ordinal) && line is not ("< +" or "< + ")
            && !line.StartsWith("< + ", StringComparison.Ordinal) && !line.StartsWith("< * ", StringComparison.Ordinal) && !line.StartsWith("< 334", StringComparison.Ordinal));
        Assert.True(asked >= 0 && answer is not null, $"curl ended with {run.ExitCode} before it was answered:\n{run.Error}");
        return answer[2] == 'A' ? answer[(answer.IndexOf(' ', 2) + 1)..] : answer[2..];
    }
}
