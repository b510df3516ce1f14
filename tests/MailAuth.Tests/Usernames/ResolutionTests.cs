using System.Net;
using MailAuth.Accounts;
using MailAuth.Usernames;

namespace MailAuth.Tests.Usernames;

/// <summary>The sources in their order, and the first that applies decides; recorded bare usernames; aliases and tags.</summary>
public sealed class ResolutionTests
{
    private static readonly LoginConnection Nowhere = new();

    [Fact]
    public async Task A_full_username_means_its_account_and_never_gets_a_second_domain()
    {
        var store = new ListedAccounts(Account("kalle@domain.se"), Account("kalle@kund.se"));
        var options = new UsernameOptions { DefaultDomain = "kund.se", ServerNames = { new("mail.kund.se", "kund.se") }, Separators = "%" };

        Assert.Equal("Found Domain kalle@domain.se", await ResolveAsync(options, store, "Kalle@Domain.se", Via("mail.kund.se")));
        Assert.Equal("Found Domain kalle@domain.se", await ResolveAsync(options, store, "kalle%domain.se", Via("mail.kund.se")));
        Assert.Equal("Unknown Domain", await ResolveAsync(options, store, "anna@domain.se", Via("mail.kund.se")));
    }

    [Fact]
    public async Task The_server_name_tells_two_equal_local_parts_apart()
    {
        var store = new ListedAccounts(Account("kalle@domain.se"), Account("kalle@kund.se"));
        var options = new UsernameOptions { HostedDomains = { "domain.se", "kund.se" }, ServerNames = { new("mail.{domain}") } };

        Assert.Equal("Found ServerName kalle@domain.se", await ResolveAsync(options, store, "kalle", Via("mail.domain.se")));
        Assert.Equal("Found ServerName kalle@kund.se", await ResolveAsync(options, store, "kalle", Via("MAIL.Kund.SE.")));
        Assert.Equal("Ambiguous OnlyAccount", await ResolveAsync(options, store, "kalle", Via("imap.domain.se")));
        Assert.Equal("Ambiguous OnlyAccount", await ResolveAsync(options, store, "kalle", Nowhere));
    }

    [Fact]
    public async Task A_mapped_server_name_ends_the_chain_though_its_domain_has_no_such_account()
    {
        var store = new ListedAccounts(Account("kalle@kund.se"), Account("nils@domain.se", "kalle-x"));
        var options = new UsernameOptions { ServerNames = { new("mail.domain.se", "domain.se") }, DefaultDomain = "kund.se" };

        Assert.Equal("Unknown ServerName", await ResolveAsync(options, store, "kalle", Via("mail.domain.se")));
        Assert.Equal("Found DefaultDomain kalle@kund.se", await ResolveAsync(options, store, "kalle", Via("mail.other.se")));
    }

    [Fact]
    public async Task A_mapped_domain_is_asked_for_recorded_bare_usernames_before_its_local_parts()
    {
        var store = new ListedAccounts(Account("karl.karlsson@domain.se", "kalle"), Account("kalle@domain.se"), Account("k@kund.se", "kalle"));
        var options = new UsernameOptions { ServerNames = { new("mail.domain.se", "domain.se") }, DefaultDomain = "domain.se", Sources = { ResolutionSource.Domain, ResolutionSource.ServerName, ResolutionSource.DefaultDomain } };

        Assert.Equal("Found ServerName karl.karlsson@domain.se", await ResolveAsync(options, store, "kalle", Via("mail.domain.se")));
        Assert.Equal("Found DefaultDomain karl.karlsson@domain.se", await ResolveAsync(options, store, "kalle", Nowhere));
    }

    [Theory]
    [InlineData("192.0.2.10", 143, "kalle@a.se")]
    [InlineData("192.0.2.10", 993, "kalle@b.se")]
    [InlineData("::ffff:192.0.2.10", 993, "kalle@b.se")]
    [InlineData("192.0.2.11", 993, "kalle@c.se")]
    [InlineData("2001:db8::1", 993, "kalle@c.se")]
    public async Task The_most_specific_listener_decides(string address, int port, string expected)
    {
        var store = new ListedAccounts(Account("kalle@a.se"), Account("kalle@b.se"), Account("kalle@c.se"));
        var options = new UsernameOptions
        {
            Listeners =
            {
                new ListenerOptions { Port = 993, Domain = "c.se" },
                new ListenerOptions { Address = "192.0.2.10", Domain = "a.se" },
                new ListenerOptions { Address = "192.0.2.10", Port = 993, Domain = "b.se" },
            },
        };
        var connection = new LoginConnection { LocalEndPoint = new IPEndPoint(IPAddress.Parse(address), port) };

        Assert.Equal($"Found Listener {expected}", await ResolveAsync(options, store, "kalle", connection));
    }

