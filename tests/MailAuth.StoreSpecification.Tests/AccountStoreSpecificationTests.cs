using System.Reflection;
using MailAuth.Accounts;

namespace MailAuth.StoreSpecification.Tests;

/// <summary>A store that keeps the contract passes all of it; a store that breaks one promise fails the tests of that promise.</summary>
public sealed class AccountStoreSpecificationTests
{
    public static TheoryData<string> Facts { get; } = [.. All.Select(method => method.Name)];

    private static IEnumerable<MethodInfo> All => typeof(AccountStoreSpecification).GetMethods().Where(method => method.IsDefined(typeof(FactAttribute)));

    [Theory]
    [MemberData(nameof(Facts))]
    public Task A_store_that_keeps_the_contract_passes(string fact) => RunAsync(new SpecificationOf<MemoryStore>(), fact);

    [Fact]
    public Task Case() => FailsAsync<BrokenStores.IgnoresCase>(nameof(AccountStoreSpecification.An_address_is_compared_ordinally));

    [Fact]
    public Task Blanks() => FailsAsync<BrokenStores.IgnoresTrailingBlanks>(nameof(AccountStoreSpecification.An_address_is_compared_ordinally));

    [Fact]
    public Task Nul() => FailsAsync<BrokenStores.EndsAtNul>(nameof(AccountStoreSpecification.A_bare_username_and_a_local_part_are_compared_ordinally));

    [Fact]
    public Task Wildcards() => FailsAsync<BrokenStores.KnowsWildcards>(nameof(AccountStoreSpecification.An_address_is_compared_ordinally));

    [Fact]
    public Task Composition() => FailsAsync<BrokenStores.Composes>(nameof(AccountStoreSpecification.A_decomposed_address_is_another_key));

    [Fact]
    public Task Limit() => FailsAsync<BrokenStores.IgnoresTheLimit>(nameof(AccountStoreSpecification.No_more_accounts_come_than_the_limit_and_none_twice));

    [Fact]
    public Task Twice() => FailsAsync<BrokenStores.GivesAccountsTwice>(nameof(AccountStoreSpecification.No_more_accounts_come_than_the_limit_and_none_twice));

    [Fact]
    public Task Domain() => FailsAsync<BrokenStores.IgnoresTheDomain>(nameof(AccountStoreSpecification.A_bare_username_of_a_domain_finds_that_domains_accounts));

    [Fact]
    public Task Invented() => FailsAsync<BrokenStores.InventsBareUsernames>(nameof(AccountStoreSpecification.A_bare_username_finds_the_accounts_that_have_it_recorded));

    [Fact]
    public Task Stale() => FailsAsync<BrokenStores.Remembers>(nameof(AccountStoreSpecification.A_change_is_seen_by_the_next_look_up));

    [Fact]
    public Task Two_steps() => FailsAsync<BrokenStores.ReplacesInTwoSteps>(nameof(AccountStoreSpecification.One_of_many_that_replace_the_same_hash_wins));

    [Fact]
    public Task Unconditional() => FailsAsync<BrokenStores.ReplacesWhateverIsThere>(nameof(AccountStoreSpecification.A_hash_is_replaced_only_where_it_is_the_expected_one));

    [Fact]
    public Task Unwritten() => FailsAsync<BrokenStores.ReplacesNothing>(nameof(AccountStoreSpecification.A_hash_is_replaced_only_where_it_is_the_expected_one));

    [Fact]
    public Task Swallowed() => FailsAsync<BrokenStores.SwallowsFaults>(nameof(AccountStoreSpecification.A_store_that_is_broken_throws));

    [Fact]
    public Task Uncancelled() => FailsAsync<BrokenStores.IgnoresCancellation>(nameof(AccountStoreSpecification.A_cancelled_look_up_is_cancelled));

    [Fact]
    public Task Forgotten() => FailsAsync<BrokenStores.ForgetsNetworks>(nameof(AccountStoreSpecification.An_account_comes_back_as_it_was_given));

    [Fact]
    public Task Service() => FailsAsync<BrokenStores.TakesServiceIdentitiesForMailboxes>(nameof(AccountStoreSpecification.An_account_without_a_domain_is_found_by_its_address_alone));

    [Fact]
    public async Task A_declared_no_is_checked_too()
    {
        await FailsAsync(new DeclaresNothing(), nameof(AccountStoreSpecification.An_account_comes_back_as_it_was_given));
        await FailsAsync(new DeclaresNothing(), nameof(AccountStoreSpecification.A_hash_is_replaced_only_where_it_is_the_expected_one));
        await FailsAsync(new DeclaresNothing(), nameof(AccountStoreSpecification.A_bare_username_finds_the_accounts_that_have_it_recorded));
    }

    private static Task FailsAsync<TStore>(string fact)
        where TStore : MemoryStore, new() => FailsAsync(new SpecificationOf<TStore>(), fact);

    private static async Task FailsAsync(AccountStoreSpecification specification, string fact) =>
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => RunAsync(specification, fact));

    private static Task RunAsync(AccountStoreSpecification specification, string fact) =>
        (Task)typeof(AccountStoreSpecification).GetMethod(fact)!.Invoke(specification, null)!;

    /// <summary>A store that does more than it says.</summary>
    private sealed class DeclaresNothing : AccountStoreSpecification
    {
        protected override bool RecordsBareUsernames => false;

        protected override bool WritesHashes => false;

        protected override bool KeepsStatus => false;

        protected override ValueTask<IAccountStore> CreateAsync(IReadOnlyList<Account> accounts)
        {
            MemoryStore store = new();
            store.Replace(accounts);
            return new(store);
        }

        protected override ValueTask ReplaceAsync(IAccountStore store, IReadOnlyList<Account> accounts) => throw new NotSupportedException();
    }
}
