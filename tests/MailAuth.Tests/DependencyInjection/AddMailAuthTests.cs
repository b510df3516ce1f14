using System.Text;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Passwords;
using MailAuth.Usage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Tests.DependencyInjection;

/// <summary>Registration: one engine, made from what is registered, safe to repeat, and strict about its options.</summary>
public sealed class AddMailAuthTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mailauth").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task There_is_one_engine()
    {
        var services = new ServiceCollection();
        services.AddMailAuth().UseInMemoryStore();
        services.AddMailAuth();
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);

        Assert.Same(provider.GetRequiredService<MailAuthenticator>(), provider.GetRequiredService<MailAuthenticator>());
        Assert.Single(provider.GetServices<MailAuthenticator>());
        Assert.Single(provider.GetServices<IValidateOptions<MailAuthOptions>>());
        Assert.Single(provider.GetServices<IAccountStore>());
    }

    [Fact]
    public async Task A_missing_store_is_told_by_the_calls_that_name_one()
    {
        await using ServiceProvider provider = new ServiceCollection().AddMailAuth().Services.BuildServiceProvider(Strict);

        var exception = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<MailAuthenticator>);

        Assert.Contains("UseSqlite", exception.Message, StringComparison.Ordinal);
        Assert.Contains("UseStore", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_store_that_is_named_is_used()
    {
        var last = new InMemoryAccountStore();
        var services = new ServiceCollection();
        services.AddMailAuth().UseInMemoryStore().UsePasswdFile("/nowhere/users").UseStore<InMemoryAccountStore>().UseStore(last);
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);

        Assert.Same(last, Assert.Single(provider.GetServices<IAccountStore>()));
    }

    [Fact]
    public async Task A_store_registered_without_the_builder_is_used()
    {
        var store = new InMemoryAccountStore();
        var services = new ServiceCollection();
        services.AddSingleton<IAccountStore>(store);
        services.AddMailAuth();
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);

        Assert.Same(store, provider.GetRequiredService<IAccountStore>());
    }

    [Fact]
    public async Task Schemes_keep_the_order_in_which_they_were_added_and_are_added_once()
    {
        var first = new NamedScheme("ONE");
        var second = new NamedScheme("TWO");
        var services = new ServiceCollection();
        services.AddMailAuth().AddScheme(first).AddScheme(second).AddScheme(first);
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);

        Assert.Equal([first, second], provider.GetServices<IPasswordScheme>());
    }

    [Fact]
    public async Task The_last_usage_sink_is_used()
    {
        var last = new NoSink();
        var services = new ServiceCollection();
        services.AddMailAuth().UseUsageSink<NoSink>().UseUsageSink(_ => last);
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);

        Assert.Same(last, Assert.Single(provider.GetServices<IUsageSink>()));
    }

    [Fact]
    public async Task Wrong_options_fail_when_the_engine_is_asked_for()
    {
        var services = new ServiceCollection();
        services.AddMailAuth(static options => options.Usage.Capacity = 0).UseInMemoryStore();
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);

        var exception = Assert.Throws<MailAuthConfigurationException>(provider.GetRequiredService<MailAuthenticator>);

        Assert.Equal("usage.capacity", Assert.Single(exception.Problems).Setting);
    }

    [Fact]
    public async Task Wrong_options_fail_when_a_host_starts()
    {
        string path = Write("""{ "transition": { "closd": "2009-09-07" } }""");
        var code = new ServiceCollection();
        code.AddMailAuth(static options => options.Usage.Capacity = 0);
        var file = new ServiceCollection();
        file.AddMailAuth(path);
        await using ServiceProvider fromCode = code.BuildServiceProvider(Strict);
        await using ServiceProvider fromFile = file.BuildServiceProvider(Strict);

        Assert.Throws<MailAuthConfigurationException>(fromCode.GetRequiredService<IStartupValidator>().Validate);
        var exception = Assert.Throws<MailAuthConfigurationException>(fromFile.GetRequiredService<IStartupValidator>().Validate);
        Assert.Equal((path, 1), (exception.Problems[0].File, exception.Problems[0].Line));
    }

    [Fact]
    public async Task A_host_without_an_account_store_does_not_start()
    {
        await using ServiceProvider without = new ServiceCollection().AddMailAuth().Services.BuildServiceProvider(Strict);
        await using ServiceProvider with = new ServiceCollection().AddMailAuth().UseInMemoryStore().Services.BuildServiceProvider(Strict);

        Assert.Contains("No account store", Assert.Throws<InvalidOperationException>(without.GetRequiredService<IStartupValidator>().Validate).Message, StringComparison.Ordinal);
        with.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public async Task A_section_is_read_and_code_after_it_has_the_last_word()
    {
        var services = new ServiceCollection();
        services.AddMailAuth(Section("""{ "usage": { "capacity": 7, "batchSize": 3 } }""")).UseInMemoryStore();
        services.AddMailAuth(static options => options.Usage.BatchSize = 4);
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);

        UsageOptions usage = provider.GetRequiredService<IOptions<MailAuthOptions>>().Value.Usage;

        Assert.Equal((7, 4), (usage.Capacity, usage.BatchSize));
        Assert.NotNull(provider.GetRequiredService<MailAuthenticator>());
    }

    [Fact]
    public async Task A_section_with_an_unknown_key_fails()
    {
        var services = new ServiceCollection();
        services.AddMailAuth(Section("""{ "usage": { "capacty": 7 } }""")).UseInMemoryStore();
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);

        var exception = Assert.Throws<MailAuthConfigurationException>(provider.GetRequiredService<MailAuthenticator>);

        Assert.Equal("MailAuth:usage:capacty", Assert.Single(exception.Problems).Setting);
    }

    [Fact]
    public async Task A_file_is_watched_and_the_engine_gets_its_changes_together_with_what_code_sets()
    {
        string path = Write("""{ "storeTimeout": "1s" }""");
        var clock = new FakeTimeProvider();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddMailAuth(path, TimeSpan.FromSeconds(1)).UseInMemoryStore();
        services.AddMailAuth(path);
        services.AddMailAuth(static options => options.Usage.BatchSize = 4);
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);
        var engine = provider.GetRequiredService<MailAuthenticator>();
        Assert.Equal(TimeSpan.FromSeconds(1), engine.Policy.StoreTimeout);

        Write("""{ "storeTimeout": "2s" }""");
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(2), engine.Policy.StoreTimeout);
        Assert.Equal(4, engine.Policy.Usage.BatchSize);

        File.Delete(path);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(2), engine.Policy.StoreTimeout);
        Assert.Equal(ConfigurationReloadStatus.KeptLastGood, provider.GetRequiredService<MailAuthConfigurationFile>().LastReload.Status);
    }

    [Fact]
    public async Task A_check_of_the_hosts_own_is_asked_before_a_file_is_used()
    {
        string path = Write("""{ "storeTimeout": "1s" }""");
        var services = new ServiceCollection();
        services.AddMailAuth(path).UseInMemoryStore();
        services.AddOptions<MailAuthOptions>().Validate(static options => options.StoreTimeout < TimeSpan.FromSeconds(2), "too patient");
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);
        var file = provider.GetRequiredService<MailAuthConfigurationFile>();

        Write("""{ "storeTimeout": "3s" }""");

        ConfigurationReload reload = file.Reload();
        Assert.Equal(ConfigurationReloadStatus.KeptLastGood, reload.Status);
        Assert.Equal("too patient", Assert.Single(reload.Problems).Message);
    }

    [Fact]
    public void There_is_one_configuration_file()
    {
        var services = new ServiceCollection();
        services.AddMailAuth("a.json");

        Assert.Throws<InvalidOperationException>(() => services.AddMailAuth("b.json"));
    }

    [Fact]
    public async Task The_passwd_file_that_the_configuration_names_is_the_store_unless_code_names_another()
    {
        string path = Write("""{ "store": { "passwdFile": "users" } }""");
        File.WriteAllText(Path.Combine(folder, "users"), "kalle@domain.se:{PLAIN}sommar\n");
        var services = new ServiceCollection();
        services.AddMailAuth(path);
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);
        services.AddMailAuth().UseInMemoryStore();
        await using ServiceProvider other = services.BuildServiceProvider(Strict);

        Assert.IsType<PasswdFileAccountStore>(provider.GetRequiredService<IAccountStore>());
        Assert.IsType<InMemoryAccountStore>(other.GetRequiredService<IAccountStore>());
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(""", "passwdFileRehash": false""", false)]
    [InlineData(""", "passwdFileRehash": true""", true)]
    public async Task The_passwd_file_is_written_only_where_the_configuration_says_so(string setting, bool writes)
    {
        string path = Write($$"""{ "store": { "passwdFile": "users"{{setting}} } }""");
        string users = Path.Combine(folder, "users");
        File.WriteAllText(users, "kalle@domain.se:{PLAIN}sommar\n");
        var services = new ServiceCollection();
        services.AddMailAuth(path);
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);
        var engine = provider.GetRequiredService<MailAuthenticator>();

        LoginResult result = await engine.AuthenticateAsync(
            new LoginAttempt("kalle@domain.se", "sommar"u8.ToArray(), new LoginConnection { Protocol = MailProtocol.Imap, Tls = true }), TestContext.Current.CancellationToken);

        Assert.True(result.IsAccepted);
        Assert.StartsWith(writes ? "kalle@domain.se:{ARGON2ID}$argon2id$" : "kalle@domain.se:{PLAIN}sommar", await File.ReadAllTextAsync(users, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_the_configuration_names_asks_for_its_package()
    {
        var services = new ServiceCollection();
        services.AddMailAuth(Write("""{ "store": { "sqlite": "mailauth.db" } }"""));
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);

        var exception = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<MailAuthenticator>);

        Assert.Contains("UseSqlite()", exception.Message, StringComparison.Ordinal);
    }

    private static ServiceProviderOptions Strict => new() { ValidateOnBuild = true, ValidateScopes = true };

    private static IConfigurationSection Section(string json) => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "MailAuth": {{json}} }""")))
        .Build()
        .GetSection("MailAuth");

    private string Write(string json)
    {
        string path = Path.Combine(folder, "mailauth.json");
        File.WriteAllText(path, json);
        return path;
    }

    private sealed class NamedScheme(string name) : IPasswordScheme
    {
        public string Name => name;

        public IReadOnlyList<PasswordSchemeInfo> Schemes => [];

        public bool Claims(in StoredPassword stored) => false;

        public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
        {
            problem = "claims nothing";
            return null;
        }
    }

    private sealed class NoSink : IUsageSink
    {
        public ValueTask WriteAsync(ReadOnlyMemory<UsageRecord> batch, CancellationToken cancellationToken) => default;
    }
}
