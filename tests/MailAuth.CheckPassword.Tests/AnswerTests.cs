using MailAuth.Usage;

namespace MailAuth.CheckPassword.Tests;

/// <summary>What the process answers: the row of the table for each request, and the fields.</summary>
public sealed class AnswerTests : IDisposable
{
    private const string SetupError = "mailauth.json";

    private static readonly (string, string) Imap = ("AUTH_SERVICE", "imap");
    private static readonly (string, string) Smtp = ("AUTH_SERVICE", "smtp");
    private static readonly (string, string) Tls = ("AUTH_SECURED", "TLS");
    private static readonly (string, string) Lookup = ("AUTHORIZED", "1");
    private static readonly (string, string) AtDomain = ("AUTH_LOCAL_NAME", "mail.domain.se");
    private static readonly (string, string) AtKund = ("AUTH_LOCAL_NAME", "mail.kund.se");

    private readonly Host host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public void A_right_password_gives_the_accounts_name_its_mailbox_and_its_fields_but_none_that_would_make_another_account_of_it()
    {
        Answer answer = host.Ask("KALLE@Domain.SE", Host.Password, Imap, Tls);
        Assert.Equal((0, null), (answer.ExitCode, answer.LogLine));
        Assert.Equal(
            "user=kalle@domain.se|userdb_user=kalle@domain.se|userdb_home=/srv/kalle|userdb_uid=5000|userdb_gid=5001|userdb_quota_rule=*:bytes=1G|proxy=y|host=192.0.2.99|LD_PRELOAD=evil",
            Fields(answer));
    }

    [Fact]
    public void An_account_without_fields_of_a_mailbox_has_one_for_the_userdb_so_that_no_second_program_is_run() =>
        Assert.Equal("user=anna@domain.se|userdb_user=anna@domain.se", Fields(host.Ask("anna@domain.se", Host.Password, Imap, Tls)));

    [Fact]
    public void A_bare_username_is_who_the_servers_name_or_address_says()
    {
        Assert.Equal("user=kalle@domain.se", Fields(host.Ask("kalle", Host.Password, Imap, Tls, AtDomain)).Split('|')[0]);
        Assert.Equal("user=kalle@kund.se", Fields(host.Ask("kalle", "", Lookup, AtKund)).Split('|')[0]);
        Assert.Equal("user=kalle@kund.se", Fields(host.Ask("kalle", "", Lookup, ("AUTH_LIP", "192.0.2.10"))).Split('|')[0]);
    }

    [Fact]
    public void An_ambiguous_name_is_refused_and_the_operator_is_told()
    {
        Answer answer = host.Ask("kalle", Host.Password, Imap, Tls);
        Assert.Equal((1, null), (answer.ExitCode, answer.Fields));
        Assert.Equal("\"kalle\": Rejected (AmbiguousUsername)", answer.LogLine);
    }

    [Theory]
    [InlineData("kalle@domain.se", "wrong")]
    [InlineData("nobody@domain.se", "wrong")]
    [InlineData("", "wrong")]
    [InlineData("kalle@domain.se", "")]
    [InlineData("a..b@domain.se", "x")]
    public void What_every_attack_has_thousands_of_is_refused_without_a_line(string username, string password)
    {
        Answer answer = host.Ask(username, password, Imap, Tls);
        Assert.Equal((1, null, null), (answer.ExitCode, answer.Fields, answer.LogLine));
    }

