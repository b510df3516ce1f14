using MailAuth.Accounts;

namespace MailAuth.Sqlite.Tests;

/// <summary>What an operator does with accounts, and that keys are compared ordinally whatever the columns say.</summary>
public sealed class SqliteAccountStoreTests : IDisposable
{
    private readonly TemporaryDatabase file = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Names_are_normalized_before_they_are_kept()
    {
        SqliteAccountStore store = file.OpenStore();
        await store.SaveAsync(new Account(" Kalle@Domain.SE", "{PLAIN}x") { BareUsernames = ["KALLE", "kalle"], SenderAddresses = ["Info@Domain.se"] }, Token);
        Account? found = await store.FindByAddressAsync("kalle@domain.se", Token);
        Assert.Equal(["kalle"], found?.BareUsernames);
        Assert.Equal(["info@domain.se"], found?.SenderAddresses);
    }

    [Fact]
    public async Task A_name_that_can_not_be_one_is_refused_by_name()
    {
        SqliteAccountStore store = file.OpenStore();
        Account[] bad =
        [
            new(" ", null),
            new("kalle@domain.se", null) { BareUsernames = ["other@domain.se"] },
            new("kalle@domain.se", null) { SenderAddresses = ["info"] },
        ];
        foreach (Account account in bad)
        {
            await Assert.ThrowsAsync<ArgumentException>(async () => await store.SaveAsync(account, Token));
        }

        Assert.Contains("other@domain.se", (await Assert.ThrowsAsync<ArgumentException>(async () => await store.SaveAsync(bad[1], Token))).Message, StringComparison.Ordinal);
        Assert.Equal(0, await store.CountAsync(Token));
    }

    [Fact]
    public async Task A_text_that_would_not_come_back_as_it_was_is_refused()
    {
        SqliteAccountStore store = file.OpenStore();
        await store.SaveAsync(TemporaryDatabase.Kalle, Token);
        foreach (string text in new[] { "{PLAIN}a\0b", "{PLAIN}\uD800", "{PLAIN}\uDC00\uD800" })
        {
            ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(async () => await store.SaveAsync(new Account("anna@domain.se", text), Token));
            Assert.DoesNotContain("PLAIN", exception.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<ArgumentException>(async () => await store.SaveAsync(new Account("anna@domain.se", null) { ExtraFields = new Dictionary<string, string> { ["x"] = text } }, Token));
            await Assert.ThrowsAsync<ArgumentException>(async () => await store.TryReplaceHashAsync("kalle@domain.se", "{PLAIN}kalle", text, Token));
        }

        Assert.Equal(1, await store.CountAsync(Token));
        Assert.True(await store.TryReplaceHashAsync("kalle@domain.se", "{PLAIN}kalle", "{PLAIN}\U0001F511", Token));
        Assert.Equal("{PLAIN}\U0001F511", (await store.FindByAddressAsync("kalle@domain.se", Token))?.PasswordHash);
    }

    [Fact]
    public async Task An_account_that_is_saved_again_is_replaced_whole()
    {
        SqliteAccountStore store = file.OpenStore();
        await store.SaveAsync(
            new Account("kalle@domain.se", "{PLAIN}old") { BareUsernames = ["kalle", "k"], SenderAddresses = ["info@domain.se"], ExtraFields = new Dictionary<string, string> { ["a"] = "1" } }, Token);
        await store.SaveAsync(new Account("kalle@domain.se", "{PLAIN}new") { BareUsernames = ["k"] }, Token);
        Account? found = await store.FindByAddressAsync("kalle@domain.se", Token);
        Assert.Equal("{PLAIN}new", found?.PasswordHash);
        Assert.Equal(["k"], found?.BareUsernames);
        Assert.Empty(found!.SenderAddresses);
        Assert.Empty(found.ExtraFields);
        Assert.Empty(await store.FindByLegacyUsernameAsync("kalle", null, 2, Token));
        Assert.Equal(1, await store.CountAsync(Token));
    }

    [Fact]
    public async Task An_account_that_is_removed_leaves_no_name_behind()
    {
        SqliteAccountStore store = file.OpenStore();
        await store.SaveAsync(TemporaryDatabase.Kalle, Token);
        Assert.False(await store.RemoveAsync("KALLE@domain.se", Token));
        Assert.True(await store.RemoveAsync("kalle@domain.se", Token));
        Assert.False(await store.RemoveAsync("kalle@domain.se", Token));
        await store.SaveAsync(new Account("kalle@domain.se", null) { BareUsernames = [] }, Token);
        Assert.Empty(await store.FindByLegacyUsernameAsync("kalle", null, 2, Token));
    }

    [Fact]
    public async Task An_import_is_whole_or_not_at_all()
    {
        SqliteAccountStore store = file.OpenStore();
        Assert.Equal(2000, await store.ImportAsync(Enumerable.Range(0, 2000).Select(i => new Account($"u{i:D4}@domain.se", "{PLAIN}x") { BareUsernames = [$"u{i:D4}"] }), Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.ImportAsync([new Account("new@domain.se", null), new Account(" ", null)], Token));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await store.ImportAsync(Failing(), Token));
        using CancellationTokenSource source = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ImportAsync(Cancelling(source), source.Token));
        Assert.Equal(2000, await store.CountAsync(Token));

        List<string> listed = [];
        await foreach (Account account in store.ListAsync(Token))
        {
            listed.Add(account.Address);
        }

        Assert.Equal(Enumerable.Range(0, 2000).Select(i => $"u{i:D4}@domain.se"), listed);

        static IEnumerable<Account> Failing()
        {
            yield return new Account("new@domain.se", null);
            throw new InvalidDataException();
        }

        static IEnumerable<Account> Cancelling(CancellationTokenSource source)
        {
            yield return new Account("new@domain.se", null);
            source.Cancel();
            yield return new Account("newer@domain.se", null);
        }
    }