    [Fact]
    public async Task The_order_of_the_sources_is_configurable_and_what_is_not_listed_is_not_asked()
    {
        var store = new ListedAccounts(Account("kalle@a.se"), Account("kalle@b.se"), Account("x@c.se", "kalle"));
        var connection = new LoginConnection { ServerName = "mail.a.se", LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 143) };
        UsernameOptions Options(params ResolutionSource[] sources) => new()
        {
            ServerNames = { new("mail.a.se", "a.se") },
            Listeners = { new ListenerOptions { Port = 143, Domain = "b.se" } },
            DefaultDomain = "c.se",
            Sources = [ResolutionSource.Domain, .. sources],
        };

        Assert.Equal("Found ServerName kalle@a.se", await ResolveAsync(Options(ResolutionSource.ServerName, ResolutionSource.Listener), store, "kalle", connection));
        Assert.Equal("Found Listener kalle@b.se", await ResolveAsync(Options(ResolutionSource.Listener, ResolutionSource.ServerName), store, "kalle", connection));
        Assert.Equal("Found LegacyUsername x@c.se", await ResolveAsync(Options(ResolutionSource.LegacyUsername, ResolutionSource.ServerName), store, "kalle", connection));
        Assert.Equal("Unknown None", await ResolveAsync(Options(), store, "kalle", connection));
        Assert.Equal("a.se", Compile(Options(ResolutionSource.ServerName, ResolutionSource.Listener)).ConnectionDomain(connection));
        Assert.Equal("b.se", Compile(Options(ResolutionSource.Listener, ResolutionSource.ServerName)).ConnectionDomain(connection));
        Assert.Null(Compile(Options()).ConnectionDomain(connection));
    }

    [Fact]
    public async Task A_recorded_bare_username_goes_before_the_default_domain_and_applies_only_where_there_is_one()
    {
        var store = new ListedAccounts(Account("karl@domain.se", "kalle"), Account("kalle@kund.se"), Account("anna@kund.se"));
        var options = new UsernameOptions { DefaultDomain = "kund.se" };

        Assert.Equal("Found LegacyUsername karl@domain.se", await ResolveAsync(options, store, "kalle", Nowhere));
        Assert.Equal("Found DefaultDomain anna@kund.se", await ResolveAsync(options, store, "anna", Nowhere));
        Assert.Equal("Unknown DefaultDomain", await ResolveAsync(options, store, "nils", Nowhere));
    }

    [Fact]
    public async Task Two_accounts_with_the_same_recorded_bare_username_are_ambiguous_and_one_given_twice_is_one()
    {
        Account kalle = Account("kalle@domain.se", "kalle");
        Assert.Equal("Ambiguous LegacyUsername", await ResolveAsync(new(), new ListedAccounts(kalle, Account("k@kund.se", "kalle")), "kalle", Nowhere));
        Assert.Equal("Found LegacyUsername kalle@domain.se", await ResolveAsync(new(), new ListedAccounts(kalle, kalle), "kalle", Nowhere));
        Assert.Equal(
            "Ambiguous ServerName",
            await ResolveAsync(new() { ServerNames = { new("mail.domain.se", "domain.se") } }, new ListedAccounts(kalle, Account("k@domain.se", "kalle")), "kalle", Via("mail.domain.se")));
    }

    [Fact]
    public async Task An_account_without_bare_usernames_never_makes_another_ambiguous()
    {
        Account made = new("kalle@new.se", "{PLAIN}x") { BareUsernames = [] };
        var many = Enumerable.Range(0, 100).Select(i => new Account($"kalle@n{i}.se", null) { BareUsernames = [] });
        var options = new UsernameOptions { ServerNames = { new("mail.new.se", "new.se") } };

        Assert.Equal("Found OnlyAccount kalle@old.se", await ResolveAsync(options, new ListedAccounts([made, .. many, Account("kalle@old.se")]), "kalle", Nowhere));
        Assert.Equal("Unknown None", await ResolveAsync(options, new ListedAccounts(made), "kalle", Nowhere));
        Assert.Equal("Unknown ServerName", await ResolveAsync(options, new ListedAccounts(made), "kalle", Via("mail.new.se")));
        Assert.Equal("Found Domain kalle@new.se", await ResolveAsync(options, new ListedAccounts(made), "kalle@new.se", Nowhere));
    }

    [Theory]
    [InlineData(BareUsernames.Auto, null, "Found")]
    [InlineData(BareUsernames.Auto, "", "Unknown")]
    [InlineData(BareUsernames.Auto, "other", "Unknown")]
    [InlineData(BareUsernames.Auto, "kalle", "Found")]
    [InlineData(BareUsernames.Recorded, null, "Unknown")]
    [InlineData(BareUsernames.Recorded, "kalle", "Found")]
    [InlineData(BareUsernames.LocalPart, null, "Found")]
    [InlineData(BareUsernames.LocalPart, "", "Found")]
    [InlineData(BareUsernames.LocalPart, "other", "Found")]
    public async Task Bare_usernames_are_data(BareUsernames mode, string? recorded, string status)
    {
        var account = new Account("kalle@domain.se", null) { BareUsernames = recorded?.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        var options = new UsernameOptions { BareUsernames = mode, ServerNames = { new("mail.domain.se", "domain.se") } };

        Assert.StartsWith(status, await ResolveAsync(options, new ListedAccounts(account), "kalle", Nowhere), StringComparison.Ordinal);
        Assert.StartsWith(status, await ResolveAsync(options, new ListedAccounts(account), "kalle", Via("mail.domain.se")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_store_finds_too_loosely_is_not_there()
    {
        var options = new UsernameOptions { ServerNames = { new("mail.domain.se", "domain.se") } };
        var store = new LooseAccounts(new Account("KALLE@domain.se", null) { BareUsernames = ["KALLE"] });

        Assert.Equal("Unknown Domain", await ResolveAsync(options, store, "kalle@domain.se", Nowhere));
        Assert.Equal("Unknown ServerName", await ResolveAsync(options, store, "kalle", Via("mail.domain.se")));
        Assert.Equal("Unknown None", await ResolveAsync(options, store, "kalle", Nowhere));
    }

    [Fact]
    public async Task More_accounts_than_a_store_may_be_asked_for_are_ambiguous()
    {
        var store = new ListedAccounts([.. Enumerable.Range(0, 4200).Select(i => new Account($"info@n{i}.se", null) { BareUsernames = [] }), Account("info@z.se")]);

        Assert.Equal("Ambiguous OnlyAccount", await ResolveAsync(new(), store, "info", Nowhere));
    }

    [Fact]
    public async Task A_service_identity_is_never_qualified()
    {
        var options = new UsernameOptions { DefaultDomain = "domain.se", ServiceIdentities = { "Master" }, ServerNames = { new("mail.domain.se", "domain.se") } };
        var store = new ListedAccounts(Account("master"), Account("master@domain.se"));

        Assert.Equal("Found ServiceIdentity master", await ResolveAsync(options, store, "master", Via("mail.domain.se")));
        Assert.Equal("Found Domain master@domain.se", await ResolveAsync(options, store, "master@domain.se", Nowhere));
        Assert.Equal("Unknown ServiceIdentity", await ResolveAsync(options, new ListedAccounts(Account("master@domain.se")), "master", Nowhere));
    }

    [Fact]
    public async Task What_is_no_username_means_no_account_and_the_store_is_not_asked() =>
        Assert.Equal("Unknown None", await ResolveAsync(new() { DefaultDomain = "domain.se" }, new BrokenAccounts(), "ka lle", Nowhere));

    [Fact]
    public async Task A_fault_of_the_store_is_no_answer()
    {
        await Assert.ThrowsAsync<AccountStoreException>(() => ResolveAsync(new(), new BrokenAccounts(), "kalle@domain.se", Nowhere));
        await Assert.ThrowsAsync<AccountStoreException>(() => ResolveAsync(new(), new BrokenAccounts(), "kalle", Nowhere));
    }

    [Fact]
    public async Task A_store_that_takes_its_time_gives_the_same_answers()
    {
        var options = new UsernameOptions { ServerNames = { new("mail.domain.se", "domain.se") } };
        var store = new SlowAccounts(new ListedAccounts(Account("kalle@domain.se"), Account("kalle@kund.se")));

        Assert.Equal("Found Domain kalle@domain.se", await ResolveAsync(options, store, "kalle@domain.se", Nowhere));
        Assert.Equal("Found ServerName kalle@domain.se", await ResolveAsync(options, store, "kalle", Via("mail.domain.se")));
        Assert.Equal("Ambiguous OnlyAccount", await ResolveAsync(options, store, "kalle", Nowhere));
    }

    [Fact]
    public async Task Server_names_may_be_international()
    {
        var options = new UsernameOptions { HostedDomains = { "räksmörgås.se" }, ServerNames = { new("mail.{domain}") } };
        var store = new ListedAccounts(Account("åsa@xn--rksmrgs-5wao1o.se"), Account("åsa@domain.se"));

        Assert.Equal("Found ServerName åsa@xn--rksmrgs-5wao1o.se", await ResolveAsync(options, store, "Åsa", Via("mail.xn--rksmrgs-5wao1o.se")));
        Assert.Equal("Found ServerName åsa@xn--rksmrgs-5wao1o.se", await ResolveAsync(options, store, "Åsa", Via("Mail.Räksmörgås.se")));
        Assert.Equal("Ambiguous OnlyAccount", await ResolveAsync(options, store, "Åsa", Via("mail.räk smörgås.se")));
    }

    [Fact]
    public async Task Aliases_and_tags_are_mappings_and_off_by_default()
    {
        var store = new ListedAccounts(Account("kalle@domain.se"));
        var options = new UsernameOptions
        {
            SubAddressSeparator = "+",
            DomainAliases = { new DomainAliasOptions { Alias = "dömän.se", Domain = "domain.se" } },
            ServerNames = { new("mail.alias.se", "xn--dmn-rla2g.se") },
            DefaultDomain = "dömän.se",
        };

        Assert.Equal("Found Domain kalle@domain.se", await ResolveAsync(options, store, "kalle+tag+more@DÖMÄN.se", Nowhere));
        Assert.Equal("Found ServerName kalle@domain.se", await ResolveAsync(options, store, "kalle+tag", Via("mail.alias.se")));
        Assert.Equal("Found DefaultDomain kalle@domain.se", await ResolveAsync(options, store, "kalle＋tag", Nowhere));
        Assert.Equal("domain.se", new UsernameNormalizer(options).NormalizeDomain("dömän.se."));
        Assert.Equal("+tag@domain.se", new UsernameNormalizer(options).Normalize("+tag@domain.se").Text);
        Assert.Equal(UsernameError.InvalidLocalPart, new UsernameNormalizer(options).Normalize("kalle.+tag@domain.se").Error);
        Assert.Equal("Unknown Domain", await ResolveAsync(new(), store, "kalle+tag@domain.se", Nowhere));
        Assert.Equal("Unknown Domain", await ResolveAsync(new(), store, "kalle@xn--dmn-rla2g.se", Nowhere));
    }

    [Theory]
    [InlineData("Kalle", "mail.kund.se", "kalle@kund.se")]
    [InlineData("kalle", "mail.other.se", "kalle@domain.se")]
    [InlineData("kalle@other.se", "mail.kund.se", "kalle@other.se")]
    [InlineData("master", "mail.kund.se", "master")]
    [InlineData("ka lle", "mail.kund.se", null)]
    public void The_qualified_name_goes_by_text_and_connection_alone(string text, string serverName, string? expected)
    {
        UsernamePolicy policy = Compile(new() { DefaultDomain = "domain.se", ServerNames = { new("mail.kund.se", "kund.se") }, ServiceIdentities = { "master" } });

        Assert.Equal(expected, policy.QualifiedName(policy.Normalizer.Normalize(text), Via(serverName)));
        Assert.Null(Compile(new()).QualifiedName(policy.Normalizer.Normalize("kalle"), Via(serverName)));
    }

    [Fact]
    public async Task A_full_username_costs_nothing_to_resolve_where_the_store_answers_at_once()
    {
        var options = new UsernameOptions { ServerNames = { new("mail.domain.se", "domain.se") } };
        var resolver = new UsernameResolver(options, new OneAccount(Account("kalle@domain.se")));
        UsernamePolicy policy = Compile(options);
        LoginConnection connection = Via("mail.domain.se");
        Username username = policy.Normalizer.Normalize("kalle@domain.se");
        _ = await resolver.ResolveAsync(username, connection, CancellationToken.None);
        _ = policy.ConnectionDomain(connection);

        long before = GC.GetAllocatedBytesForCurrentThread();
        ValueTask<UsernameResolution> resolution = resolver.ResolveAsync(username, connection, CancellationToken.None);
        string? domain = policy.ConnectionDomain(connection);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(resolution.IsCompletedSuccessfully);
        Assert.Equal(ResolutionStatus.Found, (await resolution).Status);
        Assert.Equal("domain.se", domain);
        Assert.Equal(0, allocated);
    }

    private static Account Account(string address, params string[] recorded) =>
        new(address, null) { BareUsernames = recorded.Length == 0 ? null : recorded };

    private static LoginConnection Via(string serverName) => new() { ServerName = serverName };

    private static UsernamePolicy Compile(UsernameOptions options)
    {
        var problems = new MailAuth.Configuration.ConfigurationProblems();
        UsernamePolicy policy = UsernamePolicy.Compile(options, problems);
        Assert.Empty(problems.All);
        return policy;
    }

    private static async Task<string> ResolveAsync(UsernameOptions options, IAccountStore store, string text, LoginConnection connection)
    {
        Username username = new UsernameNormalizer(options).Normalize(text);
        UsernameResolution resolution = await new UsernameResolver(options, store).ResolveAsync(username, connection, TestContext.Current.CancellationToken);
        Assert.Equal(resolution.Status == ResolutionStatus.Found, resolution.Account is not null);
        return $"{resolution.Status} {resolution.Source} {resolution.Account?.Address}".TrimEnd();
    }
}
