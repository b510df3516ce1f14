using System.Text;
using MailAuth.Accounts;
using Xunit;

namespace MailAuth.StoreSpecification;

public abstract partial class AccountStoreSpecification
{
    /// <summary>Texts that a database, a file system or a culture may take for <c>kalle@domain.se</c>.</summary>
    private static readonly string[] LookAlikes =
    [
        "KALLE@domain.se", "kalle@DOMAIN.SE", "Kalle@domain.se", "kalle@domain.se ", " kalle@domain.se", "kalle@domain.se\0", "kalle\0@domain.se", "kalle@domain.se\0x",
        "kalle@domain.se.", "kalle@domain.s", "alle@domain.se", "kall_@domain.se", "kalle@domain%", "%", "_____@domain.se", "*", "kalle@domain.se' OR '1'='1",
        "\u212Aalle@domain.se", "k\u0430lle@domain.se", "\uFF4Balle@domain.se", "kalle@domain.se\u200B", "kal\u00ADle@domain.se", "kalle@domain.se\uD800", "kalle", "@domain.se", "kalle@", "@",
    ];

    /// <summary>An address finds its account, and nothing else does.</summary>
    [Fact]
    public async Task An_address_finds_its_account()
    {
        IAccountStore store = await CreateAsync([Kalle, OtherKalle, NewKalle]).ConfigureAwait(false);
        Assert.Equal(Kalle.PasswordHash, (await FindAsync(store, "kalle@domain.se").ConfigureAwait(false))?.PasswordHash);
        Assert.Equal(OtherKalle.PasswordHash, (await FindAsync(store, "kalle@kund.se").ConfigureAwait(false))?.PasswordHash);
        Assert.Null(await FindAsync(store, "anna@domain.se").ConfigureAwait(false));
        Assert.Null(await FindAsync(store, "kalle@annan.se").ConfigureAwait(false));
    }

    /// <summary>Keys are compared ordinally: by no collation, pattern, trimming or folding.</summary>
    [Fact]
    public async Task An_address_is_compared_ordinally()
    {
        IAccountStore store = await CreateAsync([Kalle]).ConfigureAwait(false);
        foreach (string address in LookAlikes)
        {
            Assert.True(await FindAsync(store, address).ConfigureAwait(false) is null, $"\"{Escaped(address)}\" found kalle@domain.se");
        }
    }

    /// <summary>Composed and decomposed letters are different keys: whoever asks has normalized.</summary>
    [Fact]
    public async Task A_decomposed_address_is_another_key()
    {
        string composed = "\u00E5sa@domain.se";
        IAccountStore store = await CreateAsync([new Account(composed, "{PLAIN}x") { BareUsernames = ["\u00E5sa"] }]).ConfigureAwait(false);
        Assert.NotNull(await FindAsync(store, composed).ConfigureAwait(false));
        Assert.Null(await FindAsync(store, "a\u030Asa@domain.se").ConfigureAwait(false));
        Assert.Null(await FindAsync(store, "\u212Bsa@domain.se").ConfigureAwait(false));
        Assert.Equal([composed], await LocalPartAsync(store, "\u00E5sa").ConfigureAwait(false));
        Assert.Empty(await LocalPartAsync(store, "a\u030Asa").ConfigureAwait(false));
        Assert.Empty(await LegacyAsync(store, "a\u030Asa", null).ConfigureAwait(false));
    }

    /// <summary>Characters with a meaning in SQL, LDAP or a file name mean nothing in a key.</summary>
    [Fact]
    public async Task A_wildcard_in_a_name_is_a_letter_like_others()
    {
        Account percent = new("100%@domain.se", "{PLAIN}percent") { BareUsernames = ["100%"] };
        Account underscore = new("k_lle@domain.se", "{PLAIN}underscore") { BareUsernames = ["k_lle"] };
        Account quote = new("o'brien@domain.se", "{PLAIN}quote") { BareUsernames = ["o'brien"] };
        IAccountStore store = await CreateAsync([Kalle, percent, underscore, quote, new Account("1000@domain.se", "{PLAIN}thousand")]).ConfigureAwait(false);
        foreach (Account account in new[] { percent, underscore, quote })
        {
            string localPart = account.Address[..account.Address.LastIndexOf('@')];
            Assert.Equal(account.PasswordHash, (await FindAsync(store, account.Address).ConfigureAwait(false))?.PasswordHash);
            Assert.Equal([account.Address], await LocalPartAsync(store, localPart).ConfigureAwait(false));
        }
    }

    /// <summary>A bare username finds every account that has it recorded, whatever its address.</summary>
    [Fact]
    public async Task A_bare_username_finds_the_accounts_that_have_it_recorded()
    {
        IAccountStore store = await CreateAsync([Kalle, OtherKalle, NewKalle, Renamed]).ConfigureAwait(false);
        Assert.Equal(Recorded("kalle@domain.se", "kalle@kund.se", "karl.svensson@kund.se"), await LegacyAsync(store, "kalle", null).ConfigureAwait(false));
        Assert.Equal(Recorded("karl.svensson@kund.se"), await LegacyAsync(store, "ks", null).ConfigureAwait(false));
        Assert.Empty(await LegacyAsync(store, "karl.svensson", null).ConfigureAwait(false));
        Assert.Empty(await LegacyAsync(store, "anna", null).ConfigureAwait(false));
    }

