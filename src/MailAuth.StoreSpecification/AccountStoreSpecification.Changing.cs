using MailAuth.Accounts;
using Xunit;

namespace MailAuth.StoreSpecification;

public abstract partial class AccountStoreSpecification
{
    private const int Callers = 8;

    /// <summary>Look-ups see every change: no answer is remembered.</summary>
    [Fact]
    public async Task A_change_is_seen_by_the_next_look_up()
    {
        IAccountStore store = await CreateAsync([Kalle, Renamed]).ConfigureAwait(false);
        Assert.Equal("{PLAIN}kalle", (await FindAsync(store, "kalle@domain.se").ConfigureAwait(false))?.PasswordHash);
        Assert.Null(await FindAsync(store, "kalle@kund.se").ConfigureAwait(false));
        Assert.Equal(["kalle@domain.se"], await LocalPartAsync(store, "kalle").ConfigureAwait(false));
        Assert.Equal(Recorded("kalle@domain.se", "karl.svensson@kund.se"), await LegacyAsync(store, "kalle", null).ConfigureAwait(false));

        // A new hash of the same length, no bare username any more, another account added and one removed.
        Account changed = new(Kalle.Address, "{PLAIN}ellak") { BareUsernames = [] };
        await ReplaceAsync(store, [changed, OtherKalle]).ConfigureAwait(false);
        Assert.Equal("{PLAIN}ellak", (await FindAsync(store, "kalle@domain.se").ConfigureAwait(false))?.PasswordHash);
        Assert.NotNull(await FindAsync(store, "kalle@kund.se").ConfigureAwait(false));
        Assert.Null(await FindAsync(store, "karl.svensson@kund.se").ConfigureAwait(false));
        Assert.Equal(["kalle@domain.se", "kalle@kund.se"], await LocalPartAsync(store, "kalle").ConfigureAwait(false));
        Assert.Equal(Recorded("kalle@kund.se"), await LegacyAsync(store, "kalle", null).ConfigureAwait(false));
        Assert.Empty(await LegacyAsync(store, "ks", "kund.se").ConfigureAwait(false));

        await ReplaceAsync(store, [Renamed]).ConfigureAwait(false);
        Assert.Null(await FindAsync(store, "kalle@domain.se").ConfigureAwait(false));
        Assert.Empty(await LocalPartAsync(store, "kalle").ConfigureAwait(false));
        Assert.Equal(Recorded("karl.svensson@kund.se"), await LegacyAsync(store, "kalle", "kund.se").ConfigureAwait(false));
    }

