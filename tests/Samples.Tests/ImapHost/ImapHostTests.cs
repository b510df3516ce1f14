using MailAuth.Accounts;
using MailAuth.Sqlite;
using MailKit.Net.Imap;
using MailKit.Security;
using MailKit;
using Samples.Tests.Connections;
using Samples.Tests.Hosting;
using Samples.Tests.Imap;

namespace Samples.Tests.ImapHost;

/// <summary>samples/ImapHost as its user meets it: a process with a command line.</summary>
public sealed class ImapHostTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mailauth-imaphost-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task The_demonstration_logs_in_says_so_in_one_line_and_stops_at_an_interrupt()
    {
        await using RunningHost host = await RunningHost.StartAsync("ImapHost", directory);

        Assert.Equal("You are logged in", await ReadSubjectAsync(host, "kalle@domain.se", "secret"));
        await Assert.ThrowsAsync<AuthenticationException>(() => ReadSubjectAsync(host, "kalle@domain.se", "hunter2"));

        Assert.Equal(0, await host.InterruptAsync());
        string[] logins = [.. host.Output.Split('\n').Where(line => line.Contains("Imap login ", StringComparison.Ordinal))];
        Assert.True(logins.Length > 1, host.Output); // MailKit tries a refused password with each mechanism
        Assert.Contains("Imap login Accepted (Accepted): form FullAddress, source Domain, name kalle@domain.se,", logins[0], StringComparison.Ordinal);
        Assert.All(logins.Skip(1), login => Assert.Contains("Imap login Rejected (WrongPassword)", login, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_serves_the_accounts_of_a_passwd_file()
    {
        string users = InDirectory("users", """
            lisa@domain.se:{SHA256}K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=
            kalle:{PLAIN}sommar
            """);
        await using RunningHost host = await RunningHost.StartAsync("ImapHost", directory, "--passwd-file", users, "--domain", "domain.se");

        Assert.Equal("You are logged in", await ReadSubjectAsync(host, "lisa@domain.se", "secret"));
        Assert.Equal("You are logged in", await ReadSubjectAsync(host, "kalle", "sommar"));
        Assert.Equal("You are logged in", await ReadSubjectAsync(host, "kalle@domain.se", "sommar"));
    }

    [Fact]
    public async Task It_serves_a_configuration_with_its_policy_and_its_store()
    {
        InDirectory("users", "kalle@domain.se:{PLAIN}sommar");
        string config = InDirectory("mailauth.json", """
            {
              "usernames": { "defaultDomain": "domain.se", "bareUsernames": "localPart" },
              "transition": { "timeZone": "Europe/Stockholm", "closed": "2009-09-07" },
              "store": { "passwdFile": "users" }
            }
            """);
        await using RunningHost host = await RunningHost.StartAsync("ImapHost", directory, "--config", config);

        Assert.Equal("You are logged in", await ReadSubjectAsync(host, "kalle@domain.se", "sommar"));
        var refused = await Assert.ThrowsAsync<AuthenticationException>(() => ReadSubjectAsync(host, "kalle", "sommar"));
        Assert.Contains("kalle@domain.se", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_serves_a_configuration_with_a_database_and_records_who_logged_in()
    {
        string path = Path.Combine(directory, "mail.db");
        using (var database = new SqliteMailAuthDatabase(path))
        {
            await new SqliteAccountStore(database).SaveAsync(new Account("kalle@domain.se", "{PLAIN}sommar"), TestContext.Current.CancellationToken);
        }

        string config = InDirectory("mailauth.json", """{ "store": { "sqlite": "mail.db" } }""");
        await using RunningHost host = await RunningHost.StartAsync("ImapHost", directory, "--config", config);
        Assert.Equal("You are logged in", await ReadSubjectAsync(host, "kalle@domain.se", "sommar"));
        Assert.Equal(0, await host.InterruptAsync());

        using var written = new SqliteMailAuthDatabase(path);
        Account? kalle = await new SqliteAccountStore(written).FindByAddressAsync("kalle@domain.se", TestContext.Current.CancellationToken);
        Assert.StartsWith("{ARGON2ID}", kalle!.PasswordHash, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown option --nonsense", "--nonsense")]
    [InlineData("unexpected argument kalle", "kalle")]
    [InlineData("--port needs a value", "--port")]
    [InlineData("--port 65536: not a port", "--port", "65536")]
    [InlineData("--tls-port -1: not a port", "--tls-port", "-1")]
    [InlineData("--listen nowhere: not an IP address", "--listen", "nowhere")]
    [InlineData("--allow-plaintext 10.0.0.1/33: not a network", "--allow-plaintext", "10.0.0.1/33")]
    [InlineData("--domain goes with --passwd-file", "--domain", "domain.se")]
    [InlineData("absent.json", "--config", "absent.json")]
    [InlineData("absent-users", "--passwd-file", "absent-users")]
    public async Task What_is_wrong_on_the_command_line_is_named_and_the_exit_code_is_2(string expected, params string[] arguments)
    {
        (int exitCode, string output, string error) = await ExternalProgram.RunAsync(directory, "dotnet", RunningHost.Arguments("ImapHost", arguments));

        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.StartsWith("ImapHost: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_configuration_is_named_with_its_line()
    {
        string config = InDirectory("mailauth.json", """
            {
              "transition": { "timeZone": "Europe/Stockholm", "cloesd": "2009-09-07" }
            }
            """);

        (int exitCode, _, string error) = await ExternalProgram.RunAsync(directory, "dotnet", RunningHost.Arguments("ImapHost", "--config", config));

        Assert.Equal(2, exitCode);
        Assert.Contains("mailauth.json:2", error, StringComparison.Ordinal);
        Assert.Contains("cloesd", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using ImapTestHost other = await ImapTestHost.StartAsync();
        string port = other.StartTlsPort.ToString(System.Globalization.CultureInfo.InvariantCulture);

        (int exitCode, _, string error) = await ExternalProgram.RunAsync(
            directory, "dotnet", RunningHost.Arguments("ImapHost", "--port", port, "--tls-port", "0", "--certificate", Path.Combine(directory, "host.pem")));

        Assert.Equal(2, exitCode);
        Assert.Contains(port, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_given()
    {
        (int exitCode, string output, string error) = await ExternalProgram.RunAsync(directory, "dotnet", RunningHost.Arguments("ImapHost", "--help"));

        Assert.Equal(0, exitCode);
        Assert.Equal("", error);
        Assert.Contains("--passwd-file FILE", output, StringComparison.Ordinal);
    }

    private static async Task<string?> ReadSubjectAsync(RunningHost host, string username, string password)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var client = new ImapClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=MailAuth development" };
        await client.ConnectAsync("localhost", host.TlsPort, SecureSocketOptions.SslOnConnect, cancellationToken);
        await client.AuthenticateAsync(username, password, cancellationToken);
        IMailFolder inbox = client.Inbox!;
        await inbox.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
        string? subject = (await inbox.GetMessageAsync(0, cancellationToken)).Subject;
        await client.DisconnectAsync(quit: true, cancellationToken);
        return subject;
    }

    private string InDirectory(string name, string content)
    {
        string path = Path.Combine(directory, name);
        File.WriteAllText(path, content + "\n");
        return path;
    }
}