    [Fact]
    public void Where_events_are_asked_for_each_guess_is_a_line_of_its_own_with_the_address()
    {
        File.WriteAllText(host.ConfigurationFile, Host.Configuration.Replace("\"stateDirectory\"", "\"throttle\": { \"events\": true, \"nameAndNetwork\": { \"guesses\": 2, \"every\": \"1h\" } }, \"stateDirectory\"", StringComparison.Ordinal));
        (string, string) from = ("AUTH_RIP", "192.0.2.1");
        const string Place = "from=192.0.2.1 network=192.0.2.1/32 protocol=imap";

        // Of a password a few bits are remembered: one in eighty passes for one of the last three, and has no line.
        Answer[] answers = [.. Enumerable.Range(0, 10).Select(i => host.Ask("kalle@domain.se", $"wrong{i}", Imap, Tls, from)).Where(answer => answer.EventLine is not null)];
        Assert.Equal([$"MailAuth guess: {Place} reason=WrongPassword name=\"kalle@domain.se\"", $"MailAuth throttled: {Place} limit=nameAndNetwork name=\"kalle@domain.se\""], answers.Select(answer => answer.EventLine!).Distinct());

        // The line of a throttled login that is written otherwise would say the same again.
        Assert.Equal((111, null), (answers[^1].ExitCode, answers[^1].LogLine));
        Assert.Equal((0, null), (host.Ask("anna@domain.se", Host.Password, Imap, Tls, from).ExitCode, host.Ask("anna@domain.se", Host.Password, Imap, Tls, from).EventLine));
        Assert.Null(host.Ask("nils", Host.Password, Imap, Tls, AtKund).EventLine);
        Answer ambiguous = host.Ask("kalle", "wrong", Imap, Tls, from);
        Assert.Equal(("\"kalle\": Rejected (AmbiguousUsername)", null), (ambiguous.LogLine, ambiguous.EventLine));
    }

    [Fact]
    public void Without_them_a_throttled_login_alone_is_told()
    {
        File.WriteAllText(host.ConfigurationFile, Host.Configuration.Replace("\"stateDirectory\"", "\"throttle\": { \"nameAndNetwork\": { \"guesses\": 1, \"every\": \"1h\" } }, \"stateDirectory\"", StringComparison.Ordinal));
        Answer[] answers = [.. Enumerable.Range(0, 10).Select(i => host.Ask("kalle@domain.se", $"wrong{i}", Imap, Tls, ("AUTH_RIP", "192.0.2.1")))];
        Assert.Null(answers[0].LogLine);
        Assert.Contains(answers, answer => answer.LogLine == "\"kalle@domain.se\": TemporarilyUnavailable (Throttled) throttle.nameAndNetwork");
        Assert.All(answers, answer => Assert.Null(answer.EventLine));
    }

    [Fact]
    public void A_closed_form_is_told_to_who_has_the_right_password_over_TLS_by_a_service_that_honours_nologin()
    {
        Answer told = host.Ask("nils", Host.Password, Imap, Tls, AtKund);
        Assert.Equal(0, told.ExitCode);
        Assert.Equal("user=nils@kund.se|nologin=y|reason=Log in with your full e-mail address nils@kund.se as the username; the short name stopped working.", Fields(told));

        // Postfix would take it for a login; without TLS, and with a wrong password, nothing is told.
        foreach (Answer refused in (Answer[])
        [
            host.Ask("nils", Host.Password, Smtp, Tls, AtKund), host.Ask("nils", Host.Password, Imap, AtKund), host.Ask("nils", "wrong", Imap, Tls, AtKund), host.Ask("nils", Host.Password, Tls, AtKund),
        ])
        {
            Assert.Equal((1, null), (refused.ExitCode, refused.Fields));
        }
    }

    [Fact]
    public void An_accounts_own_nologin_and_reason_go_the_same_way()
    {
        Assert.Equal("user=stangd@domain.se|nologin=y|reason=Closed", Fields(host.Ask("stangd@domain.se", Host.Password, Imap, Tls)));
        Assert.Equal(1, host.Ask("stangd@domain.se", Host.Password, Smtp, Tls).ExitCode);
        Assert.Equal(1, host.Ask("stangd@domain.se", "wrong", Imap, Tls).ExitCode);
        Assert.Equal(2, host.Ask("stangd@domain.se", "", Lookup).ExitCode);
    }

    [Fact]
    public void The_accounts_networks_are_held_to()
    {
        Assert.Equal("user=kontor@domain.se|userdb_user=kontor@domain.se|allow_nets=192.0.2.0/24", Fields(host.Ask("kontor@domain.se", Host.Password, Imap, Tls, ("AUTH_RIP", "192.0.2.77"))));
        Assert.Equal(1, host.Ask("kontor@domain.se", Host.Password, Imap, Tls, ("AUTH_RIP", "198.51.100.7")).ExitCode);
        Assert.Equal(1, host.Ask("kontor@domain.se", Host.Password, Imap, Tls).ExitCode);
    }

