using System.Net;
using MailAuth.Accounts;
using MailAuth.Transition;
using Xunit;

namespace MailAuth.StoreSpecification;

/// <summary>
/// The contract of <see cref="IAccountStore"/> and <see cref="IAccountHashWriter"/> as tests for xunit.v3. Derive a public class from it in a test project,
/// say how a store is made and changed, and run it:
/// <code>
/// public sealed class MyStoreTests : AccountStoreSpecification
/// {
///     protected override ValueTask&lt;IAccountStore&gt; CreateAsync(IReadOnlyList&lt;Account&gt; accounts) => …;
///     protected override ValueTask ReplaceAsync(IAccountStore store, IReadOnlyList&lt;Account&gt; accounts) => …;
/// }
/// </code>
/// What a store does not keep it declares by overriding a property with <see langword="false"/>. That is checked too: a store that does not record bare usernames
/// must say so in its accounts, and one that writes no hashes must not implement <see cref="IAccountHashWriter"/>. No test is skipped.
/// </summary>
public abstract partial class AccountStoreSpecification
{
    /// <summary>Whether the store records bare usernames (<see cref="Account.BareUsernames"/>). Default <see langword="true"/>.</summary>
    protected virtual bool RecordsBareUsernames => true;

    /// <summary>Whether the store implements <see cref="IAccountHashWriter"/>. Default <see langword="true"/>.</summary>
    protected virtual bool WritesHashes => true;

    /// <summary>Whether the store keeps <see cref="Account.Status"/> and <see cref="Account.StatusReason"/>. Default <see langword="true"/>.</summary>
    protected virtual bool KeepsStatus => true;

    /// <summary>Whether the store keeps <see cref="Account.SenderAddresses"/>. Default <see langword="true"/>.</summary>
    protected virtual bool KeepsSenderAddresses => true;

    /// <summary>Whether the store keeps <see cref="Account.AllowedNetworks"/>. Default <see langword="true"/>.</summary>
    protected virtual bool KeepsAllowedNetworks => true;

    /// <summary>Whether the store keeps <see cref="Account.Override"/>. Default <see langword="true"/>.</summary>
    protected virtual bool KeepsOverrides => true;

    /// <summary>Whether the store keeps <see cref="Account.HashedUsername"/>. Default <see langword="true"/>.</summary>
    protected virtual bool KeepsHashedUsername => true;

    /// <summary>Whether the store keeps <see cref="Account.Created"/>. Default <see langword="true"/>.</summary>
    protected virtual bool KeepsCreated => true;

    /// <summary>Whether the store keeps <see cref="Account.BareUsernameLastUsed"/>. Default <see langword="true"/>.</summary>
    protected virtual bool KeepsBareUsernameLastUsed => true;

    /// <summary>Whether the store keeps <see cref="Account.Home"/>, <see cref="Account.UserId"/>, <see cref="Account.GroupId"/> and <see cref="Account.MailLocation"/>. Default <see langword="true"/>.</summary>
    protected virtual bool KeepsMailFields => true;

    /// <summary>Whether the store keeps <see cref="Account.ExtraFields"/>. Default <see langword="true"/>.</summary>
    protected virtual bool KeepsExtraFields => true;

    /// <summary>Whether the store can hold an account whose address has no domain (a service identity). Default <see langword="true"/>.</summary>
    protected virtual bool HoldsServiceIdentities => true;

    /// <summary>Makes a store that holds these accounts and no others.</summary>
    /// <param name="accounts">The accounts: at most a few thousand, with canonical names.</param>
    /// <returns>The store.</returns>
    protected abstract ValueTask<IAccountStore> CreateAsync(IReadOnlyList<Account> accounts);

    /// <summary>Makes a store hold these accounts and no others, in whatever way its owner changes it: by another program, another connection, a new file.</summary>
    /// <param name="store">A store of <see cref="CreateAsync"/>.</param>
    /// <param name="accounts">The accounts.</param>
    /// <returns>A task that completes when look-ups must see them.</returns>
    protected abstract ValueTask ReplaceAsync(IAccountStore store, IReadOnlyList<Account> accounts);

    /// <summary>Makes a store unable to answer: takes its file, its server or its network away. Called before any look-up.</summary>
    /// <param name="store">A store of <see cref="CreateAsync"/>.</param>
    /// <returns><see langword="true"/> when it is broken now; <see langword="false"/> (the default) where the kind of store can't break.</returns>
    protected virtual ValueTask<bool> BreakAsync(IAccountStore store) => new(false);

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected static Account Kalle { get; } = new("kalle@domain.se", "{PLAIN}kalle") { BareUsernames = ["kalle"] };

    private protected static Account OtherKalle { get; } = new("kalle@kund.se", "{PLAIN}other") { BareUsernames = ["kalle"] };

    /// <summary>Made after the transition began: it has no bare username.</summary>
    private protected static Account NewKalle { get; } = new("kalle@test.se", "{PLAIN}new") { BareUsernames = [] };

    private protected static Account Renamed { get; } = new("karl.svensson@kund.se", "{PLAIN}karl") { BareUsernames = ["kalle", "ks"] };

    private protected static string[] AddressesOf(IEnumerable<Account> accounts) => [.. accounts.Select(account => account.Address).Order(StringComparer.Ordinal)];

    private protected static async Task<Account?> FindAsync(IAccountStore store, string address) => await store.FindByAddressAsync(address, Token).ConfigureAwait(false);

    private protected static async Task<string[]> LegacyAsync(IAccountStore store, string bareUsername, string? domain, int limit = 10) =>
        AddressesOf(await store.FindByLegacyUsernameAsync(bareUsername, domain, limit, Token).ConfigureAwait(false));

