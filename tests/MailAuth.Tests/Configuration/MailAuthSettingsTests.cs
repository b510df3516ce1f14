using System.Text;
using MailAuth.Configuration;
using MailAuth.Passwords;
using MailAuth.Submission;
using MailAuth.Throttling;
using MailAuth.Transition;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth.Tests.Configuration;

/// <summary><c>mailauth.json</c> has one reader, and says the same as code.</summary>
public sealed class MailAuthSettingsTests
{
    [Fact]
    public void The_example_says_the_same_in_json_as_in_code()
    {
        var expected = new MailAuthOptions
        {
            Transition = new TransitionOptions
            {
                TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7),
                Brownouts = { new("2009-09-01", "09:00", "10:00"), new("2009-09-03", "09:00", "10:00") },
                Domains = { new("kund.se") { Closed = new(2009, 10, 1) }, new("test.se") { DryRun = true } },
                Overrides = { new() { Network = "192.0.2.10", BareUsername = BareUsernameRule.Allow, Until = new(2010, 1, 1), Reason = "no other firmware", Owner = "anna" } },
            },
        };

        OptionsComparer.AssertEqual(expected, Read(Files.Example));
    }

    [Fact]
    public void Every_setting_can_be_said_in_the_file()
    {
        var expected = new MailAuthOptions
        {
            Usernames = new UsernameOptions
            {
                HostedDomains = { "domain.se", "räksmörgås.se" },
                DefaultDomain = "domain.se",
                Separators = "%#",
                BareUsernames = BareUsernames.LocalPart,
                Sources =
                {
                    ResolutionSource.Domain, ResolutionSource.Listener, ResolutionSource.ServerName, ResolutionSource.LegacyUsername, ResolutionSource.OnlyAccount,
                    ResolutionSource.DefaultDomain,
                },
                ServerNames = { new("mail.{domain}"), new("mail.kund.se", "kund.se") },
                Listeners = { new() { Address = "2001:db8::10", Port = 993, Domain = "kund.se" }, new() { Port = 1993, Domain = "domain.se" } },
                DomainAliases = { new() { Alias = "domain.nu", Domain = "domain.se" } },
                SubAddressSeparator = "+",
                PreserveCase = true,
                ServiceIdentities = { "master" },
            },
            Transition = new TransitionOptions
            {
                TimeZone = "Europe/Stockholm",
                Warn = new(2009, 8, 24, 6, 0, 0),
                Closed = new(2009, 9, 7, 6, 0, 30),
                Brownouts = { new("2009-09-01", "09:00", "10:00") },
                Ramp = { new(new(2009, 8, 31), 10), new(new(2009, 9, 2, 12, 0, 0), 37.5) },
                RatchetDays = 30,
                DryRun = false,
                Domains =
                {
                    new("kund.se") { TimeZone = "Europe/Helsinki", Warn = new(2009, 9, 1), Closed = new(2009, 10, 1), Brownouts = [], Ramp = [], RatchetDays = 7, DryRun = true },
                    new("test.se"),
                },
                Overrides =
                {
                    new() { Network = "2001:db8::/64", Protocol = MailProtocol.Submission, BareUsername = BareUsernameRule.Refuse, Reason = "r", Owner = "o" },
                    new() { Account = "kalle@domain.se", Domain = "domain.se", BareUsername = BareUsernameRule.Inherit, Until = new(2010, 1, 1), Reason = "å", Owner = "o" },
                },
                RampSalt = "mail1",
            },
            Passwords = new PasswordOptions
            {
                Argon2 = new() { MemoryKiB = 65_536, Passes = 3, Lanes = 2 },
                Limits = new()
                {
                    Argon2MemoryKiB = 131_072, Argon2MemoryTimesPassesKiB = 524_288, Argon2Lanes = 4, BcryptCost = 12, Pbkdf2Iterations = 1_000_000, ShaCryptRounds = 500_000,
                    CryptRounds = 250_000, ScramIterations = 100_000, ScryptMemoryKiB = 65_536, StoredLength = 512,
                },
                Executor = new() { Inline = true, Threads = 2, MemoryMiB = 128, QueueLength = 10, Slots = 3, SlotWait = TimeSpan.FromSeconds(2) },
                Cache = new() { Lifetime = TimeSpan.FromMinutes(90), Entries = 4_096 },
                DefaultScheme = "CRYPT",
                ReadWindows1252 = true,
                OpaqueString = true,
                Rehash = false,
                NoRehashDomains = { "kund.se" },
            },
            Submission = new SubmissionOptions
            {
                RelayNetworks = { "198.51.100.0/24", "2001:db8::/64" },
                Authentication = new()
                {
                    TimeZone = "Europe/Stockholm",
                    Warn = new(2009, 8, 24),
                    Closed = new(2009, 9, 7),
                    DryRun = false,
                    Brownouts = { new("2009-09-01", "09:00", "10:00") },
                    Ramp = { new(new(2009, 9, 2), 10) },
                    Domains = { new("kund.se") { Closed = new(2009, 10, 1), DryRun = true } },
                },
                Tls = new()
                {
                    TimeZone = "Europe/Stockholm",
                    Warn = new(2009, 10, 1),
                    Closed = new(2010, 1, 1),
                    DryRun = true,
                    Brownouts = { new("2009-12-01", "09:00", "10:00") },
                    Ramp = { new(new(2009, 12, 2), 5) },
                    Domains = { new("domain.se") { Brownouts = [] } },
                },
                Exceptions =
                {
                    new()
                    {
                        Requirement = SubmissionRequirement.Authentication, Network = "192.0.2.10", Sender = "skrivare@domain.se", Domain = "domain.se", Until = new(2010, 1, 1), Reason = "r", Owner = "o",
                    },
                    new() { Requirement = SubmissionRequirement.Tls, Network = "192.0.2.11", Reason = "r", Owner = "o" },
                },
                SenderBinding = SenderBinding.Log,
                SenderDomainWide = true,
            },
            Throttle = new ThrottleOptions
            {
                Enabled = false,
                NameAndNetwork = new(5, TimeSpan.FromMinutes(5)),
                Name = new(50, TimeSpan.FromMinutes(2)),
                Network = new(30, TimeSpan.FromSeconds(20)),
                ServiceNetworks = { "192.0.2.80" },
                KnownFor = TimeSpan.FromDays(60),
                LongestDelay = TimeSpan.FromSeconds(3),
                Events = true,
                Records = 2_048,
            },
            Usage = new UsageOptions { Capacity = 100, BatchSize = 10, BatchDelay = TimeSpan.FromMilliseconds(500) },
            StoreTimeout = TimeSpan.FromSeconds(5),
            StateDirectory = "/run/mailauth",
        };

        OptionsComparer.AssertEqual(expected, Read(Files.Everything));
    }

    [Fact]
    public void The_file_of_every_setting_leaves_none_at_its_default()
    {
        // A property that is added to the options without a line in its section fails here.
        string[] defaults = OptionsComparer.Describe(new MailAuthOptions()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] everything = OptionsComparer.Describe(Read(Files.Everything)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Empty(defaults.Intersect(everything));
    }

    [Fact]
    public void What_is_left_out_keeps_its_default() => OptionsComparer.AssertEqual(new MailAuthOptions(), Read("{}"));

    [Fact]
    public void A_domains_empty_list_is_a_list_and_a_missing_one_is_the_hosts()
    {
        TransitionOptions transition = Read("""{ "transition": { "domains": [ { "domain": "a.se", "brownouts": [] }, { "domain": "b.se" } ] } }""").Transition;

        Assert.True(transition.Domains[0].BrownoutsArePresent);
        Assert.False(transition.Domains[0].RampIsPresent);
        Assert.False(transition.Domains[1].BrownoutsArePresent);
    }

    [Theory]
    [InlineData("\"1ms\"", 1)]
    [InlineData("\"2s\"", 2_000)]
    [InlineData("\"3m\"", 180_000)]
    [InlineData("\"1h\"", 3_600_000)]
    [InlineData("\"14d\"", 1_209_600_000)]
    public void A_duration_carries_its_unit(string value, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Read($$"""{ "usage": { "batchDelay": {{value}} } }""").Usage.BatchDelay);

    [Fact]
    public void A_byte_order_mark_comments_and_trailing_commas_are_allowed()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. """
            // one
            { /* two */ "usernames": { "hostedDomains": [ "a.se", ], }, } // three
            """u8];

        MailAuthSettings settings = MailAuthSettings.Parse(bytes, "mailauth.json");

        Assert.Empty(settings.Problems);
        Assert.Equal(["a.se"], settings.Options?.Usernames.HostedDomains);
    }

    [Fact]
    public void A_network_is_a_value_whatever_colons_it_has()
    {
        MailAuthSettings settings = Parse("""{ "transition": { "overrides": [ { "network": "2001:db8::/64" } ] } }""");

        Assert.Equal("2001:db8::/64", settings.Options?.Transition.Overrides[0].Network);
    }

    [Fact]
    public void The_store_is_named_by_its_kind()
    {
        Assert.Null(Parse("{}").Store);
        Assert.Equal("/var/lib/mailauth/mailauth.db", Parse("""{ "store": { "sqlite": "/var/lib/mailauth/mailauth.db" } }""").Store?.Sqlite);
        StoreSettings? store = Parse("""{ "store": { "passwdFile": "/etc/dovecot/users" } }""").Store;
        Assert.Equal("/etc/dovecot/users", store?.PasswdFile);
        Assert.Null(store?.Sqlite);
        Assert.False(store?.PasswdFileRehash);
    }

    [Fact]
    public void A_relative_path_is_relative_to_the_files_folder()
    {
        string folder = Path.Combine(Path.GetTempPath(), "host");

        MailAuthSettings settings = MailAuthSettings.Parse("""{ "store": { "sqlite": "mailauth.db" }, "stateDirectory": "state" }"""u8, Path.Combine(folder, "mailauth.json"));

        Assert.Equal(Path.Combine(folder, "mailauth.db"), settings.Store?.Sqlite);
        Assert.Equal(Path.Combine(folder, "state"), settings.Options?.StateDirectory);
    }

    [Fact]
    public void A_passwd_files_domain_is_the_hosts_default_domain_unless_it_is_named()
    {
        Assert.Null(Parse("""{ "store": { "passwdFile": "/users" } }""").Store?.PasswdFileDomain);
        Assert.Equal("domain.se", Parse("""{ "store": { "passwdFile": "/users" }, "usernames": { "defaultDomain": "domain.se" } }""").Store?.PasswdFileDomain);
        Assert.Equal("kund.se", Parse("""{ "store": { "passwdFile": "/users", "passwdFileDomain": "kund.se" }, "usernames": { "defaultDomain": "domain.se" } }""").Store?.PasswdFileDomain);
        Assert.Contains("is not a domain", Assert.Single(Parse("""{ "store": { "passwdFile": "/users", "passwdFileDomain": "not a domain" } }""").Problems).ToString(), StringComparison.Ordinal);
        Assert.Contains("goes with store.passwdFile alone", Assert.Single(Parse("""{ "store": { "sqlite": "/db", "passwdFileDomain": "kund.se" } }""").Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_passwd_file_is_rehashed_in_where_that_is_said()
    {
        string folder = Path.Combine(Path.GetTempPath(), "host");

        MailAuthSettings settings = MailAuthSettings.Parse("""{ "store": { "passwdFile": "users", "passwdFileRehash": true } }"""u8, Path.Combine(folder, "mailauth.json"));

        Assert.Equal((Path.Combine(folder, "users"), true), (settings.Store?.PasswdFile, settings.Store?.PasswdFileRehash));
    }

    [Fact]
    public void A_missing_file_is_a_problem_that_names_it()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "mailauth.json");

        MailAuthSettings settings = MailAuthSettings.Read(path);

        ConfigurationProblem problem = Assert.Single(settings.Problems);
        Assert.Equal(path, problem.File);
        Assert.StartsWith("can't be read", problem.Message, StringComparison.Ordinal);
        Assert.False(settings.IsReadable);
        Assert.Null(settings.Options);
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        ConfigurationProblem problem = Assert.Single(MailAuthSettings.Read(Path.GetTempPath()).Problems);

        Assert.StartsWith("can't be read", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_at_most_1_MiB()
    {
        byte[] most = Encoding.UTF8.GetBytes("{}" + new string(' ', MailAuthSettings.MaximumBytes - 2));
        byte[] more = [.. most, (byte)' '];
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, most);
            Assert.Empty(MailAuthSettings.Read(path).Problems);
            Assert.Empty(MailAuthSettings.Parse(most, path).Problems);
            File.WriteAllBytes(path, more);
            Assert.Equal("is over 1048576 bytes", Assert.Single(MailAuthSettings.Read(path).Problems).Message);
            Assert.Equal("is over 1048576 bytes", Assert.Single(MailAuthSettings.Parse(more, path).Problems).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static MailAuthSettings Parse(string json) => MailAuthSettings.Parse(Encoding.UTF8.GetBytes(json), "mailauth.json");

    private static MailAuthOptions Read(string json)
    {
        MailAuthSettings settings = Parse(json);
        Assert.Empty(settings.Problems);
        return settings.Options!;
    }
}
