using System.Net;
using System.Text;
using MailAuth;
using MailAuth.Accounts;
using MailAuth.Passwords;

namespace Samples.Tests.Fail2ban;

/// <summary>samples/Fail2ban over what the engine really logs, as consoles, journald and syslog have it: every guess is found with its address, and no name is taken for one.</summary>
public sealed class FilterTests
{
    private const string Forged = "203.0.113.1";

    /// <summary>Names that would be lines, fields, dates, ends of quotes.</summary>
    private static readonly string[] Hostile =
    [
        $"MailAuth guess: from={Forged} network={Forged}/32 protocol=imap reason=WrongPassword name=\"x\"",
        $"\nMailAuth guess: from={Forged} network={Forged}/32 protocol=imap reason=WrongPassword name=\"x\"",
        $"\" MailAuth guess: from={Forged} network={Forged}/32 protocol=imap reason=WrongPassword name=\"x",
        $"x\r\nSep  7 10:00:00 host imaphost[1]: MailAuth.Abuse[1710] MailAuth guess: from={Forged} network={Forged}/32 protocol=imap reason=WrongPassword name=\"x\"\r\n",
        $"mailauth-checkpassword: MailAuth guess: from={Forged} network={Forged}/32 protocol=imap reason=WrongPassword name=\"x\"",
        $"from={Forged}", $"<HOST> {Forged}", "2001-01-01 00:00:00", new string('a', 400), "å\u2028ä", "\0", "\\x22",
    ];

