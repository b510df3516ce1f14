using System.Net;
using MailAuth.Accounts;
using MailAuth.Replies;
using MailAuth.Submission;
using MailAuth.Transition;

namespace MailAuth.Tests.Submission;

/// <summary>Who may send, and as whom, on the scenario's host: on 7 September 2009 whoever sends must log in; kund.se has a month more, and a printer is excepted.</summary>
public sealed class SubmissionDecisionTests
{
    private const string Kalle = "kalle@domain.se";
    private const string Nils = "nils@kund.se";
    private const string Stranger = "someone@elsewhere.example";

    private static readonly DateTimeOffset Before = At("2009-08-20T10:00:00+02:00");
    private static readonly DateTimeOffset Warned = At("2009-08-25T10:00:00+02:00");
    private static readonly DateTimeOffset InBrownout = At("2009-09-01T09:30:00+02:00");
    private static readonly DateTimeOffset After = At("2009-09-07T10:00:00+02:00");
    private static readonly IPAddress AtHome = IPAddress.Parse("198.51.100.7");
    private static readonly IPAddress Printer = IPAddress.Parse("192.0.2.10");
    private static readonly IPAddress Abroad = IPAddress.Parse("203.0.113.9");

    private static readonly Account Account = new(Kalle, null) { SenderAddresses = ["info@domain.se"] };

    private readonly SubmissionPolicy policy = new(Options(), new MailAuth.Usernames.UsernameOptions { HostedDomains = { "domain.se", "kund.se", "räksmörgås.se" } });

    public static TheoryData<string, string, bool, SubmissionReason, string?> WithoutLogin => new()
    {
        { "2009-08-20T10:00:00+02:00", Kalle, true, SubmissionReason.AcceptedWithoutAuthentication, null },
        { "2009-08-25T10:00:00+02:00", Kalle, true, SubmissionReason.AcceptedWithoutAuthentication, null },
        { "2009-09-01T08:59:59+02:00", Kalle, true, SubmissionReason.AcceptedWithoutAuthentication, null },
        { "2009-09-01T09:00:00+02:00", Kalle, false, SubmissionReason.Brownout, "submission.authentication.brownouts[0]" },
        { "2009-09-01T10:00:00+02:00", Kalle, true, SubmissionReason.AcceptedWithoutAuthentication, null },
        { "2009-09-06T23:59:59+02:00", Kalle, true, SubmissionReason.AcceptedWithoutAuthentication, null },
        { "2009-09-07T00:00:00+02:00", Kalle, false, SubmissionReason.AuthenticationRequired, "submission.authentication.closed" },
        { "2009-09-07T00:00:00+02:00", Nils, true, SubmissionReason.AcceptedWithoutAuthentication, null },
        { "2009-10-01T00:00:00+02:00", Nils, false, SubmissionReason.AuthenticationRequired, "submission.authentication.domains[0].closed" },
        { "2009-09-07T00:00:00+02:00", "", false, SubmissionReason.AuthenticationRequired, "submission.authentication.closed" },
        { "2009-09-07T00:00:00+02:00", "no address", false, SubmissionReason.AuthenticationRequired, "submission.authentication.closed" },
    };

    [Theory]
    [MemberData(nameof(WithoutLogin))]
    public void Without_a_login_the_dates_of_the_senders_domain_decide(string time, string sender, bool isAllowed, SubmissionReason reason, string? rule)
    {
        foreach (SubmissionService service in (SubmissionService[])[SubmissionService.Submission, SubmissionService.Relay])
        {
            SubmissionDecision decision = policy.Decide(new SubmissionQuery { Now = At(time), Sender = sender, Recipient = Stranger, Service = service, Tls = true, RemoteAddress = AtHome });
            Assert.Equal((isAllowed, reason, rule), (decision.IsAllowed, decision.Reason, decision.Rule));
            Assert.Equal(isAllowed, decision.IsUnauthenticated);
            Assert.Equal(
                isAllowed ? null : reason == SubmissionReason.Brownout ? ReplyKind.SendingUnavailable : ReplyKind.AuthenticationRequired,
                decision.Refusal);
        }
    }

