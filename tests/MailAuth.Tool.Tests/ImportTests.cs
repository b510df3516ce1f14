using MailAuth.Accounts;
using MailAuth.Sqlite;

namespace MailAuth.Tool.Tests;

/// <summary><c>mailauth import</c>.</summary>
public sealed class ImportTests : IDisposable
{
    private const string Users = """
        # of 2009
        kalle@domain.se:{PLAIN}sommar:5000:5001::/srv/kalle::allow_nets=192.0.2.0/24 quota=1G
        anna:{PLAIN}vinter
        åsa@domain.se:{PLAIN}hemligt

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("mailauth").FullName;

    private string Config => Path.Combine(folder, "mailauth.json");

    private string PasswdFile => Path.Combine(folder, "users");

    private string Database => Path.Combine(folder, "accounts.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_accounts_of_a_passwd_file_log_in_against_the_database()
    {
        ToolRun run = Import(Users, "--into", Database, "--domain", "kund.se", "--bare-usernames", "local-part");
        Assert.Equal((ExitCode.Success, $"3 accounts imported into {Database}\n", ""), (run.ExitCode, run.Output, run.Error));
        using var database = new SqliteMailAuthDatabase(Database);
        var store = new SqliteAccountStore(database);
        await using var engine = new MailAuthenticator(new MailAuthOptions { Passwords = { Argon2 = new() { MemoryKiB = 64, Passes = 1 } } }, store);
        Assert.Equal("kalle@domain.se", await LogInAsync(engine, "Kalle@Domain.SE", "sommar"));
        Assert.Equal("kalle@domain.se", await LogInAsync(engine, "kalle", "sommar"));
        Assert.Equal("anna@kund.se", await LogInAsync(engine, "anna", "vinter"));
        Assert.Equal("åsa@domain.se", await LogInAsync(engine, "åsa", "hemligt"));
        Assert.Null(await LogInAsync(engine, "kalle", "vinter"));

        Account kalle = (await store.FindByAddressAsync("kalle@domain.se", TestContext.Current.CancellationToken))!;
        Assert.Equal((5000u, 5001u, "/srv/kalle", "1G"), (kalle.UserId, kalle.GroupId, kalle.Home, kalle.ExtraFields["quota"]));
        Assert.Equal("192.0.2.0/24", Assert.Single(kalle.AllowedNetworks).ToString());
    }

    [Theory]
    [InlineData(false, null, "anna")]
    [InlineData(true, "kalle", "anna")]
    public async Task The_bare_usernames_that_are_recorded_are_those_of_the_file_or_all_local_parts(bool all, string? ofKalle, string ofAnna)
    {
        Assert.Equal(ExitCode.Success, Import(Users, ["--into", Database, "--domain", "domain.se", .. all ? (string[])["--bare-usernames", "local-part"] : []]).ExitCode);
        using var database = new SqliteMailAuthDatabase(Database);
        var store = new SqliteAccountStore(database);
        Assert.Equal(ofKalle, (await store.FindByAddressAsync("kalle@domain.se", TestContext.Current.CancellationToken))!.BareUsernames?.Single());
        Assert.Equal(ofAnna, (await store.FindByAddressAsync("anna@domain.se", TestContext.Current.CancellationToken))!.BareUsernames!.Single());
    }

    [Fact]
    public async Task A_bad_line_is_named_and_nothing_is_imported_unless_it_may_be_skipped()
    {
        string users = Users + "no colon: not\u0001here secret\nlisa@domain.se:{PLAIN}secret\nLISA@domain.se:{PLAIN}secret\n";
        ToolRun refused = Import(users, "--into", Database);
        Assert.Equal((ExitCode.Unusable, ""), (refused.ExitCode, refused.Output));
        Assert.Contains($"{PasswdFile}:3: its username has no domain, and no domain is set for the file", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"{PasswdFile}:5: it holds a control character", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"{PasswdFile}:7: an earlier line has the address lisa@domain.se too", refused.Error, StringComparison.Ordinal);
        Assert.Contains("3 lines of ", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Database));

        ToolRun skipped = Import(users, "--into", Database, "--skip-bad-lines");
        Assert.Equal((ExitCode.Success, $"3 accounts imported into {Database}; 3 lines not used\n"), (skipped.ExitCode, skipped.Output));
        Assert.Contains($"{PasswdFile}:3: ", skipped.Error, StringComparison.Ordinal);
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task An_account_that_is_there_is_replaced_and_one_that_is_not_in_the_file_stays()
    {
        var used = new DateTimeOffset(2009, 8, 1, 12, 0, 0, TimeSpan.Zero);
        using var database = new SqliteMailAuthDatabase(Database);
        var store = new SqliteAccountStore(database);
        await store.SaveAsync(new Account("kalle@domain.se", "{PLAIN}old") { BareUsernames = ["karl"], BareUsernameLastUsed = used }, TestContext.Current.CancellationToken);
        await store.SaveAsync(new Account("nils@domain.se", "{PLAIN}old"), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Success, Import("kalle@domain.se:{PLAIN}new\n", "--into", Database).ExitCode);
        Account kalle = (await store.FindByAddressAsync("kalle@domain.se", TestContext.Current.CancellationToken))!;
        Assert.Equal(("{PLAIN}new", null, used), (kalle.PasswordHash, kalle.BareUsernames, kalle.BareUsernameLastUsed));
        Assert.Equal("{PLAIN}old", (await store.FindByAddressAsync("nils@domain.se", TestContext.Current.CancellationToken))!.PasswordHash);
    }

    [Fact]
    public async Task The_configuration_names_the_database_and_says_how_names_are_read()
    {
        File.WriteAllText(Config, """{ "store": { "sqlite": "accounts.db" }, "usernames": { "separators": "%" } }""");
        Assert.Equal(ExitCode.Success, Import("kalle%domain.se:{PLAIN}x\n", "--config", Config).ExitCode);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public void A_dry_run_reports_and_makes_nothing()
    {
        ToolRun run = Import(Users, "--into", Database, "--skip-bad-lines", "--dry-run");
        Assert.Equal((ExitCode.Success, $"2 accounts would be imported into {Database}; 1 line not used\n"), (run.ExitCode, run.Output));
        Assert.False(File.Exists(Database));
    }

    [Theory]
    [InlineData("", "has no accounts, so nothing was imported", "--into", "DATABASE")]
    [InlineData(Users, "--domain \"dom ain\" is not a domain", "--into", "DATABASE", "--domain", "dom ain")]
    [InlineData("kalle@domain.se:{PLAIN}x", "is damaged, or not a database", "--into", "USERS")]
    [InlineData("kalle@domain.se:{PLAIN}x", "can't be made", "--into", "/nowhere/accounts.db")]
    [InlineData("kalle@domain.se:{PLAIN}x", "names no store.sqlite: say --into FILE", "--config", "CONFIG")]
    [InlineData("kalle@domain.se:{PLAIN}x", "nowhere.json", "--config", "/nowhere.json")]
    [InlineData("kalle@domain.se:{PLAIN}x", "local-part", "--into", "DATABASE", "--bare-usernames", "all")]
    public void What_is_wrong_is_named_and_nothing_is_made(string users, string named, params string[] args)
    {
        File.WriteAllText(Config, """{ "store": { "passwdFile": "users" } }""");
        ToolRun run = Import(users, [.. args.Select(arg => arg switch { "DATABASE" => Database, "USERS" => PasswdFile, "CONFIG" => Config, _ => arg })]);
        Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Output));
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public void A_passwd_file_that_is_not_there_is_named()
    {
        ToolRun run = ToolRun.With("", "import", "--into", Database, "--passwd-file", "/nowhere");
        Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Output));
        Assert.Contains("/nowhere", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Database));
    }

    private static async Task<string?> LogInAsync(MailAuthenticator engine, string username, string password)
    {
        var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true, RemoteAddress = System.Net.IPAddress.Parse("192.0.2.1") };
        LoginResult result = await engine.AuthenticateAsync(new LoginAttempt(username, System.Text.Encoding.UTF8.GetBytes(password), connection), TestContext.Current.CancellationToken);
        return result.IsAccepted ? result.Account!.Address : null;
    }

    private async Task<long> CountAsync()
    {
        using var database = new SqliteMailAuthDatabase(Database);
        return await new SqliteAccountStore(database).CountAsync(TestContext.Current.CancellationToken);
    }

    private ToolRun Import(string users, params string[] args)
    {
        File.WriteAllText(PasswdFile, users);
        return ToolRun.With("", ["import", "--passwd-file", PasswdFile, .. args]);
    }
}