    [Fact]
    public void Passwords_and_domains_need_not_be_ASCII()
    {
        Assert.Equal("user=åsa@xn--rksmrgs-5wao1o.se|userdb_user=åsa@xn--rksmrgs-5wao1o.se", Fields(host.Ask("ÅSA@räksmörgås.se", "räksmörgås", Imap, Tls)));
        byte[] windows1252 = [.. "åsa@räksmörgås.se\0"u8, .. System.Text.Encoding.Latin1.GetBytes("räksmörgås"), 0, 0];
        Assert.Equal("user=åsa@xn--rksmrgs-5wao1o.se|userdb_user=åsa@xn--rksmrgs-5wao1o.se", Fields(host.Ask(windows1252, Imap, Tls)));
    }

    [Fact]
    public void A_look_up_names_the_mailbox_and_knows_no_transition()
    {
        Answer answer = host.Ask("kalle@domain.se", "", Lookup, ("AUTH_SERVICE", "lmtp"));
        Assert.Equal(2, answer.ExitCode);
        Assert.Equal("user=kalle@domain.se|userdb_user=kalle@domain.se|userdb_home=/srv/kalle|userdb_uid=5000|userdb_gid=5001|userdb_quota_rule=*:bytes=1G", Fields(answer));
        Assert.Equal("user=nils@kund.se|userdb_user=nils@kund.se", Fields(host.Ask("nils", "", Lookup)));
        Assert.Equal(3, host.Ask("nobody@domain.se", "", Lookup).ExitCode);
        Assert.Equal(111, host.Ask("kalle", "", Lookup).ExitCode);
        Assert.False(File.Exists(host.UsageLog));
    }

    [Fact]
    public void A_master_user_whom_the_server_has_checked_opens_any_mailbox_and_leaves_no_trace_in_it()
    {
        (string, string)[] master = [Imap, Tls, ("MASTER_USER", "boss"), ("AUTH_MASTER_USER", "boss")];
        Assert.Equal("user=stangd@domain.se", Fields(host.Ask("stangd@domain.se", "the master's own", master)).Split('|')[0]);
        Assert.DoesNotContain("nologin", Fields(host.Ask("stangd@domain.se", "the master's own", master)), StringComparison.Ordinal);
        Assert.Equal("user=nils@kund.se|userdb_user=nils@kund.se", Fields(host.Ask("nils", "x", master)));
        Assert.Equal(1, host.Ask("nobody@domain.se", "x", master).ExitCode);
        Assert.Equal(111, host.Ask("kalle", "x", master).ExitCode);
        Assert.False(File.Exists(host.UsageLog));

        // A variable that an earlier passdb's field can set is not believed.
        Assert.Equal(1, host.Ask("anna@domain.se", "x", Imap, Tls, ("MASTER_USER", "boss")).ExitCode);
    }