    [Fact]
    public void Nobody_is_let_send_without_a_login_from_a_network_that_is_not_listed()
    {
        foreach (IPAddress? remote in (IPAddress?[])[Abroad, null, IPAddress.Parse("2001:db8::1")])
        {
            SubmissionDecision decision = policy.Decide(new SubmissionQuery { Now = Before, Sender = Kalle, Recipient = Stranger, Tls = true, RemoteAddress = remote });
            Assert.Equal((false, SubmissionReason.AuthenticationRequired, ReplyKind.AuthenticationRequired), (decision.IsAllowed, decision.Reason, decision.Refusal));
        }

        Assert.True(policy.Decide(new SubmissionQuery { Now = Before, Sender = Kalle, Recipient = Stranger, Tls = true, RemoteAddress = AtHome.MapToIPv6() }).IsAllowed);
        var closedHost = new SubmissionPolicy(new SubmissionOptions());
        Assert.False(closedHost.Decide(new SubmissionQuery { Now = Before, Sender = Kalle, Recipient = Stranger, Tls = true, RemoteAddress = AtHome }).IsAllowed);
    }

    [Theory]
    [InlineData("kalle@domain.se", true)]
    [InlineData("KALLE@Domain.SE.", true)]
    [InlineData("åsa@xn--rksmrgs-5wao1o.se", true)]
    [InlineData("postmaster@kund.se", true)]
    [InlineData("someone@elsewhere.example", false)]
    [InlineData("someone@domain.se.example", false)]
    [InlineData("kalle", false)]
    [InlineData("", false)]
    public void Mail_for_the_hosts_own_domains_on_port_25_never_needs_a_login_nor_TLS(string recipient, bool isFree)
    {
        var query = new SubmissionQuery { Now = After, Sender = Stranger, Recipient = recipient, Service = SubmissionService.Relay, RemoteAddress = Abroad };
        SubmissionDecision decision = policy.Decide(query);
        Assert.Equal((isFree, isFree ? SubmissionReason.Inbound : SubmissionReason.AuthenticationRequired, false), (decision.IsAllowed, decision.Reason, decision.IsUnauthenticated));
        Assert.False(policy.Decide(query with { Service = SubmissionService.Submission }).IsAllowed);
    }

    [Fact]
    public void On_port_25_the_recipient_decides()
    {
        SubmissionDecision decision = policy.Decide(new SubmissionQuery { Now = After, Sender = Stranger, Service = SubmissionService.Relay, RemoteAddress = Abroad });
        Assert.Equal((true, SubmissionReason.RecipientDecides, false), (decision.IsAllowed, decision.Reason, decision.IsUnauthenticated));
        Assert.False(policy.Decide(new SubmissionQuery { Now = After, Sender = Stranger, Service = SubmissionService.Submission, Tls = true, RemoteAddress = Abroad }).IsAllowed);
    }

    [Theory]
    [InlineData("2009-12-31T23:59:59+01:00", "skrivare@domain.se", true)]
    [InlineData("2010-01-01T00:00:00+01:00", "skrivare@domain.se", false)]
    [InlineData("2009-12-31T23:59:59+01:00", "kalle@domain.se", false)]
    public void A_printer_that_is_excepted_sends_until_its_exception_ends_and_as_itself_alone(string time, string sender, bool isAllowed)
    {
        SubmissionDecision decision = policy.Decide(new SubmissionQuery { Now = At(time), Sender = sender, Recipient = Stranger, Tls = true, RemoteAddress = Printer });
        Assert.Equal((isAllowed, isAllowed ? "submission.exceptions[0]" : null, isAllowed), (decision.IsAllowed, decision.Rule, decision.IsUnauthenticated));
        Assert.False(policy.Decide(new SubmissionQuery { Now = At(time), Sender = sender, Recipient = Stranger, Tls = true, RemoteAddress = Abroad }).IsAllowed);
    }

