using MailAuth;
using MailHost.Connections;
using Samples.Tests.Connections;

namespace Samples.Tests.Imap;

/// <summary>What the engine decides and what the wire says: refusals alike, passwords zeroed, log lines escaped.</summary>
public sealed class AnswersTests
{
    private const string Wrong = "AUTHENTICATE PLAIN AGthbGxlAHdyb25n"; // kalle, wrong

    [Fact]
    public async Task Rejected_is_the_same_bytes_whatever_the_reason_and_the_command()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync(limits: new ConnectionLimits { FailedLogins = 100 });
        await using Wire wire = await host.ConnectAsync();
        var answers = new HashSet<string>();
        foreach (LoginReason reason in Enum.GetValues<LoginReason>())
        {
            host.Engine.Decide = _ => new LoginResult { Status = LoginStatus.Rejected, Reason = reason, Account = RecordingEngine.Kalle };
            answers.Add(await wire.CommandAsync("a LOGIN kalle wrong"));
            answers.Add(await wire.CommandAsync("a " + Wrong));
        }

        Assert.StartsWith("a NO [AUTHENTICATIONFAILED] ", Assert.Single(answers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_PLAIN_response_looks_like_a_wrong_password_and_counts_like_one()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync(limits: new ConnectionLimits { FailedLogins = 3 });
        await using Wire wire = await host.ConnectAsync();

        string wrong = await wire.CommandAsync("a LOGIN kalle wrong");
        Assert.Equal(wrong, await wire.CommandAsync("a AUTHENTICATE PLAIN a2FsbGU="));
        Assert.Equal(wrong, await wire.CommandAsync("a AUTHENTICATE PLAIN ="));
        Assert.StartsWith("* BYE ", await wire.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unavailable_is_not_a_wrong_password()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        host.Engine.Decide = _ => new LoginResult { Status = LoginStatus.TemporarilyUnavailable, Reason = LoginReason.StoreUnavailable };
        await using Wire wire = await host.ConnectAsync();

        Assert.StartsWith("a NO [UNAVAILABLE] ", await wire.CommandAsync("a LOGIN kalle secret"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_throws_is_unavailable_and_the_session_goes_on()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        Func<RecordingEngine.Attempt, LoginResult> decide = host.Engine.Decide;
        host.Engine.Decide = _ => throw new InvalidOperationException("a fault");
        await using Wire wire = await host.ConnectAsync();

        Assert.StartsWith("a NO [UNAVAILABLE] ", await wire.CommandAsync("a LOGIN kalle secret"), StringComparison.Ordinal);
        host.Engine.Decide = decide;
        Assert.StartsWith("b OK ", await wire.CommandAsync("b LOGIN kalle secret"), StringComparison.Ordinal);
        Assert.Contains(host.Log.Lines, line => line.StartsWith("3001 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_closed_bare_username_is_told_what_to_change()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        host.Engine.Decide = _ => new LoginResult
        {
            Status = LoginStatus.Rejected, Reason = LoginReason.BareUsernameClosed, Notice = LoginNotice.UseFullAddress, Account = RecordingEngine.Kalle,
        };
        await using Wire wire = await host.ConnectAsync();

        string answer = await wire.CommandAsync("a LOGIN kalle secret");

        Assert.StartsWith("a NO [CONTACTADMIN] ", answer, StringComparison.Ordinal);
        Assert.Contains("kalle@domain.se", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bare_username_in_the_warning_phase_gets_an_alert_once_a_day()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        host.Engine.Decide = _ => new LoginResult
        {
            Status = LoginStatus.Accepted, Reason = LoginReason.Accepted, Notice = LoginNotice.ChangeToFullAddress, Account = RecordingEngine.Kalle,
        };

        Assert.StartsWith("* OK [ALERT] ", (await LogInAsync())[0], StringComparison.Ordinal);
        Assert.Single(await LogInAsync());
        host.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, (await LogInAsync()).Count);

        async Task<IReadOnlyList<string>> LogInAsync()
        {
            await using Wire wire = await host.ConnectAsync();
            IReadOnlyList<string> lines = await wire.DialogAsync("a LOGIN kalle secret");
            Assert.StartsWith("a OK ", lines[^1], StringComparison.Ordinal);
            return lines;
        }
    }

    [Fact]
    public async Task A_delay_is_waited_out_by_the_clock_with_the_password_already_zeroed()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        host.Engine.Decide = _ => new LoginResult { Status = LoginStatus.Rejected, Reason = LoginReason.WrongPassword, Delay = TimeSpan.FromSeconds(20) };
        await using Wire wire = await host.ConnectAsync();

        Task<string> answer = wire.CommandAsync("a LOGIN kalle secret");
        await host.Time.WaitForTimerAsync(TimeSpan.FromSeconds(20));
        Assert.True(host.Engine.LastPasswordMemory.Span.IndexOfAnyExcept((byte)0) < 0);
        host.Time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(answer.IsCompleted);
        host.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.StartsWith("a NO ", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_zeroed_when_the_answer_is_there()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();
        foreach (string line in (string[])["a LOGIN kalle wrong", "a LOGIN kalle {5+}\r\nwrong", "a " + Wrong])
        {
            await wire.CommandAsync(line);
            Assert.Equal(5, host.Engine.LastPasswordMemory.Length);
            Assert.Equal(new byte[5], host.Engine.LastPasswordMemory.ToArray());
        }
    }

    [Fact]
    public async Task Nobody_is_cut_off_before_the_third_failure_and_everybody_behind_the_fifth()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync(limits: new ConnectionLimits { FailedLogins = 1 });
        await using Wire three = await host.ConnectAsync();
        for (int i = 0; i < 3; i++)
        {
            Assert.StartsWith("a NO ", await three.CommandAsync("a LOGIN kalle wrong"), StringComparison.Ordinal);
        }

        Assert.StartsWith("* BYE ", await three.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("(closed)", await three.ReadLineAsync());

        await using ImapTestHost usual = await ImapTestHost.StartAsync();
        await using Wire five = await usual.ConnectAsync();
        for (int i = 0; i < 5; i++)
        {
            Assert.StartsWith("a NO ", await five.CommandAsync("a LOGIN kalle wrong"), StringComparison.Ordinal);
        }

        Assert.StartsWith("* BYE ", await five.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_line_is_logged_for_a_login_with_what_the_client_chose_escaped_and_no_secret()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();
        await wire.DialogAsync("i ID (\"name\" {8+}\r\nOut\r\nluk)");
        await wire.CommandAsync("a LOGIN {12+}\r\nka\r\nlle\u00E5\u001B[0m hunter2");
        await wire.CommandAsync("a AUTHENTICATE PLAIN " + Convert.ToBase64String("\0kalle\0hunter2"u8));

        IReadOnlyList<string> logins = [.. host.Log.Lines.Where(line => line.StartsWith("3000 ", StringComparison.Ordinal))];
        Assert.Equal(2, logins.Count);
        Assert.Contains("ka\\x0D\\x0Alle\\xE5\\x1B[0m", logins[0], StringComparison.Ordinal);
        Assert.Contains("Out\\u{D}\\u{A}luk", logins[0], StringComparison.Ordinal);
        Assert.Contains("Rejected (WrongPassword)", logins[0], StringComparison.Ordinal);
        Assert.Contains("name kalle@domain.se,", logins[0], StringComparison.Ordinal);
        Assert.Contains("TLSv1.3, server name mail.domain.se", logins[0], StringComparison.Ordinal);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("hunter2", StringComparison.Ordinal) || line.Contains('\n', StringComparison.Ordinal));
    }
}
