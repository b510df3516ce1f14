using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Usernames;

namespace MailAuth.Tests.Usernames;

/// <summary>Every wrong setting is reported, with its path and its value; and all of them at once.</summary>
public sealed class UsernameOptionsTests
{
    public static TheoryData<string, string?, UsernameOptions> Wrong => new()
    {
        { "usernames.hostedDomains[1]", "do main.se", new() { HostedDomains = { "domain.se", "do main.se" } } },
        { "usernames.hostedDomains[1]", "DOMAIN.se.", new() { HostedDomains = { "domain.se", "DOMAIN.se." } } },
        { "usernames.defaultDomain", "[127.0.0.1]", new() { DefaultDomain = "[127.0.0.1]" } },
        { "usernames.defaultDomain", "", new() { DefaultDomain = "" } },
        { "usernames.separators", "%@", new() { Separators = "%@" } },
        { "usernames.separators", "a", new() { Separators = "a" } },
        { "usernames.separators", " ", new() { Separators = " " } },
        { "usernames.separators", "ö", new() { Separators = "ö" } },
        { "usernames.separators", "%%", new() { Separators = "%%" } },
        { "usernames.bareUsernames", "7", new() { BareUsernames = (BareUsernames)7 } },
        { "usernames.sources[0]", "ServerName", new() { Sources = { ResolutionSource.ServerName } } },
        { "usernames.sources[1]", "Domain", new() { Sources = { ResolutionSource.Domain, ResolutionSource.Domain } } },
        { "usernames.sources[1]", "ServiceIdentity", new() { Sources = { ResolutionSource.Domain, ResolutionSource.ServiceIdentity } } },
        { "usernames.sources[0]", "None", new() { Sources = { ResolutionSource.None } } },
        { "usernames.serverNames[0].name", null, new() { ServerNames = { new() { Domain = "domain.se" } } } },
        { "usernames.serverNames[0].name", "mail_1.domain.se", new() { ServerNames = { new("mail_1.domain.se", "domain.se") } } },
        { "usernames.serverNames[0].domain", null, new() { ServerNames = { new("mail.domain.se") } } },
        { "usernames.serverNames[0].domain", "-", new() { ServerNames = { new("mail.domain.se", "-") } } },
        { "usernames.serverNames[1].name", "MAIL.a.se", new() { ServerNames = { new("mail.a.se", "a.se"), new("MAIL.a.se", "b.se") } } },
        { "usernames.serverNames[0].name", "mail.{domain}", new() { ServerNames = { new("mail.{domain}") } } },
        { "usernames.serverNames[0].name", "{domain}.mail.se", new() { HostedDomains = { "a.se" }, ServerNames = { new("{domain}.mail.se") } } },
        { "usernames.serverNames[0].name", "mail{domain}", new() { HostedDomains = { "a.se" }, ServerNames = { new("mail{domain}") } } },
        { "usernames.serverNames[0].name", "mail.{host}", new() { HostedDomains = { "a.se" }, ServerNames = { new("mail.{host}") } } },
        { "usernames.serverNames[0].name", "{domain}.{domain}", new() { HostedDomains = { "a.se" }, ServerNames = { new("{domain}.{domain}") } } },
        { "usernames.serverNames[0].domain", "a.se", new() { HostedDomains = { "a.se" }, ServerNames = { new("mail.{domain}", "a.se") } } },
        { "usernames.serverNames[1].name", "mail.{domain}", new() { HostedDomains = { "a.se" }, ServerNames = { new("mail.{domain}"), new("mail.{domain}") } } },
        { "usernames.serverNames[1].name", "{domain}", new() { HostedDomains = { "a.se", "mail.a.se" }, ServerNames = { new("mail.{domain}"), new("{domain}") } } },
        { "usernames.listeners[0]", null, new() { Listeners = { new() { Domain = "a.se" } } } },
        { "usernames.listeners[0].port", "0", new() { Listeners = { new() { Port = 0, Domain = "a.se" } } } },
        { "usernames.listeners[0].port", "65536", new() { Listeners = { new() { Port = 65536, Domain = "a.se" } } } },
        { "usernames.listeners[0].address", "10.1", new() { Listeners = { new() { Address = "10.1", Domain = "a.se" } } } },
        { "usernames.listeners[0].address", "mail.a.se", new() { Listeners = { new() { Address = "mail.a.se", Domain = "a.se" } } } },
        { "usernames.listeners[0].address", "0.0.0.0", new() { Listeners = { new() { Address = "0.0.0.0", Domain = "a.se" } } } },
        { "usernames.listeners[0].domain", null, new() { Listeners = { new() { Port = 143 } } } },
        { "usernames.listeners[1]", null, new() { Listeners = { new() { Address = "192.0.2.1", Domain = "a.se" }, new() { Address = "::ffff:192.0.2.1", Domain = "b.se" } } } },
        { "usernames.domainAliases[0].alias", null, new() { DomainAliases = { new() { Domain = "a.se" } } } },
        { "usernames.domainAliases[0].domain", "@", new() { DomainAliases = { new() { Alias = "a.se", Domain = "@" } } } },
        { "usernames.domainAliases[0].domain", "A.se", new() { DomainAliases = { new() { Alias = "a.se", Domain = "A.se" } } } },
        { "usernames.domainAliases[1].alias", "a.se", new() { DomainAliases = { new() { Alias = "a.se", Domain = "b.se" }, new() { Alias = "a.se", Domain = "c.se" } } } },
        { "usernames.domainAliases[0].domain", "b.se", new() { DomainAliases = { new() { Alias = "a.se", Domain = "b.se" }, new() { Alias = "b.se", Domain = "c.se" } } } },
        { "usernames.subAddressSeparator", "++", new() { SubAddressSeparator = "++" } },
        { "usernames.subAddressSeparator", "", new() { SubAddressSeparator = "" } },
        { "usernames.subAddressSeparator", ".", new() { SubAddressSeparator = "." } },
        { "usernames.subAddressSeparator", "@", new() { SubAddressSeparator = "@" } },
        { "usernames.subAddressSeparator", "%", new() { SubAddressSeparator = "%", Separators = "%" } },
        { "usernames.serviceIdentities[0]", "master@domain.se", new() { ServiceIdentities = { "master@domain.se" } } },
        { "usernames.serviceIdentities[1]", "MASTER", new() { ServiceIdentities = { "master", "MASTER" } } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_wrong_setting_is_reported_with_its_path_and_value(string setting, string? value, UsernameOptions options)
    {
        var problems = new ConfigurationProblems();

        UsernamePolicy policy = UsernamePolicy.Compile(options, problems);

        ConfigurationProblem problem = Assert.Single(problems.All);
        Assert.Equal((setting, value), (problem.Setting, problem.Value));
        Assert.NotEmpty(problem.Message);
        Assert.NotNull(policy.Normalizer);
    }

    [Fact]
    public void Constructors_tell_all_that_is_wrong_at_once()
    {
        var options = new UsernameOptions { Separators = "@", SubAddressSeparator = "xx", DefaultDomain = "-" };

        Assert.Equal(3, Assert.Throws<MailAuthConfigurationException>(() => new UsernameResolver(options, new ListedAccounts())).Problems.Count);
        Assert.Equal(2, Assert.Throws<MailAuthConfigurationException>(() => new UsernameNormalizer(options)).Problems.Count);
        Assert.Throws<ArgumentNullException>(() => new UsernameNormalizer(null!));
        Assert.Throws<ArgumentNullException>(() => new UsernameResolver(new UsernameOptions(), null!));
    }

    [Fact]
    public void Options_that_are_right_have_no_problems()
    {
        var options = new UsernameOptions
        {
            HostedDomains = { "a.se", "b.se", "räksmörgås.se" },
            DefaultDomain = "a.se",
            Separators = "%#/!:;",
            Sources = { ResolutionSource.Domain, ResolutionSource.DefaultDomain },
            ServerNames = { new("mail.{domain}"), new("{domain}"), new("mail.b.se", "a.se") },
            Listeners = { new ListenerOptions { Address = "2001:db8::10", Domain = "a.se" }, new ListenerOptions { Port = 143, Domain = "a.se" } },
            DomainAliases = { new DomainAliasOptions { Alias = "c.se", Domain = "a.se" }, new DomainAliasOptions { Alias = "d.se", Domain = "a.se" } },
            SubAddressSeparator = "-",
            ServiceIdentities = { "master" },
        };
        var problems = new ConfigurationProblems();

        UsernamePolicy policy = UsernamePolicy.Compile(options, problems);

        Assert.Empty(problems.All);
        Assert.Null(policy.ConnectionDomain(new LoginConnection { ServerName = "mail.b.se" }));
        Assert.Equal("a.se", policy.ConnectionDomain(ResolutionSource.ServerName, new LoginConnection { ServerName = "mail.b.se" }));
    }

    [Fact]
    public async Task Options_changed_later_change_nothing()
    {
        var options = new UsernameOptions { DefaultDomain = "a.se", ServerNames = { new("mail.b.se", "b.se") } };
        var resolver = new UsernameResolver(options, new ListedAccounts(new Account("kalle@a.se", null), new Account("kalle@b.se", null)));
        Username username = new UsernameNormalizer(options).Normalize("kalle");

        options.DefaultDomain = "b.se";
        options.ServerNames.Clear();

        UsernameResolution byDefault = await resolver.ResolveAsync(username, new LoginConnection(), TestContext.Current.CancellationToken);
        UsernameResolution byName = await resolver.ResolveAsync(username, new LoginConnection { ServerName = "mail.b.se" }, TestContext.Current.CancellationToken);
        Assert.Equal("kalle@a.se", byDefault.Account?.Address);
        Assert.Equal("kalle@b.se", byName.Account?.Address);
    }
}