    [Theory]
    [InlineData("kalle@domain.se", true)]
    [InlineData("Kalle@DOMAIN.se", true)]
    [InlineData("info@domain.se", true)]
    [InlineData("", true)]
    [InlineData("lisa@domain.se", false)]
    [InlineData("kalle@kund.se", false)]
    [InlineData("kalle", false)]
    [InlineData("no address", false)]
    public void Who_has_logged_in_sends_as_its_own_account_alone(string sender, bool isOwn)
    {
        SubmissionQuery query = new() { Now = After, Sender = sender, Tls = true, RemoteAddress = Abroad, Account = Account };
        SubmissionDecision decision = policy.Decide(query);
        Assert.Equal((isOwn, isOwn ? SubmissionReason.Accepted : SubmissionReason.SenderNotAllowed), (decision.IsAllowed, decision.Reason));
        Assert.Equal(isOwn ? null : ReplyKind.SenderNotAllowed, decision.Refusal);
        Assert.Equal(isOwn, policy.Decide(query with { Recipient = Stranger, Service = SubmissionService.Relay }).IsAllowed);

        SubmissionDecision logged = new SubmissionPolicy(Options(options => options.SenderBinding = SenderBinding.Log)).Decide(query);
        Assert.Equal((true, isOwn ? null : SubmissionReason.SenderNotAllowed), (logged.IsAllowed, logged.DryRunReason));
        SubmissionDecision off = new SubmissionPolicy(Options(options => options.SenderBinding = SenderBinding.Off)).Decide(query);
        Assert.Equal((true, null), (off.IsAllowed, off.DryRunReason));
    }

    [Fact]
    public void A_whole_domain_may_be_an_accounts_own()
    {
        var wide = new SubmissionPolicy(Options(options => options.SenderDomainWide = true));
        SubmissionQuery query = new() { Now = After, Sender = "lisa@domain.se", Tls = true, Account = Account };
        Assert.True(wide.Decide(query).IsAllowed);
        Assert.False(wide.Decide(query with { Sender = "lisa@sub.domain.se" }).IsAllowed);
        Assert.False(wide.Decide(query with { Account = new Account("master", null), Sender = "x@master" }).IsAllowed);
    }

    [Fact]
    public void TLS_is_required_by_dates_of_its_own_of_who_sends_and_by_the_accounts_domain()
    {
        SubmissionPolicy strict = new(Options(options =>
        {
            options.Tls = new RequirementOptions { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7), Domains = { new("kund.se") { Closed = new(2009, 10, 1) } } };
            options.Exceptions.Add(new() { Requirement = SubmissionRequirement.Tls, Network = "192.0.2.10", Reason = "old firmware", Owner = "anna" });
        }));
        SubmissionQuery query = new() { Now = After, Sender = Kalle, RemoteAddress = Abroad, Account = Account };
        SubmissionDecision decision = strict.Decide(query);
        Assert.Equal((false, SubmissionReason.TlsRequired, "submission.tls.closed", ReplyKind.StartTlsRequired), (decision.IsAllowed, decision.Reason, decision.Rule, decision.Refusal));
        Assert.Equal(TransitionPhase.Closed, decision.Phase);
        Assert.True(strict.Decide(query with { Tls = true }).IsAllowed);
        Assert.True(strict.Decide(query with { Now = Warned }).IsAllowed);
        Assert.True(strict.Decide(query with { RemoteAddress = Printer }).IsAllowed);