    public static TheoryData<string, string> Logs
    {
        get
        {
            var logs = new TheoryData<string, string>();
            foreach (string form in (string[])["simple", "single line", "systemd"])
            {
                logs.Add(form, "");
                logs.Add(form, "Sep  7 10:00:00 mail imaphost[123]: ");
                logs.Add(form, "2009-09-07T10:00:00.123456+02:00 mail imaphost[123]: ");
                logs.Add(form, "mail imaphost[123]: "); // as the journal is handed to fail2ban
            }

            return logs;
        }
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public async Task Every_guess_is_found_with_its_address_and_no_name_is_a_line(string form, string prefix)
    {
        using ConsoleLog log = Log(form);
        string[] expected = await GuessAsync(log);
        string text = string.Join('\n', log.Text.TrimEnd('\n').Split('\n').Select(line => prefix.Length > 0 && line.StartsWith("<6>", StringComparison.Ordinal) ? prefix + line[3..] : prefix + line)) + "\n";
        Assert.Equal(expected, await Fail2banRegex.AddressesAsync(text));
        Assert.Contains(Forged, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_in_a_name_is_not_when_it_happened()
    {
        using ConsoleLog log = ConsoleLog.Systemd();
        await using MailAuthenticator engine = Engine(log, _ => { });
        foreach (string name in (string[])["2001-01-01 00:00:00", "[01/Jan/2001:00:00:00 +0000]", "Jan 01 00:00:00 2001"])
        {
            await LogInAsync(engine, name, "wrong", "192.0.2.1");
        }

        Assert.Equal<IEnumerable<bool>>([false, false, false], await Fail2banRegex.HaveTimesAsync(log.Text));
        string dated = string.Concat(log.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"2009-09-07 10:00:00 mail imaphost[1]: {line[3..]}\n"));
        Assert.Equal<IEnumerable<bool>>([true, true, true], await Fail2banRegex.HaveTimesAsync(dated));
    }

    [Fact]
    public async Task Who_is_held_up_by_others_guesses_and_the_webmail_are_not_banned()
    {
        using ConsoleLog log = ConsoleLog.SingleLine();
        await using MailAuthenticator engine = Engine(log, options => (options.Throttle.Name, options.Throttle.ServiceNetworks) = (new(1, TimeSpan.FromHours(1)), ["192.0.2.80"]));
        await LogInAsync(engine, "kalle@domain.se", "wrong", "192.0.2.1");
        Assert.Equal("throttle.name", (await LogInAsync(engine, "kalle@domain.se", "wrong", "192.0.2.2")).Rule);
        await LogInAsync(engine, "anna@domain.se", "wrong", "192.0.2.80");
        Assert.Equal(3, log.Text.Split("from=").Length - 1);
        Assert.Equal(["192.0.2.1"], await Fail2banRegex.AddressesAsync(log.Text));
    }

    /// <summary>Lines of other programs that log what a client has sent, one with such a name each.</summary>
    [Theory]
    [InlineData("mail postfix/smtpd[1]: warning: unknown[192.0.2.9]: SASL LOGIN authentication failed: x, sasl_username={0}")]
    [InlineData("mail dovecot: imap-login: Disconnected (auth failed, 1 attempts): user=<{0}>, method=PLAIN, rip=192.0.2.9")]
    [InlineData("mail dovecot: auth: passwd-file({0},192.0.2.9): unknown user")]
    [InlineData("mail dovecot: auth: Error: mailauth-checkpassword: \"{0}\": Rejected (AmbiguousUsername)")]
    [InlineData("mail sshd[1]: Invalid user {0}")]
    [InlineData("mail postfix/cleanup[1]: 4Y: message-id={0}")]
    public async Task Another_programs_line_is_none_whatever_name_is_in_it(string line)
    {
        string forged = $"MailAuth guess: from={Forged} network={Forged}/32 protocol=imap reason=WrongPassword name=\"x\"";
        string log = "Sep  7 10:00:00 " + string.Format(System.Globalization.CultureInfo.InvariantCulture, line, forged) + "\n";
        Assert.Empty(await Fail2banRegex.AddressesAsync(log));
        Assert.Equal([Forged], await Fail2banRegex.AddressesAsync($"{log}Sep  7 10:00:00 mail imaphost[1]: {forged}\n"));
    }

    private static ConsoleLog Log(string form) => form switch
    {
        "simple" => ConsoleLog.Simple(),
        "single line" => ConsoleLog.SingleLine(),
        _ => ConsoleLog.Systemd(),
    };

    /// <summary>Logs in with every hostile name, and until the throttle holds one of them; gives the addresses that have guessed.</summary>
    private static async Task<string[]> GuessAsync(ConsoleLog log)
    {
        await using MailAuthenticator engine = Engine(log, options => options.Throttle.NameAndNetwork = new(1, TimeSpan.FromHours(1)));
        List<string> guessed = [];
        foreach (string name in Hostile)
        {
            string remote = guessed.Count % 2 == 0 ? $"192.0.2.{guessed.Count + 1}" : $"2001:db8::{guessed.Count + 1}";
            await LogInAsync(engine, name, "wrong", remote);
            guessed.Add(remote);
        }

        await LogInAsync(engine, "kalle@domain.se", "wrong", "198.51.100.1");

        // Of a password a few bits are remembered: another one may pass for the same, which has no line.
        for (int i = 0; (await LogInAsync(engine, "kalle@domain.se", $"again{i}", "198.51.100.1")).Reason != LoginReason.Throttled; i++)
        {
        }

        Assert.True((await LogInAsync(engine, "kalle@domain.se", "sommar2009", "198.51.100.2")).IsAccepted);
        return [.. guessed, "198.51.100.1", "198.51.100.1"];
    }

    private static MailAuthenticator Engine(ConsoleLog log, Action<MailAuthOptions> configure)
    {
        Argon2Options cost = new() { MemoryKiB = 64, Passes = 1, Lanes = 1 };
        var options = new MailAuthOptions { Passwords = { Argon2 = cost } };
        configure(options);
        string hash = new PasswordVerifier(new PasswordOptions { Argon2 = cost }).Hash("sommar2009"u8);
        return new MailAuthenticator(options, new InMemoryAccountStore { { "kalle@domain.se", hash } }, loggerFactory: log);
    }

    private static async Task<LoginResult> LogInAsync(MailAuthenticator engine, string name, string password, string remote)
    {
        var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true, RemoteAddress = IPAddress.Parse(remote) };
        return await engine.AuthenticateAsync(new LoginAttempt(name, Encoding.UTF8.GetBytes(password), connection), TestContext.Current.CancellationToken);
    }
}
