using MailAuth.Accounts;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth.Sqlite.Tests;

/// <summary>Every login is counted once; and the two things that are read from usage: the ratchet's date and who would still have to change.</summary>
public sealed class SqliteUsageTests : IDisposable
{
    private static readonly DateTimeOffset September = new(2009, 9, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDatabase file = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_batch_that_is_sent_again_counts_once_also_by_a_program_that_was_started_anew()
    {
        UsageRecord[] batch = [Login(UsernameForm.FullAddress, September), Login(UsernameForm.FullAddress, September.AddHours(1))];
        await new SqliteUsageSink(file.Open()).WriteOnceAsync("usage-1#0", batch, Token);
        SqliteMailAuthDatabase database = file.Open();
        SqliteUsageSink sink = new(database);
        await sink.WriteOnceAsync("usage-1#0", batch, Token);
        await sink.WriteOnceAsync("usage-1#1", batch, Token);
        SqliteUsageLine line = Assert.Single(await new SqliteUsageReport(database).LinesAsync(new DateOnly(2009, 1, 1), new DateOnly(2010, 1, 1), Token));
        Assert.Equal(4, line.Count);
    }

    [Fact]
    public async Task A_batch_that_failed_may_be_sent_again()
    {
        SqliteMailAuthDatabase database = file.Open();
        SqliteUsageSink sink = new(database);
        UsageRecord good = Login(UsernameForm.FullAddress, September);
        await Assert.ThrowsAnyAsync<Exception>(async () => await sink.WriteOnceAsync("usage-1#0", new[] { good, good with { Address = null! } }, Token));
        await sink.WriteOnceAsync("usage-1#0", new[] { good, good }, Token);
        SqliteUsageLine line = Assert.Single(await new SqliteUsageReport(database).LinesAsync(new DateOnly(2009, 1, 1), new DateOnly(2010, 1, 1), Token));
        Assert.Equal(2, line.Count);
    }

    [Fact]
    public async Task The_bare_forms_last_use_counts_from_the_day_the_account_came_until_it_is_used()
    {
        SqliteMailAuthDatabase database = file.Open();
        SqliteAccountStore store = new(database);
        SqliteUsageSink sink = new(database);
        DateTimeOffset imported = file.Clock.GetUtcNow();
        await store.ImportAsync([TemporaryDatabase.Kalle], Token);
        Assert.Equal(imported, await LastUsedAsync());

        await sink.WriteAsync(new[] { Login(UsernameForm.FullAddress, September) }, Token);
        Assert.Equal(imported, await LastUsedAsync());
        await sink.WriteAsync(new[] { Login(UsernameForm.LocalPart, September), Login(UsernameForm.LocalPart, September.AddDays(-1)) }, Token);
        Assert.Equal(September, await LastUsedAsync());

        // To save the account again, with a new password, forgets nothing.
        file.Clock.Advance(TimeSpan.FromDays(100));
        await store.SaveAsync(new Account("kalle@domain.se", "{PLAIN}new") { BareUsernames = ["kalle"] }, Token);
        Assert.Equal(September, await LastUsedAsync());

        async Task<DateTimeOffset?> LastUsedAsync() => (await store.FindByAddressAsync("kalle@domain.se", Token))?.BareUsernameLastUsed;
    }

    [Fact]
    public async Task Who_used_the_bare_form_since_a_day_is_listed_with_the_program()
    {
        SqliteMailAuthDatabase database = file.Open();
        await new SqliteAccountStore(database).ImportAsync([TemporaryDatabase.Kalle, new Account("anna@domain.se", null), new Account("webmail@domain.se", null)], Token);
        await new SqliteUsageSink(database).WriteAsync(
            new[]
            {
                Login(UsernameForm.LocalPart, September.AddDays(-40)) with { Protocol = MailProtocol.Pop3 },
                Login(UsernameForm.LocalPart, September),
                Login(UsernameForm.LocalPart, September.AddDays(2)),
                Login(UsernameForm.LocalPart, September) with { ClientId = null },
                Login(UsernameForm.FullAddress, September.AddDays(3)) with { ClientId = null },
                Login(UsernameForm.LocalPart, September.AddHours(-2)) with { Address = "anna@domain.se" },
                Login(UsernameForm.FullAddress, September) with { Address = "webmail@domain.se", Protocol = MailProtocol.Web },
                Login(UsernameForm.LocalPart, September) with { Address = "gone@domain.se" },
            },
            Token);

        Assert.Equal(
            [
                new BareUsernameUse("kalle@domain.se", MailProtocol.Imap, null, 1, September, September.AddDays(3)),
                new BareUsernameUse("kalle@domain.se", MailProtocol.Imap, "Outlook", 2, September.AddDays(2), null),
            ],
            await new SqliteUsageReport(database).BareUsernameUsesAsync(September.AddHours(-1), Token));
    }

    [Fact]
    public async Task A_batch_that_another_process_interrupts_is_counted_once_when_it_is_sent_again()
    {
        SqliteMailAuthDatabase database = file.Open();
        SqliteUsageSink sink = new(database);
        UsageRecord[] batch = [Login(UsernameForm.LocalPart, September), Login(UsernameForm.FullAddress, September)];
        await new SqliteAccountStore(database).CountAsync(Token);
        using (SqliteLease writer = file.Open().Lease())
        using (writer.Session.Begin())
        {
            await Assert.ThrowsAsync<AccountStoreException>(async () => await sink.WriteAsync(batch, Token));
        }

        await sink.WriteAsync(batch, Token);
        IReadOnlyList<SqliteUsageLine> lines = await new SqliteUsageReport(database).LinesAsync(new DateOnly(2009, 9, 1), new DateOnly(2009, 9, 2), Token);
        Assert.Equal(2, lines.Count);
        Assert.All(lines, line => Assert.Equal(1, line.Count));
    }

    [Fact]
    public async Task Several_processes_that_write_at_once_lose_no_login()
    {
        SqliteUsageSink[] sinks = [.. Enumerable.Range(0, 8).Select(_ => new SqliteUsageSink(file.Open(busyTimeout: TimeSpan.FromSeconds(30))))];
        await Task.WhenAll(sinks.Select(sink => Task.Run(() => WriteAsync(sink), Token)));
        IReadOnlyList<SqliteUsageLine> lines = await new SqliteUsageReport(file.Open()).LinesAsync(new DateOnly(2009, 9, 1), new DateOnly(2009, 9, 2), Token);
        Assert.Equal(8 * 20 * 3, Assert.Single(lines).Count);

        static async Task WriteAsync(SqliteUsageSink sink)
        {
            for (int i = 0; i < 20; i++)
            {
                await sink.WriteAsync(Enumerable.Repeat(Login(UsernameForm.LocalPart, September), 3).ToArray(), Token);
            }
        }
    }

    private static UsageRecord Login(UsernameForm form, DateTimeOffset time) =>
        new() { Address = "kalle@domain.se", Form = form, Protocol = MailProtocol.Imap, Time = time, ClientId = "Outlook", ServerName = "mail.domain.se", TlsVersion = "TLSv1.2" };
}