    /// <summary>With a domain, only that domain's accounts are meant.</summary>
    [Fact]
    public async Task A_bare_username_of_a_domain_finds_that_domains_accounts()
    {
        IAccountStore store = await CreateAsync([Kalle, OtherKalle, NewKalle, Renamed]).ConfigureAwait(false);
        Assert.Equal(Recorded("kalle@domain.se"), await LegacyAsync(store, "kalle", "domain.se").ConfigureAwait(false));
        Assert.Equal(Recorded("kalle@kund.se", "karl.svensson@kund.se"), await LegacyAsync(store, "kalle", "kund.se").ConfigureAwait(false));
        Assert.Equal(Recorded("karl.svensson@kund.se"), await LegacyAsync(store, "ks", "kund.se").ConfigureAwait(false));
        Assert.Empty(await LegacyAsync(store, "ks", "domain.se").ConfigureAwait(false));
        Assert.Empty(await LegacyAsync(store, "kalle", "test.se").ConfigureAwait(false));
        Assert.Empty(await LegacyAsync(store, "kalle", "omain.se").ConfigureAwait(false));
        Assert.Empty(await LegacyAsync(store, "kalle", "").ConfigureAwait(false));
    }

    /// <summary>Bare usernames, local-parts and domains are compared ordinally too.</summary>
    [Fact]
    public async Task A_bare_username_and_a_local_part_are_compared_ordinally()
    {
        IAccountStore store = await CreateAsync([Kalle]).ConfigureAwait(false);
        foreach (string name in LookAlikes.Select(address => address.Replace("@domain.se", "", StringComparison.OrdinalIgnoreCase)).Where(name => name != "kalle"))
        {
            Assert.True((await LegacyAsync(store, name, null).ConfigureAwait(false)).Length == 0, $"the bare username \"{Escaped(name)}\" found kalle@domain.se");
            Assert.True((await LegacyAsync(store, name, "domain.se").ConfigureAwait(false)).Length == 0, $"the bare username \"{Escaped(name)}\" of the domain found kalle@domain.se");
            Assert.True((await LocalPartAsync(store, name).ConfigureAwait(false)).Length == 0, $"the local-part \"{Escaped(name)}\" found kalle@domain.se");
        }

        foreach (string domain in new[] { "DOMAIN.SE", "domain.se ", "domain.se\0", "domain%", "%", "" })
        {
            Assert.True((await LegacyAsync(store, "kalle", domain).ConfigureAwait(false)).Length == 0, $"the domain \"{Escaped(domain)}\" found kalle@domain.se");
        }
    }

    /// <summary>A local-part finds every account that has it, whether or not a bare username is recorded.</summary>
    [Fact]
    public async Task A_local_part_finds_the_accounts_that_have_it()
    {
        IAccountStore store = await CreateAsync([Kalle, OtherKalle, NewKalle, Renamed]).ConfigureAwait(false);
        Assert.Equal(["kalle@domain.se", "kalle@kund.se", "kalle@test.se"], await LocalPartAsync(store, "kalle").ConfigureAwait(false));
        Assert.Equal(["karl.svensson@kund.se"], await LocalPartAsync(store, "karl.svensson").ConfigureAwait(false));
        Assert.Empty(await LocalPartAsync(store, "ks").ConfigureAwait(false));
        Assert.Empty(await LocalPartAsync(store, "kalle@domain.se").ConfigureAwait(false));
    }

    /// <summary>A limit is kept, and an account is given once, however many ways lead to it.</summary>
    [Fact]
    public async Task No_more_accounts_come_than_the_limit_and_none_twice()
    {
        Account[] accounts = [.. Enumerable.Range(0, 20).Select(i => new Account($"info@d{i}.se", "{PLAIN}x") { BareUsernames = ["info", "post"] })];
        IAccountStore store = await CreateAsync(accounts).ConfigureAwait(false);
        foreach (int limit in new[] { 1, 2, 3, 19, 20, 21, 1000, int.MaxValue })
        {
            int expected = Math.Min(limit, accounts.Length);
            await AssertNoneTwiceAsync(store.FindByLocalPartAsync("info", limit, Token), expected).ConfigureAwait(false);
            await AssertNoneTwiceAsync(store.FindByLegacyUsernameAsync("info", null, limit, Token), RecordsBareUsernames ? expected : 0).ConfigureAwait(false);
            await AssertNoneTwiceAsync(store.FindByLegacyUsernameAsync("post", "d7.se", limit, Token), RecordsBareUsernames ? 1 : 0).ConfigureAwait(false);
        }
    }

    /// <summary>A limit below one is a fault of the program.</summary>
    [Fact]
    public async Task A_limit_below_one_is_a_fault_of_the_caller()
    {
        IAccountStore store = await CreateAsync([Kalle]).ConfigureAwait(false);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.FindByLocalPartAsync("kalle", 0, Token).ConfigureAwait(false)).ConfigureAwait(false);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.FindByLegacyUsernameAsync("kalle", null, 0, Token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task AssertNoneTwiceAsync(ValueTask<IReadOnlyList<Account>> search, int expected)
    {
        IReadOnlyList<Account> found = await search.ConfigureAwait(false);
        Assert.Equal(expected, found.Count);
        Assert.Equal(expected, found.Select(account => account.Address).Distinct(StringComparer.Ordinal).Count());
    }

    private static string Escaped(string text)
    {
        StringBuilder escaped = new();
        foreach (char one in text)
        {
            escaped.Append(char.IsBetween(one, ' ', '~') ? one.ToString() : $"\\u{(int)one:X4}");
        }

        return escaped.ToString();
    }

    private string[] Recorded(params string[] addresses) => RecordsBareUsernames ? addresses : [];
}
