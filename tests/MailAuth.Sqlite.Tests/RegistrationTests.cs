using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Usernames;
using Microsoft.Extensions.DependencyInjection;

namespace MailAuth.Sqlite.Tests;

/// <summary>The README's line for a service: one file for accounts and usage, asked through the container.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task A_container_logs_in_against_the_file_and_keeps_who_did()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryDatabase();
        await using (ServiceProvider services = new ServiceCollection().AddMailAuth().UseSqlite("elsewhere.db").UseSqlite(folder.File).Services.BuildServiceProvider())
        {
            var store = services.GetRequiredService<SqliteAccountStore>();
            Assert.Same(store, services.GetRequiredService<IAccountStore>());
            await store.SaveAsync(new Account("kalle@domain.se", new PasswordVerifier().Hash("sommar"u8)) { BareUsernames = ["kalle"] }, cancellationToken);

            var engine = services.GetRequiredService<MailAuthenticator>();
            LoginResult result = await engine.AuthenticateAsync(new LoginAttempt("kalle", "sommar"u8.ToArray(), new LoginConnection { Protocol = MailProtocol.Pop3, Tls = true }), cancellationToken);
            Assert.Equal((LoginReason.Accepted, ResolutionSource.LegacyUsername), (result.Reason, result.Source));
        }

        // Everything is in the file once the container has ended.
        using var database = new SqliteMailAuthDatabase(folder.File);
        SqliteUsageLine line = Assert.Single(await new SqliteUsageReport(database).LinesAsync(DateOnly.MinValue, DateOnly.MaxValue, cancellationToken));
        Assert.Equal(("kalle@domain.se", UsernameForm.LocalPart, MailProtocol.Pop3), (line.Record.Address, line.Record.Form, line.Record.Protocol));
    }

    [Fact]
    public async Task Names_are_kept_as_the_hosts_options_have_them()
    {
        using var folder = new TemporaryDatabase();
        await using ServiceProvider services = new ServiceCollection().AddMailAuth(static options => options.Usernames.PreserveCase = true).UseSqlite(folder.File).Services.BuildServiceProvider();
        await services.GetRequiredService<SqliteAccountStore>().SaveAsync(new Account("Kalle@Domain.SE", "{PLAIN}sommar"), TestContext.Current.CancellationToken);

        LoginResult result = await services.GetRequiredService<MailAuthenticator>().AuthenticateAsync(
            new LoginAttempt("Kalle@domain.se", "sommar"u8.ToArray(), new LoginConnection { Tls = true }), TestContext.Current.CancellationToken);
        Assert.Equal((LoginReason.Accepted, "Kalle@domain.se"), (result.Reason, result.Account?.Address));
    }

    [Fact]
    public async Task The_file_may_be_named_in_mailauth_json()
    {
        using var folder = new TemporaryDatabase();
        string settings = Path.Combine(folder.Directory, "mailauth.json");
        await System.IO.File.WriteAllTextAsync(settings, """{ "store": { "sqlite": "mailauth.db" } }""", TestContext.Current.CancellationToken);
        await using ServiceProvider services = new ServiceCollection().AddMailAuth(settings).UseSqlite().Services.BuildServiceProvider();
        Assert.NotNull(services.GetRequiredService<MailAuthenticator>());
        Assert.Equal(folder.File, services.GetRequiredService<SqliteMailAuthDatabase>().FilePath);
    }

    [Fact]
    public void A_file_that_nobody_names_is_an_error_that_says_where_to_name_it()
    {
        using ServiceProvider services = new ServiceCollection().AddMailAuth().UseSqlite().Services.BuildServiceProvider();
        Assert.Contains("store.sqlite", Assert.Throws<InvalidOperationException>(services.GetRequiredService<MailAuthenticator>).Message, StringComparison.Ordinal);
    }
}
