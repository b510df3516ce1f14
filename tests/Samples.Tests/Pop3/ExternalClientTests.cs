using System.Globalization;
using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Pop3;

/// <summary>Programs that people fetch their mail with, as processes of their own: curl, fetchmail, mpop and Python's poplib.</summary>
public sealed class ExternalClientTests : IDisposable
{
    private readonly ProgramDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("pop3s", "AUTH=PLAIN")]
    [InlineData("pop3s", "AUTH=LOGIN")]
    [InlineData("pop3", "AUTH=PLAIN")]
    [InlineData("pop3", "AUTH=LOGIN")]
    public async Task Curl_fetches_the_message(string scheme, string loginOptions)
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();

        (int exitCode, string output, string error) = await CurlAsync(host, scheme, "kalle@domain.se:secret", loginOptions);

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
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();

        (int exitCode, _, string error) = await CurlAsync(host, "pop3s", "kalle@domain.se:wrong", "AUTH=PLAIN");

        Assert.Equal(67, exitCode); // CURLE_LOGIN_DENIED
        Assert.Contains("67", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curl_without_TLS_finds_no_way_to_log_in()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();

        (int exitCode, _, _) = await directory.RunAsync(
            "curl", "--silent", "--show-error", "--user", "kalle:secret", $"pop3://127.0.0.1:{host.StartTlsPort}/1");

        Assert.Equal(67, exitCode);
        Assert.Empty(host.Engine.Attempts);
    }

    [Theory]
    [InlineData(true, "keep")]
    [InlineData(true, "nokeep")]
    [InlineData(false, "keep")]
    [InlineData(false, "nokeep")]
    public async Task Fetchmail_fetches_the_message(bool tlsOnConnect, string keep)
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        string saved = directory.In("saved");
        string settings = directory.Write("fetchmailrc", ProgramSettings.Fetchmail(
            directory, "pop3", tlsOnConnect ? host.TlsPort : host.StartTlsPort, tlsOnConnect ? "ssl" : "starttls", "kalle@domain.se", "secret", keep));

        (int exitCode, string output, string error) = await directory.RunAsync("fetchmail", "--nosyslog", "--nodetach", "-f", settings);

        Assert.True(exitCode == 0, output + error);
        Assert.Contains("You are logged in as kalle@domain.se.", await File.ReadAllTextAsync(saved, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        RecordingEngine.Attempt attempt = Assert.Single(host.Engine.Attempts);
        Assert.Equal("secret", attempt.Password);
        Assert.True(attempt.Connection.Tls);
    }

    [Fact]
    public async Task Fetchmail_is_told_that_the_password_is_wrong()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        string settings = directory.Write("fetchmailrc", ProgramSettings.Fetchmail(directory, "pop3", host.TlsPort, "ssl", "kalle", "wrong"));

        (int exitCode, _, string error) = await directory.RunAsync("fetchmail", "--nosyslog", "--nodetach", "-f", settings);

        Assert.Equal(3, exitCode); // PS_AUTHFAIL
        Assert.Contains("Authorization failure on kalle@localhost", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off", "user")]
    [InlineData("off", "plain")]
    [InlineData("on", "login")]
    public async Task Mpop_fetches_the_message_and_leaves_no_copy(string startTls, string mechanism)
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        string saved = directory.In("saved");
        string settings = directory.Write("mpoprc", $"""
            account default
            host localhost
            port {(startTls == "on" ? host.StartTlsPort : host.TlsPort)}
            user kalle@domain.se
            password secret
            auth {mechanism}
            tls on
            tls_starttls {startTls}
            tls_trust_file {directory.Trusted}
            keep off
            delivery mbox {saved}
            uidls_file {directory.In("uidls")}
            """);

        (int exitCode, string output, string error) = await directory.RunAsync("mpop", "--file=" + settings);

        Assert.True(exitCode == 0, output + error);
        Assert.Contains("You are logged in as kalle@domain.se.", await File.ReadAllTextAsync(saved, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(Assert.Single(host.Engine.Attempts).Connection.Tls);
    }

    [Fact]
    public async Task Poplib_logs_in_fetches_and_tells_answers_apart()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        host.Engine.Decide = attempt => attempt.Password switch
        {
            "secret" => RecordingEngine.Accepted,
            "closed" => new LoginResult { Status = LoginStatus.Rejected, Notice = LoginNotice.UseFullAddress, Account = RecordingEngine.Kalle },
            "busy" => new LoginResult { Status = LoginStatus.TemporarilyUnavailable },
            _ => RecordingEngine.Rejected,
        };
        string script = directory.Write("client.py", """
            import poplib, ssl, sys
            tls_port, port, trusted = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
            context = ssl.create_default_context(cafile=trusted)

            def connect():
                return poplib.POP3_SSL("localhost", tls_port, context=context, timeout=30)

            def log_in(client, password="secret"):
                client.user("kalle@domain.se")
                client.pass_(password)
                return client

            def read(client):
                count, size = client.stat()
                assert count == 1
                answer, lines, octets = client.retr(1)
                assert b"You are logged in as kalle@domain.se." in lines
                assert octets == size and client.list()[1] == [b"1 %d" % size]
                assert client.top(1, 0)[1] == lines[:lines.index(b"") + 1]
                assert len(client.uidl()[1]) == 1
                client.dele(1)
                assert client.stat() == (0, 0)
                client.rset()
                client.quit()

            read(log_in(connect()))

            client = poplib.POP3("localhost", port, timeout=30)
            assert "STLS" in client.capa() and "USER" not in client.capa()
            client.stls(context)
            assert client.capa()["SASL"] == ["PLAIN", "LOGIN"]
            read(log_in(client))

            for password, code in (("wrong", "[AUTH]"), ("closed", "[AUTH] Log in with your full e-mail address"), ("busy", "[SYS/TEMP]")):
                try:
                    log_in(connect(), password)
                    raise SystemExit("accepted " + password)
                except poplib.error_proto as refused:
                    assert code in str(refused), refused
            print("done")
            """);

        (int exitCode, string output, string error) = await directory.RunAsync(
            "python3", script, host.TlsPort.ToString(CultureInfo.InvariantCulture), host.StartTlsPort.ToString(CultureInfo.InvariantCulture), directory.Trusted);

        Assert.True(exitCode == 0 && output.Trim() == "done", error);
        Assert.Equal(5, host.Engine.Attempts.Count);
    }

    private Task<(int ExitCode, string Output, string Error)> CurlAsync(Pop3TestHost host, string scheme, string user, string loginOptions)
    {
        int port = scheme == "pop3s" ? host.TlsPort : host.StartTlsPort;
        return directory.RunAsync("curl", [.. ProgramSettings.CurlTls(directory, port), "--user", user, "--login-options", loginOptions, $"{scheme}://mail.domain.se:{port}/1"]);
    }
}