    private protected static async Task<string[]> LocalPartAsync(IAccountStore store, string localPart, int limit = 10) =>
        AddressesOf(await store.FindByLocalPartAsync(localPart, limit, Token).ConfigureAwait(false));

    /// <summary>Every property of an account comes back as it was given, where the store keeps it, and as if it were not there, where it does not.</summary>
    [Fact]
    public async Task An_account_comes_back_as_it_was_given()
    {
        Account given = new("anna@domain.se", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g")
        {
            Status = AccountStatus.Disabled,
            StatusReason = "unpaid since May; \"ask\" O'Brien: åäö",
            BareUsernames = ["anna", "a.a"],
            SenderAddresses = ["info@domain.se", "anna.andersson@domain.se"],
            AllowedNetworks = [IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("2001:db8::/64")],
            Override = new AccountOverride(BareUsernameRule.Allow, At(2010), "no other firmware", "anna"),
            BareUsernameLastUsed = At(2009),
            HashedUsername = "Anna",
            Created = At(1999),
            Home = "/var/mail/domain.se/anna",
            UserId = 5000,
            GroupId = uint.MaxValue,
            MailLocation = "maildir:~/Maildir",
            ExtraFields = new Dictionary<string, string> { ["userdb_quota_rule"] = "*:bytes=1G", ["nodelay"] = "", ["reason"] = "ask=us" },
        };
        IAccountStore store = await CreateAsync([Kalle, given]).ConfigureAwait(false);
        Account? found = await FindAsync(store, given.Address).ConfigureAwait(false);
        Assert.NotNull(found);
        Assert.Equal(given.Address, found.Address);
        Assert.Equal(given.PasswordHash, found.PasswordHash);
        Assert.Equal(KeepsStatus ? given.Status : AccountStatus.Active, found.Status);
        Assert.Equal(KeepsStatus ? given.StatusReason : null, found.StatusReason);
        Assert.Equal(RecordsBareUsernames ? given.BareUsernames.Order(StringComparer.Ordinal) : null, found.BareUsernames?.Order(StringComparer.Ordinal));
        Assert.Equal(KeepsSenderAddresses ? given.SenderAddresses.Order(StringComparer.Ordinal) : [], found.SenderAddresses.Order(StringComparer.Ordinal));
        Assert.Equal(KeepsAllowedNetworks ? Texts(given.AllowedNetworks) : [], Texts(found.AllowedNetworks));
        Assert.Equal(KeepsOverrides ? given.Override : null, found.Override);
        Assert.Equal(KeepsHashedUsername ? given.HashedUsername : null, found.HashedUsername);
        Assert.Equal(KeepsCreated ? given.Created : null, found.Created);
        Assert.Equal(KeepsMailFields ? given.Home : null, found.Home);
        Assert.Equal(KeepsMailFields ? given.UserId : null, found.UserId);
        Assert.Equal(KeepsMailFields ? given.GroupId : null, found.GroupId);
        Assert.Equal(KeepsMailFields ? given.MailLocation : null, found.MailLocation);
        if (KeepsBareUsernameLastUsed)
        {
            Assert.Equal(given.BareUsernameLastUsed, found.BareUsernameLastUsed);
        }

        Dictionary<string, string> fields = new(found.ExtraFields, StringComparer.Ordinal);
        if (KeepsAllowedNetworks)
        {
            // A store of a mail server's own fields may keep this one in both places.
            fields.Remove("allow_nets");
        }

        Assert.Equal(KeepsExtraFields ? Texts(given.ExtraFields) : [], Texts(fields));
    }

    /// <summary>An account that has nothing but its address comes back without anything else, and without a hash that could match.</summary>
    [Fact]
    public async Task An_account_without_anything_comes_back_without_anything()
    {
        IAccountStore store = await CreateAsync([new Account("tom@domain.se", null)]).ConfigureAwait(false);
        Account? found = await FindAsync(store, "tom@domain.se").ConfigureAwait(false);
        Assert.NotNull(found);
        Assert.Null(found.PasswordHash);
        Assert.Equal(AccountStatus.Active, found.Status);
        Assert.Null(found.BareUsernames);
        Assert.Empty(found.SenderAddresses);
        Assert.Empty(found.AllowedNetworks);
        Assert.Null(found.Override);
        Assert.Null(found.HashedUsername);
        Assert.Null(found.Home);
        Assert.Null(found.UserId);
        Assert.Null(found.GroupId);
        Assert.Null(found.MailLocation);
        Assert.Empty(found.ExtraFields);
    }

    /// <summary>A service identity is an account by its name alone: it has no local-part that could be taken for somebody's.</summary>
    [Fact]
    public async Task An_account_without_a_domain_is_found_by_its_address_alone()
    {
        if (!HoldsServiceIdentities)
        {
            return;
        }

        IAccountStore store = await CreateAsync([new Account("backup", "{PLAIN}backup"), new Account("backup@domain.se", "{PLAIN}mailbox")]).ConfigureAwait(false);
        Assert.Equal("{PLAIN}backup", (await FindAsync(store, "backup").ConfigureAwait(false))?.PasswordHash);
        Assert.Equal("{PLAIN}mailbox", (await FindAsync(store, "backup@domain.se").ConfigureAwait(false))?.PasswordHash);
        Assert.Equal(["backup@domain.se"], await LocalPartAsync(store, "backup").ConfigureAwait(false));
    }

    private static DateTimeOffset At(int year) => new(year, 9, 7, 12, 30, 15, TimeSpan.Zero);

    private static string[] Texts(IEnumerable<IPNetwork> networks) => [.. networks.Select(network => network.ToString()).Order(StringComparer.Ordinal)];

    private static string[] Texts(IEnumerable<KeyValuePair<string, string>> fields) => [.. fields.Select(field => $"{field.Key}={field.Value}").Order(StringComparer.Ordinal)];
}
