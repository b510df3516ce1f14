using System.Globalization;
using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Imap;

/// <summary>Programs that people read their mail with, as processes of their own: curl, mutt, mbsync and Python's imaplib.</summary>
public sealed class ExternalClientTests : IDisposable
{
    private readonly ProgramDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("imaps", "AUTH=PLAIN")]
    [InlineData("imaps", "AUTH=LOGIN")]
    [InlineData("imap", "AUTH=PLAIN")]
    [InlineData("imap", "AUTH=LOGIN")]
    public async Task Curl_reads_the_message(string scheme, string loginOptions)
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();

        (int exitCode, string output, string error) = await CurlAsync(host, scheme, "kalle@domain.se:secret", loginOptions, "INBOX;MAILINDEX=1");

        Assert.Equal("", error);
        Assert.Equal(0, exitCode);
        Assert.Contains("You are logged in as kalle@domain.se.", output, StringComparison.Ordinal);
        RecordingEngine.Attempt attempt = Assert.Single(host.Engine.Attempts);
        Assert.Equal("kalle@domain.se", attempt.Username);
        Assert.Equal("mail.domain.se", attempt.Connection.ServerName);
        Assert.True(attempt.Connection.Tls);
    }

    [Fact]
    public async Task Curl_is_told_that_the_password_is_wrong()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();

        (int exitCode, _, string error) = await CurlAsync(host, "imaps", "kalle@domain.se:wrong", "AUTH=PLAIN", "INBOX;MAILINDEX=1");

        Assert.Equal(67, exitCode); // CURLE_LOGIN_DENIED
        Assert.Contains("67", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curl_without_TLS_finds_no_way_to_log_in()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();

        (int exitCode, _, _) = await directory.RunAsync(
            "curl", "--silent", "--show-error", "--user", "kalle:secret", $"imap://127.0.0.1:{host.StartTlsPort}/INBOX");

        Assert.Equal(67, exitCode);
        Assert.Empty(host.Engine.Attempts);
    }

    [Theory]
    [InlineData("imaps", "plain")]
    [InlineData("imaps", "login")]
    [InlineData("imap", "login")]
    public async Task Mutt_opens_the_mailbox(string scheme, string authenticator)
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        int port = scheme == "imaps" ? host.TlsPort : host.StartTlsPort;
        string saved = directory.In("saved");
        string settings = directory.Write("muttrc", ProgramSettings.MuttImap(directory, $"{scheme}://localhost:{port}/", "kalle@domain.se", "secret", authenticator));

        (int exitCode, string output, _) = await directory.RunAsync(
            "script", "-qec", $"mutt -n -F {settings} -f {scheme}://localhost:{port}/INBOX -e 'push \"<pipe-message>cat > {saved}<enter><quit>\"'", "/dev/null");

        Assert.True(File.Exists(saved), $"mutt ended with {exitCode}: {output}");
        Assert.Contains("You are logged in as kalle@domain.se.", await File.ReadAllTextAsync(saved, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        RecordingEngine.Attempt attempt = Assert.Single(host.Engine.Attempts);
        Assert.Equal("kalle@domain.se", attempt.Username);
        Assert.True(attempt.Connection.Tls);
    }

    [Theory]
    [InlineData("IMAPS")]
    [InlineData("STARTTLS")]
    public async Task Mbsync_fetches_the_message(string tls)
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        Directory.CreateDirectory(directory.In("mail"));
        string settings = directory.Write("mbsyncrc", ProgramSettings.Mbsync(directory, tls == "IMAPS" ? host.TlsPort : host.StartTlsPort, tls, "kalle@domain.se", "secret"));

        (int exitCode, _, string error) = await directory.RunAsync("mbsync", "-c", settings, "-a");

        Assert.True(exitCode == 0, error);
        string mail = Assert.Single(Directory.GetFiles(directory.In("mail/INBOX/new")));
        Assert.Contains("You are logged in as kalle@domain.se.", await File.ReadAllTextAsync(mail, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Imaplib_logs_in_in_its_three_ways_and_tells_answers_apart()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        host.Engine.Decide = attempt => attempt.Password switch
        {
            "secret" => RecordingEngine.Accepted,
            "closed" => new LoginResult { Status = LoginStatus.Rejected, Notice = LoginNotice.UseFullAddress, Account = RecordingEngine.Kalle },
            "busy" => new LoginResult { Status = LoginStatus.TemporarilyUnavailable },
            _ => RecordingEngine.Rejected,
        };
        string script = directory.Write("client.py", """
            import imaplib, ssl, sys
            tls_port, port, trusted = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
            context = ssl.create_default_context(cafile=trusted)

            def connect():
                return imaplib.IMAP4_SSL("localhost", tls_port, ssl_context=context, timeout=30)

            def read(client):
                assert client.select("INBOX", readonly=True) == ("OK", [b"1"])
                assert client.search(None, "ALL") == ("OK", [b"1"])
                status, data = client.fetch("1", "(RFC822)")
                assert status == "OK" and b"You are logged in as kalle@domain.se." in data[0][1], data
                assert client.list()[0] == "OK"
                assert client.logout()[0] == "BYE"

            client = connect()
            client.login("kalle@domain.se", "secret")
            read(client)

            client = connect()
            client.authenticate("PLAIN", lambda challenge: b"\0kalle@domain.se\0secret")
            read(client)

            client = imaplib.IMAP4("localhost", port, timeout=30)
            assert "LOGINDISABLED" in client.capabilities
            client.starttls(context)
            assert "AUTH=PLAIN" in client.capabilities
            client.login("kalle@domain.se", "secret")
            read(client)

            for password, code in (("wrong", "[AUTHENTICATIONFAILED]"), ("closed", "[CONTACTADMIN]"), ("busy", "[UNAVAILABLE]")):
                try:
                    connect().login("kalle", password)
                    raise SystemExit("accepted " + password)
                except imaplib.IMAP4.error as refused:
                    assert code in str(refused), refused
            print("done")
            """);

        (int exitCode, string output, string error) = await directory.RunAsync(
            "python3", script, host.TlsPort.ToString(CultureInfo.InvariantCulture), host.StartTlsPort.ToString(CultureInfo.InvariantCulture), directory.Trusted);

        Assert.True(exitCode == 0 && output.Trim() == "done", error);
        Assert.Equal(6, host.Engine.Attempts.Count);
    }

    private Task<(int ExitCode, string Output, string Error)> CurlAsync(ImapTestHost host, string scheme, string user, string loginOptions, string path)
    {
        int port = scheme == "imaps" ? host.TlsPort : host.StartTlsPort;
        return directory.RunAsync("curl", [.. ProgramSettings.CurlTls(directory, port), "--user", user, "--login-options", loginOptions, $"{scheme}://mail.domain.se:{port}/{path}"]);
    }
}
