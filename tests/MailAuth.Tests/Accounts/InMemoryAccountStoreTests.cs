using CsCheck;
using MailAuth.Accounts;

namespace MailAuth.Tests.Accounts;

/// <summary>What the in-memory store promises beyond the contract: three lines to use it, and indexes that stay right whatever is done to it.</summary>
public sealed class InMemoryAccountStoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accounts_are_written_down_as_a_list()
    {
        InMemoryAccountStore store = new() { { "Kalle@Domain.SE", "{PLAIN}kalle" }, new Account("backup", "{PLAIN}backup") };
        Assert.Equal(2, store.Count);
        Assert.Equal("{PLAIN}kalle", (await store.FindByAddressAsync("kalle@domain.se", Token))?.PasswordHash);
        Assert.Equal("{PLAIN}backup", (await store.FindByAddressAsync("backup", Token))?.PasswordHash);
    }

    [Theory]
    [InlineData("kalle")]
    [InlineData("")]
    [InlineData("KALLE@domain.se")]
    public void An_address_that_is_none_or_there_already_is_refused_by_name(string address)
    {
        InMemoryAccountStore store = new() { { "kalle@domain.se", "{PLAIN}kalle" } };
        ArgumentException exception = Assert.Throws<ArgumentException>(() => store.Add(address, "{PLAIN}secret"));
        Assert.Contains($"\"{address}\"", exception.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public async Task Finding_by_address_allocates_nothing()
    {
        InMemoryAccountStore store = new() { { "kalle@domain.se", "{PLAIN}kalle" } };
        await store.FindByAddressAsync("kalle@domain.se", Token);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            ValueTask<Account?> found = store.FindByAddressAsync("kalle@domain.se", CancellationToken.None);
            Assert.True(found.IsCompletedSuccessfully);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public async Task A_name_that_many_have_costs_no_more_to_add_to()
    {
        // Were the chain copied at every addition, this would copy 5,000,000,000 references.
        InMemoryAccountStore store = [];
        for (int i = 0; i < 100_000; i++)
        {
            store.Add(new Account($"info@d{i}.se", null) { BareUsernames = ["info"] });
        }

        Assert.Equal(3, (await store.FindByLocalPartAsync("info", 3, Token)).Count);
        Assert.Equal("info@d77.se", Assert.Single(await store.FindByLegacyUsernameAsync("info", "d77.se", 3, Token)).Address);
    }

    [Fact]
    public async Task An_account_is_found_at_every_moment_of_its_replacement()
    {
        InMemoryAccountStore store = [.. Enumerable.Range(0, 50).Select(i => new Account($"kalle@d{i}.se", "{PLAIN}0") { BareUsernames = ["kalle"] })];
        using CancellationTokenSource done = new();
        Task reader = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    Assert.NotNull(await store.FindByAddressAsync("kalle@d7.se", Token));
                    Assert.Equal(50, (await store.FindByLocalPartAsync("kalle", 100, Token)).Count);
                    Assert.Equal(50, (await store.FindByLegacyUsernameAsync("kalle", null, 100, Token)).Count);
                    Assert.Single(await store.FindByLegacyUsernameAsync("kalle", "d7.se", 100, Token));
                }
            },
            Token);
        for (int i = 0; i < 20_000; i++)
        {
            store.Set(new Account($"kalle@d{i % 50}.se", $"{{PLAIN}}{i}") { BareUsernames = i % 2 == 0 ? ["kalle", "k"] : ["kalle"] });
        }

        await done.CancelAsync();
        await reader;
    }

    /// <summary>Whatever is added, replaced, rehashed and removed, the indexes answer as a search of all accounts would.</summary>
    [Fact]
    public Task The_indexes_answer_as_a_search_of_everything_would()
    {
        Gen<string> name = Gen.OneOf("kalle", "anna", "info", "k");
        Gen<string> domain = Gen.OneOf("a.se", "b.se");
        Gen<string> address = Gen.Select(name, domain, Gen.Int[0, 9], (local, of, kind) => kind == 0 ? local : $"{local}@{of}");
        Gen<Account> account = Gen.Select(address, name.Array[0, 3], Gen.Bool, (at, names, records) => new Account(at, "{PLAIN}x") { BareUsernames = records ? names : null });
        return Gen.Select(Gen.Int[0, 2], account).Array[0, 40].SampleAsync(async steps =>
        {
            InMemoryAccountStore store = [];
            Dictionary<string, Account> model = [];
            foreach ((int what, Account one) in steps)
            {
                switch (what)
                {
                    case 0:
                        store.Set(one);
                        model[one.Address] = one;
                        break;
                    case 1:
                        Assert.Equal(model.Remove(one.Address), store.Remove(one.Address));
                        break;
                    default:
                        Assert.Equal(model.ContainsKey(one.Address), await store.TryReplaceHashAsync(one.Address, "{PLAIN}x", "{PLAIN}x", Token));
                        break;
                }
            }

            Assert.Equal(model.Keys.Order(StringComparer.Ordinal), store.Select(one => one.Address).Order(StringComparer.Ordinal));
            foreach (string local in new[] { "kalle", "anna", "info", "k" })
            {
                Assert.Equal(
                    Addresses(model.Values.Where(one => one.Address.StartsWith(local + "@", StringComparison.Ordinal))),
                    Addresses(await store.FindByLocalPartAsync(local, 100, Token)));
                foreach (string? of in new[] { null, "a.se", "b.se" })
                {
                    Assert.Equal(
                        Addresses(model.Values.Where(one => one.BareUsernames?.Contains(local) == true && (of is null || one.Address.EndsWith("@" + of, StringComparison.Ordinal)))),
                        Addresses(await store.FindByLegacyUsernameAsync(local, of, 100, Token)));
                }
            }
        });
    }

    private static string[] Addresses(IEnumerable<Account> accounts) => [.. accounts.Select(account => account.Address).Order(StringComparer.Ordinal)];
}