    [Fact]
    public void As_a_master_passdb_it_would_open_every_mailbox_to_every_account_and_so_refuses_to_be_one()
    {
        Answer answer = host.Ask("kalle@domain.se", Host.Password, Imap, Tls, ("AUTH_LOGIN_USER", "anna@domain.se"));
        Assert.Equal((111, null), (answer.ExitCode, answer.Fields));
        Assert.Contains("master passdb", answer.LogLine, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stored_password_itself_is_never_told()
    {
        Answer answer = host.Ask("kalle@domain.se", "", Lookup, ("CREDENTIALS_LOOKUP", "1"), ("SCHEME", "CRAM-MD5"));
        Assert.Equal((111, null), (answer.ExitCode, answer.Fields));
        Assert.Contains("auth_mechanisms = plain login", answer.LogLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_which_a_server_would_make_another_folder_is_a_fault()
    {
        Assert.Equal(111, host.Ask("a/b@domain.se", Host.Password, Imap, Tls).ExitCode);
        Assert.Equal(111, host.Ask("a/b@domain.se", "", Lookup).ExitCode);
        Assert.Contains("a/b@domain.se", host.Ask("a/b@domain.se", Host.Password, Imap, Tls).LogLine, StringComparison.Ordinal);
        Assert.Equal(1, host.Ask("../../x@domain.se", Host.Password, Imap, Tls).ExitCode);
        Assert.Equal(3, host.Ask("../../x@domain.se", "", Lookup).ExitCode);
    }

    [Fact]
    public void A_hash_that_cannot_be_used_is_the_operators_to_hear_of_and_the_clients_wrong_password()
    {
        Answer answer = host.Ask("trasig@domain.se", Host.Password, Imap, Tls);
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("trasig@domain.se", answer.LogLine, StringComparison.Ordinal);
        Assert.DoesNotContain("broken", answer.LogLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_is_none_is_refused_and_never_bounces_mail()
    {
        Assert.Equal(1, host.Ask("kalle@domain.se\0som\0mar\0\0"u8.ToArray(), Imap, Tls).ExitCode);
        Assert.Equal(1, host.Ask("kalle@domain.se\0sommar2009\0"u8.ToArray(), Imap, Tls).ExitCode);
        Assert.Equal(111, host.Ask("kalle@domain.se\0"u8.ToArray(), Lookup).ExitCode);
    }

    [Fact]
    public void A_store_that_is_gone_is_a_temporary_failure_that_names_it()
    {
        File.Delete(host.PasswdFile);
        Answer login = host.Ask("kalle@domain.se", Host.Password, Imap, Tls);
        Answer lookup = host.Ask("kalle@domain.se", "", Lookup);
        Assert.Equal((111, 111), (login.ExitCode, lookup.ExitCode));
        Assert.Contains(host.PasswdFile, login.LogLine, StringComparison.Ordinal);
        Assert.Contains(host.PasswdFile, lookup.LogLine, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', login.LogLine!);
    }

    [Theory]
    [InlineData("""{ "store": { "passwdFile": "users" }, "transision": {} }""", "transision")]
    [InlineData("""{ "store": { "passwdFile": "users" }, "transition": { "closed": "2009-09-31" } }""", "transition.closed")]
    [InlineData("{ }", "store")]
    [InlineData("not json", SetupError)]
    public void A_wrong_configuration_is_a_temporary_failure_that_names_the_setting(string configuration, string named)
    {
        File.WriteAllText(host.ConfigurationFile, configuration);
        Answer answer = host.Ask("kalle@domain.se", Host.Password, Imap, Tls);
        Assert.Equal((111, null), (answer.ExitCode, answer.Fields));
        Assert.Contains(named, answer.LogLine, StringComparison.Ordinal);
        Assert.Contains(host.ConfigurationFile, answer.LogLine, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', answer.LogLine!);
    }

    [Fact]
    public void A_database_that_is_not_there_is_a_fault_and_not_a_host_without_accounts()
    {
        File.WriteAllText(host.ConfigurationFile, """{ "store": { "sqlite": "mailauth.db" } }""");
        Assert.Equal(111, host.Ask("kalle@domain.se", Host.Password, Imap, Tls).ExitCode);
        Assert.Equal(111, host.Ask("kalle@domain.se", "", Lookup).ExitCode);
        Assert.False(File.Exists(Path.Combine(host.Folder, "mailauth.db")));
    }

    [Fact]
    public async Task A_login_leaves_its_line_in_the_usage_log()
    {
        host.Ask("kalle", Host.Password, Imap, Tls, AtDomain);
        host.Ask("kalle@domain.se", "wrong", Imap, Tls);
        host.Ask("nils", Host.Password, Imap, Tls, AtKund);
        var sink = new InMemoryUsageSink();
        Assert.Equal(new UsageLogFold(1, 0, false), await new UsageLog(host.StateDirectory).FoldAsync(sink, TestContext.Current.CancellationToken));
        UsageRecord record = Assert.Single(sink.Snapshot());
        Assert.Equal(("kalle@domain.se", Usernames.UsernameForm.LocalPart, MailProtocol.Imap, "mail.domain.se", ""), (record.Address, record.Form, record.Protocol, record.ServerName, record.TlsVersion));
    }

    [Fact]
    public void Where_the_usage_log_cannot_be_written_the_login_goes_on_and_the_operator_hears_of_it()
    {
        Directory.CreateDirectory(host.UsageLog);
        Answer answer = host.Ask("kalle@domain.se", Host.Password, Imap, Tls);
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("usage.log", answer.LogLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_state_directory_cannot_be_used_nothing_is_decided()
    {
        Directory.Delete(host.StateDirectory, recursive: true);
        Answer answer = host.Ask("kalle@domain.se", "wrong", Imap, Tls);
        Assert.Equal(111, answer.ExitCode);
        Assert.Contains(host.StateDirectory, answer.LogLine, StringComparison.Ordinal);
    }

    private static string Fields(Answer answer) => string.Join('|', (answer.Fields ?? []).Select(field => $"{field.Name}={field.Value}"));
}