    [Fact]
    public async Task A_column_that_ignores_case_does_not_widen_a_key()
    {
        SqliteMailAuthDatabase database = file.Open();
        SqliteAccountStore store = new(database);
        await store.SaveAsync(TemporaryDatabase.Kalle, Token);
        using (SqliteLease lease = database.Lease())
        {
            lease.Session.Execute("""
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET sql = replace(sql, 'COLLATE BINARY', 'COLLATE NOCASE');
                PRAGMA writable_schema = RESET;
                REINDEX;
                """);
        }

        // The files' own comparison finds the account now; the store does not.
        SqliteMailAuthDatabase other = file.Open();
        using (SqliteLease lease = other.Lease())
        {
            SqliteStatement query = lease.Session.Statement("SELECT count(*) FROM accounts WHERE address = 'KALLE@DOMAIN.SE' AND local_part = 'KALLE'");
            query.Step();
            Assert.Equal(1, query.Number(0));
            query.Reset();
        }

        SqliteAccountStore widened = new(other);
        Assert.NotNull(await widened.FindByAddressAsync("kalle@domain.se", Token));
        Assert.Null(await widened.FindByAddressAsync("KALLE@domain.se", Token));
        Assert.Empty(await widened.FindByLocalPartAsync("KALLE", 2, Token));
        Assert.Empty(await widened.FindByLegacyUsernameAsync("KALLE", null, 2, Token));
        Assert.Empty(await widened.FindByLegacyUsernameAsync("kalle", "DOMAIN.se", 2, Token));
        Assert.False(await widened.TryReplaceHashAsync("kalle@domain.se", "{plain}KALLE", "{PLAIN}new", Token));
        Assert.False(await widened.TryReplaceHashAsync("KALLE@domain.se", "{PLAIN}kalle", "{PLAIN}new", Token));
    }

    [Fact]
    public async Task Every_search_uses_an_index()
    {
        SqliteMailAuthDatabase database = file.Open();
        await new SqliteAccountStore(database).SaveAsync(TemporaryDatabase.Kalle, Token);
        using SqliteLease lease = database.Lease();
        foreach (string condition in new[]
        {
            "WHERE a.address = ?1", "WHERE a.local_part = ?1 LIMIT ?2",
            "JOIN bare_usernames k ON k.address = a.address WHERE k.bare_username = ?1 LIMIT ?2",
            "JOIN bare_usernames k ON k.address = a.address WHERE k.bare_username = ?1 AND k.domain = ?3 LIMIT ?2",
        })
        {
            SqliteStatement plan = lease.Session.Statement("EXPLAIN QUERY PLAN " + AccountRows.Select + condition);
            while (plan.Step())
            {
                Assert.DoesNotContain("SCAN", plan.Text(3), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_network_that_can_not_be_read_does_not_open_the_account()
    {
        SqliteMailAuthDatabase database = file.Open();
        SqliteAccountStore store = new(database);
        await store.SaveAsync(TemporaryDatabase.Kalle, Token);
        using (SqliteLease lease = database.Lease())
        {
            lease.Session.Execute("INSERT INTO allowed_networks VALUES ('kalle@domain.se', 'the office')");
        }

        await Assert.ThrowsAsync<AccountStoreException>(async () => await store.FindByAddressAsync("kalle@domain.se", Token));
    }
}