        // The claim of a sender gives no account another domain's dates.
        Assert.False(strict.Decide(query with { Sender = Nils }).IsAllowed);
        Assert.True(strict.Decide(query with { Sender = Nils, Account = new Account(Nils, null) }).IsAllowed);
    }

    [Fact]
    public void A_login_without_TLS_is_offered_until_TLS_is_required_of_everybody()
    {
        SubmissionPolicy strict = new(Options(options =>
        {
            options.Tls = new RequirementOptions { TimeZone = "Europe/Stockholm", Closed = new(2009, 9, 7), Domains = { new("kund.se") { Closed = new(2009, 10, 1) } } };
            options.Exceptions.Add(new() { Requirement = SubmissionRequirement.Tls, Network = "192.0.2.10", Sender = "skrivare@domain.se", Until = new(2010, 1, 1), Reason = "old firmware", Owner = "anna" });
        }));
        Assert.True(strict.MayLogInWithoutTls(Abroad, Before));
        Assert.True(strict.MayLogInWithoutTls(Abroad, After));
        DateTimeOffset october = At("2009-10-01T00:00:00+02:00");
        Assert.True(strict.MayLogInWithoutTls(Abroad, october.AddSeconds(-1)));
        Assert.False(strict.MayLogInWithoutTls(Abroad, october));
        Assert.False(strict.MayLogInWithoutTls(null, october));
        Assert.True(strict.MayLogInWithoutTls(Printer, october));
        Assert.False(strict.MayLogInWithoutTls(Printer, At("2010-01-01T00:00:00+01:00")));
        Assert.True(new SubmissionPolicy(Options(options => options.Tls = new RequirementOptions { TimeZone = "UTC", Closed = new(2009, 9, 7), DryRun = true })).MayLogInWithoutTls(Abroad, october));
        Assert.True(policy.MayLogInWithoutTls(Abroad, october));
    }

    [Fact]
    public void Who_sends_without_a_login_is_warned_while_the_dates_say_so_and_an_exception_is_not()
    {
        var query = new SubmissionQuery { Now = Before, Sender = Kalle, Recipient = Stranger, Tls = true, RemoteAddress = AtHome };
        Assert.False(policy.Decide(query).ShouldWarn);
        Assert.True(policy.Decide(query with { Now = Warned }).ShouldWarn);
        Assert.False(policy.Decide(query with { Now = Warned, Account = Account }).ShouldWarn);
        Assert.False(policy.Decide(query with { Now = Warned, Sender = "skrivare@domain.se", RemoteAddress = Printer }).ShouldWarn);
        Assert.False(policy.Decide(query with { Now = After }).ShouldWarn);
    }

    [Fact]
    public void A_dry_run_lets_mail_through_and_says_what_it_would_have_been()
    {
        SubmissionPolicy dry = new(Options(options => (options.Authentication.DryRun, options.Tls) = (true, new RequirementOptions { TimeZone = "UTC", Closed = new(2009, 9, 7), DryRun = true })));
        SubmissionQuery query = new() { Now = After, Sender = Kalle, Recipient = Stranger, Tls = true, RemoteAddress = AtHome };
        SubmissionDecision decision = dry.Decide(query);
        Assert.Equal((true, SubmissionReason.AuthenticationRequired, "submission.authentication.closed"), (decision.IsAllowed, decision.DryRunReason, decision.Rule));
        Assert.True(decision.IsUnauthenticated);
        Assert.Equal(SubmissionReason.Brownout, dry.Decide(query with { Now = InBrownout }).DryRunReason);
        Assert.Equal((true, SubmissionReason.TlsRequired), (dry.Decide(query with { Tls = false, Account = Account }).IsAllowed, dry.Decide(query with { Tls = false, Account = Account }).DryRunReason));
        Assert.False(dry.Decide(query with { RemoteAddress = Abroad }).IsAllowed);
    }

    [Fact]
    public void A_ramp_picks_senders_who_must_log_in_ahead_of_the_others_and_only_ever_more_of_them()
    {
        SubmissionPolicy ramped = new(Options(options => options.Authentication.Ramp = [new(new(2009, 8, 26), 25), new(new(2009, 8, 28), 60)]));
        int[] refused = [.. ((string[])["2009-08-25", "2009-08-26", "2009-08-28"]).Select(day => Enumerable.Range(0, 1000).Count(i =>
            !ramped.Decide(new SubmissionQuery { Now = At(day + "T12:00:00+02:00"), Sender = $"user{i}@domain.se", Recipient = Stranger, Tls = true, RemoteAddress = AtHome }).IsAllowed))];
        Assert.Equal(0, refused[0]);
        Assert.InRange(refused[1], 200, 300);
        Assert.InRange(refused[2], 540, 660);
        Assert.True(ramped.Decide(new SubmissionQuery { Now = Warned.AddDays(4), Sender = "", Recipient = Stranger, Tls = true, RemoteAddress = AtHome }).IsAllowed);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static SubmissionOptions Options(Action<SubmissionOptions>? change = null)
    {
        var options = new SubmissionOptions
        {
            RelayNetworks = { "198.51.100.0/24" },
            Authentication = new RequirementOptions
            {
                TimeZone = "Europe/Stockholm",
                Warn = new(2009, 8, 24),
                Closed = new(2009, 9, 7),
                Brownouts = { new("2009-09-01", "09:00", "10:00") },
                Domains = { new("kund.se") { Closed = new(2009, 10, 1), Brownouts = [] } },
            },
            Exceptions =
            {
                new() { Requirement = SubmissionRequirement.Authentication, Network = "192.0.2.10", Sender = "skrivare@domain.se", Until = new(2010, 1, 1), Reason = "no other firmware", Owner = "anna" },
            },
        };
        change?.Invoke(options);
        return options;
    }
}
