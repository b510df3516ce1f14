using System.Text;
using MailAuth;
using MailHost.Connections;
using Samples.Tests.Connections;

namespace Samples.Tests.Pop3;

/// <summary>Every way in which a client can send a username and a password, and what comes back.</summary>
public sealed class LoginTests
{
    private const string Rejected = "-ERR [AUTH] The username or the password is not right.";

    /// <summary>å in the username as UTF-8, ö in the password as Windows-1252: what goes in has to come out.</summary>
    private const string Username = "\u00C3\u00A5sa@domain.se";
    private const string Password = " sm\u00F6r  \"g\\\t ";

    public static TheoryData<string[]> Forms => new()
    {
        { ["USER " + Username, "PASS " + Password] },
        { ["user " + Username, "CAPA", "pass " + Password] },
        { ["USER lisa", "USER " + Username, "PASS " + Password] },
        { ["AUTH PLAIN " + Base64("\0" + Username + "\0" + Password)] },
        { ["auth plain", Base64("\0" + Username + "\0" + Password)] },
        { ["AUTH LOGIN", Base64(Username), Base64(Password)] },
        { ["AUTH LOGIN " + Base64(Username), Base64(Password)] },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task However_it_is_sent_the_engine_gets_the_same_bytes(string[] lines)
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        host.Engine.Decide = _ => RecordingEngine.Accepted;
        await using Wire wire = await host.ConnectAsync();

        string answer = "";
        foreach (string line in lines)
        {
            Assert.DoesNotContain("-ERR", answer, StringComparison.Ordinal);
            answer = line == "CAPA" ? (await wire.MultilineAsync(line))[0] : await wire.CommandAsync(line);
        }

        Assert.Equal("+OK Logged in.", answer);
        RecordingEngine.Attempt attempt = Assert.Single(host.Engine.Attempts);
        Assert.Equal(Encoding.Latin1.GetBytes(Username), attempt.UsernameBytes);
        Assert.Equal(Encoding.Latin1.GetBytes(Password), attempt.PasswordBytes);
        Assert.Empty(attempt.AuthorizationIdentity);
    }

    [Theory]
    [InlineData("USER kalle", "PASS secret")]
    [InlineData("AUTH PLAIN AGthbGxlAHNlY3JldA==")]
    [InlineData("AUTH LOGIN a2FsbGU=", "c2VjcmV0")]
    public async Task The_password_is_zeroed_before_the_answer_is_waited_with(params string[] lines)
    {
        TimeSpan delay = TimeSpan.FromSeconds(7);
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        host.Engine.Decide = _ => new LoginResult { Status = LoginStatus.Rejected, Delay = delay };
        await using Wire wire = await host.ConnectAsync();
        await wire.LastAsync(lines[..^1]);

        await wire.SendAsync(lines[^1] + "\r\n");
        await host.Time.WaitForTimerAsync(delay);

        Assert.Equal("secret", Assert.Single(host.Engine.Attempts).Password);
        Assert.Equal(new byte[6], host.Engine.LastPasswordMemory.ToArray());
        host.Time.Advance(delay);
        Assert.Equal(Rejected, await wire.ReadLineAsync());
    }

    [Fact]
    public async Task The_engine_is_told_of_the_connection()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync("mail.kund.se");

        await wire.LastAsync("USER kalle", "PASS secret");