    /// <summary>A cancelled look-up ends as cancelled; the store goes on.</summary>
    [Fact]
    public async Task A_cancelled_look_up_is_cancelled()
    {
        IAccountStore store = await CreateAsync([Kalle]).ConfigureAwait(false);
        CancellationToken cancelled = new(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.FindByAddressAsync(Kalle.Address, cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.FindByLegacyUsernameAsync("kalle", null, 2, cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.FindByLocalPartAsync("kalle", 2, cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        if (store is IAccountHashWriter writer)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                async () => await writer.TryReplaceHashAsync(Kalle.Address, Kalle.PasswordHash!, "{PLAIN}new", cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        }

        Assert.Equal(Kalle.PasswordHash, (await FindAsync(store, Kalle.Address).ConfigureAwait(false))?.PasswordHash);
    }

    /// <summary>A store that can't answer throws: an empty answer would tell users that their password is wrong.</summary>
    [Fact]
    public async Task A_store_that_is_broken_throws()
    {
        IAccountStore store = await CreateAsync([Kalle]).ConfigureAwait(false);
        if (!await BreakAsync(store).ConfigureAwait(false))
        {
            return;
        }

        await Assert.ThrowsAsync<AccountStoreException>(async () => await store.FindByAddressAsync(Kalle.Address, Token).ConfigureAwait(false)).ConfigureAwait(false);
        await Assert.ThrowsAsync<AccountStoreException>(async () => await store.FindByAddressAsync("backup", Token).ConfigureAwait(false)).ConfigureAwait(false);
        await Assert.ThrowsAsync<AccountStoreException>(async () => await store.FindByLegacyUsernameAsync("kalle", null, 2, Token).ConfigureAwait(false)).ConfigureAwait(false);
        await Assert.ThrowsAsync<AccountStoreException>(async () => await store.FindByLegacyUsernameAsync("kalle", "domain.se", 2, Token).ConfigureAwait(false)).ConfigureAwait(false);
        await Assert.ThrowsAsync<AccountStoreException>(async () => await store.FindByLocalPartAsync("kalle", 2, Token).ConfigureAwait(false)).ConfigureAwait(false);
        if (store is IAccountHashWriter writer)
        {
            await Assert.ThrowsAsync<AccountStoreException>(
                async () => await writer.TryReplaceHashAsync(Kalle.Address, Kalle.PasswordHash!, "{PLAIN}new", Token).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    /// <summary>Many callers at once get the answers that each alone would get.</summary>
    [Fact]
    public async Task Many_look_ups_at_once_give_the_right_answers()
    {
        Account[] accounts = [.. Enumerable.Range(0, 200).Select(i => new Account($"u{i % 50}@d{i / 50}.se", $"{{PLAIN}}{i}") { BareUsernames = [$"u{i % 50}"] })];
        IAccountStore store = await CreateAsync(accounts).ConfigureAwait(false);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => LookUpAsync(caller), Token))).ConfigureAwait(false);

        async Task LookUpAsync(int caller)
        {
            for (int i = 0; i < accounts.Length; i++)
            {
                Account account = accounts[(i + (caller * 25)) % accounts.Length];
                Assert.Equal(account.PasswordHash, (await FindAsync(store, account.Address).ConfigureAwait(false))?.PasswordHash);
                string localPart = account.Address[..account.Address.IndexOf('@', StringComparison.Ordinal)];
                Assert.Equal(4, (await LocalPartAsync(store, localPart).ConfigureAwait(false)).Length);
                Assert.Equal(Recorded(account.Address), await LegacyAsync(store, localPart, account.Address[(localPart.Length + 1)..]).ConfigureAwait(false));
            }
        }
    }

    /// <summary>A hash is replaced where it is still the expected one, and then alone; a store that writes none does not claim to.</summary>
    [Fact]
    public async Task A_hash_is_replaced_only_where_it_is_the_expected_one()
    {
        Account kalle = new(Kalle.Address, "{PLAIN}Kalle") { BareUsernames = ["kalle"], Status = AccountStatus.Active, Home = "/home" };
        IAccountStore store = await CreateAsync([kalle, OtherKalle, new Account("none@domain.se", null)]).ConfigureAwait(false);
        if (Writer(store) is not { } writer)
        {
            return;
        }

        foreach (string expected in new[] { "{PLAIN}kalle", "{plain}Kalle", "{PLAIN}Kalle ", "{PLAIN}Kalle\0", "{PLAIN}Kall_", "{PLAIN}%", "", "{PLAIN}Kalle\uD800" })
        {
            Assert.False(await writer.TryReplaceHashAsync(kalle.Address, expected, "{PLAIN}wrong", Token).ConfigureAwait(false), $"\"{Escaped(expected)}\" was taken for the stored hash");
        }

        foreach (string address in new[] { "KALLE@domain.se", "kalle@domain.se\0", "%", "kalle", "anna@domain.se" })
        {
            Assert.False(await writer.TryReplaceHashAsync(address, "{PLAIN}Kalle", "{PLAIN}wrong", Token).ConfigureAwait(false), $"\"{Escaped(address)}\" was taken for the address");
        }

        Assert.False(await writer.TryReplaceHashAsync("none@domain.se", "", "{PLAIN}wrong", Token).ConfigureAwait(false), "an account without a hash got one");
        Assert.Equal("{PLAIN}Kalle", (await FindAsync(store, kalle.Address).ConfigureAwait(false))?.PasswordHash);

        Assert.True(await writer.TryReplaceHashAsync(kalle.Address, "{PLAIN}Kalle", "{ARGON2ID}$argon2id$new", Token).ConfigureAwait(false));
        Assert.False(await writer.TryReplaceHashAsync(kalle.Address, "{PLAIN}Kalle", "{PLAIN}late", Token).ConfigureAwait(false));
        Account? found = await FindAsync(store, kalle.Address).ConfigureAwait(false);
        Assert.Equal("{ARGON2ID}$argon2id$new", found?.PasswordHash);
        Assert.Equal(KeepsMailFields ? "/home" : null, found?.Home);
        Assert.Equal(OtherKalle.PasswordHash, (await FindAsync(store, OtherKalle.Address).ConfigureAwait(false))?.PasswordHash);
        Assert.Equal(Recorded(kalle.Address), await LegacyAsync(store, "kalle", "domain.se").ConfigureAwait(false));
    }

    /// <summary>Of many that replace the same hash at once, one wins, and its hash is the one that stays.</summary>
    [Fact]
    public async Task One_of_many_that_replace_the_same_hash_wins()
    {
        IAccountStore store = await CreateAsync([Kalle]).ConfigureAwait(false);
        if (Writer(store) is not { } writer)
        {
            return;
        }

        string hash = Kalle.PasswordHash!;
        for (int round = 0; round < 20; round++)
        {
            string expected = hash;
            string[] candidates = [.. Enumerable.Range(0, Callers).Select(caller => $"{{PLAIN}}{round}.{caller}")];
            bool[] won = await Task.WhenAll(candidates.Select(
                candidate => Task.Run(() => writer.TryReplaceHashAsync(Kalle.Address, expected, candidate, Token).AsTask(), Token))).ConfigureAwait(false);
            string winner = Assert.Single(candidates.Where((_, index) => won[index]));
            hash = (await FindAsync(store, Kalle.Address).ConfigureAwait(false))?.PasswordHash!;
            Assert.Equal(winner, hash);
        }
    }

    private IAccountHashWriter? Writer(IAccountStore store)
    {
        Assert.True(
            WritesHashes == store is IAccountHashWriter,
            $"{store.GetType().Name} is {(WritesHashes ? "no" : "an")} {nameof(IAccountHashWriter)}: override {nameof(WritesHashes)} with {(WritesHashes ? "false" : "true")}, or {(WritesHashes ? "implement it" : "don't implement it")}");
        return store as IAccountHashWriter;
    }
}