        LoginConnection connection = Assert.Single(host.Engine.Attempts).Connection;
        Assert.Equal(MailProtocol.Pop3, connection.Protocol);
        Assert.True(connection.Tls);
        Assert.Equal("mail.kund.se", connection.ServerName);
        Assert.Equal("TLSv1.3", connection.TlsVersion);
        Assert.Equal(host.TlsPort, connection.LocalEndPoint?.Port);
    }

    [Fact]
    public async Task The_log_has_one_escaped_line_for_a_login_and_no_password()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        await wire.LastAsync("USER ka\u001B[0m\u00E5", "PASS hunter2");

        string login = Assert.Single(host.Log.Lines, line => line.StartsWith("3000 ", StringComparison.Ordinal));
        Assert.StartsWith("3000 Pop3 login Rejected (WrongPassword)", login, StringComparison.Ordinal);
        Assert.Contains("ka\\x1B[0m\\xE5", login, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task USER_is_welcome_over_TLS_whoever_it_is_and_asks_nobody()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        var answers = new HashSet<string>();
        foreach (string name in (string[])["kalle", "nobody", "kalle@domain.se", "", " ", "\0\u00FF", new string('x', 5000)])
        {
            answers.Add(await wire.CommandAsync("USER " + name));
        }

        Assert.Equal("+OK Send the password.", Assert.Single(answers));
        Assert.Empty(host.Engine.Attempts);
    }

    [Theory]
    [InlineData("PASS secret")]
    [InlineData("USER", "PASS secret")]
    [InlineData("USER kalle", "PASS wrong", "PASS secret")]
    [InlineData("USER kalle", "PASS", "PASS secret")]
    [InlineData("USER kalle", "AUTH X-UNKNOWN", "PASS secret")]
    [InlineData("USER kalle", "USER", "PASS secret")]
    public async Task A_password_without_a_username_before_it_is_no_login(params string[] lines)
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.Equal("-ERR Send USER first", await wire.LastAsync(lines));
        Assert.DoesNotContain(host.Engine.Attempts, attempt => attempt.Password == "secret");
    }

    [Fact]
    public async Task An_empty_password_reaches_the_engine_and_is_not_a_matter_of_syntax()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.Equal(Rejected, await wire.LastAsync("USER kalle", "PASS "));
        Assert.Equal(Rejected, await wire.LastAsync("AUTH PLAIN " + Base64("\0kalle\0")));
        Assert.Equal(["", ""], host.Engine.Attempts.Select(attempt => attempt.Password));
    }

    [Fact]
    public async Task Rejected_is_the_same_bytes_whatever_the_reason_and_the_command()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync(limits: new ConnectionLimits { FailedLogins = 100 });
        await using Wire wire = await host.ConnectAsync();
        var answers = new HashSet<string>();
        foreach (LoginReason reason in Enum.GetValues<LoginReason>())
        {
            host.Engine.Decide = _ => new LoginResult { Status = LoginStatus.Rejected, Reason = reason, Account = RecordingEngine.Kalle };
            answers.Add(await wire.LastAsync("USER kalle", "PASS wrong"));
            answers.Add(await wire.CommandAsync("AUTH PLAIN AGthbGxlAHdyb25n"));
        }

        Assert.Equal(Rejected, Assert.Single(answers));
    }

    [Theory]
    [InlineData(LoginStatus.TemporarilyUnavailable, LoginNotice.None, "-ERR [SYS/TEMP] Login is not possible at the moment. Try again later.")]
    [InlineData(LoginStatus.Rejected, LoginNotice.UseFullAddress, "-ERR [AUTH] Log in with your full e-mail address kalle@domain.se as the username; the short name stopped working.")]
    [InlineData(LoginStatus.Rejected, LoginNotice.AnotherAccount, "-ERR [AUTH] This account may not act as another one.")]
    [InlineData(LoginStatus.Rejected, LoginNotice.LoginSwitchedOff, "-ERR [AUTH] Logging in to this account is switched off. Ask your mail host.")]
    [InlineData(LoginStatus.Accepted, LoginNotice.ChangeToFullAddress, "+OK Change your username to your full e-mail address kalle@domain.se; the short name will soon stop working.")]
    public async Task Each_row_of_the_table_has_its_answer(LoginStatus status, LoginNotice notice, string expected)
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        host.Engine.Decide = _ => new LoginResult { Status = status, Notice = notice, Account = RecordingEngine.Kalle };
        await using Wire wire = await host.ConnectAsync();
        await using Wire other = await host.ConnectAsync();

        Assert.Equal(expected, await wire.LastAsync("USER kalle", "PASS secret"));
        Assert.Equal(expected, await other.LastAsync("AUTH LOGIN", Base64("kalle"), Base64("secret")));
    }

    [Fact]
    public async Task An_engine_that_throws_is_unavailable_and_the_session_goes_on()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        Func<RecordingEngine.Attempt, LoginResult> decide = host.Engine.Decide;
        host.Engine.Decide = _ => throw new InvalidOperationException("a fault");
        await using Wire wire = await host.ConnectAsync();

        Assert.StartsWith("-ERR [SYS/TEMP] ", await wire.LastAsync("USER kalle", "PASS secret"), StringComparison.Ordinal);
        host.Engine.Decide = decide;
        Assert.Equal("+OK Logged in.", await wire.LastAsync("USER kalle", "PASS secret"));
    }

    [Fact]
    public async Task Three_logins_may_fail_and_the_last_that_may_closes_the_connection()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync(limits: new ConnectionLimits { FailedLogins = 1 });
        await using Wire patient = await host.ConnectAsync();
        await using Wire stubborn = await host.ConnectAsync();

        Assert.Equal(Rejected, await patient.LastAsync("USER kalle", "PASS wrong"));
        Assert.Equal(Rejected, await patient.LastAsync("AUTH PLAIN " + Base64("no separators"))); // malformed: a refused login like any other
        Assert.Equal("+OK Logged in.", await patient.LastAsync("USER kalle", "PASS secret"));

        await stubborn.LastAsync("USER kalle", "PASS wrong", "AUTH PLAIN =", "AUTH PLAIN *", "USER kalle");
        Assert.Equal(Rejected, await stubborn.CommandAsync("PASS wrong"));
        Assert.Equal("(closed)", await stubborn.ReadLineAsync());
    }

    [Fact]
    public async Task A_second_login_is_refused_in_each_of_its_ways()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();

        foreach (string line in (string[])["USER kalle", "PASS secret", "AUTH", "AUTH PLAIN", "AUTH PLAIN AGthbGxlAHNlY3JldA=="])
        {
            Assert.Equal("-ERR Already logged in.", await wire.CommandAsync(line));
        }

        Assert.Single(host.Engine.Attempts);
    }

    [Fact]
    public async Task APOP_is_refused_and_the_greeting_does_not_invite_it()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        await using Wire wire = await Wire.ConnectAsync(host.StartTlsPort);

        Assert.DoesNotContain('<', await wire.ReadLineAsync());
        Assert.StartsWith("-ERR There is no APOP", await wire.CommandAsync("APOP kalle c4c9334bac560ecc979e58001b3e22fb"), StringComparison.Ordinal);
    }

    private static string Base64(string latin1) => Convert.ToBase64String(Encoding.Latin1.GetBytes(latin1));
}
