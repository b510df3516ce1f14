namespace MailAuth.Accounts;

/// <summary>
/// Where accounts are kept. Implementations are safe for concurrent use, compare keys ordinally, give fresh data at every call, and throw
/// <see cref="AccountStoreException"/> (or any other exception) when they can't answer: never an empty answer for a fault.
/// <c>MailAuth.StoreSpecification</c> holds this contract as tests.
/// </summary>
public interface IAccountStore
{
    /// <summary>Finds the account with this canonical address.</summary>
    /// <param name="address">A canonical address (or a service identity's name).</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The account, or <see langword="null"/> where there is none.</returns>
    /// <exception cref="AccountStoreException">The store can't answer now.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken);

    /// <summary>Finds the accounts that have this bare username recorded.</summary>
    /// <param name="bareUsername">A normalized bare username.</param>
    /// <param name="domain">A canonical domain that the accounts are of; <see langword="null"/> for the whole host.</param>
    /// <param name="limit">How many to give at the most: 1 or more. Where there are more, any of them.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The accounts, in any order: none twice, at most <paramref name="limit"/>; empty where there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is below 1.</exception>
    /// <exception cref="AccountStoreException">The store can't answer now.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken);

    /// <summary>Finds the accounts with this local-part, on the whole host.</summary>
    /// <param name="localPart">A normalized local-part.</param>
    /// <param name="limit">How many to give at the most: 1 or more. Where there are more, any of them.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The accounts, in any order: none twice, at most <paramref name="limit"/>; empty where there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is below 1.</exception>
    /// <exception cref="AccountStoreException">The store can't answer now.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken);
}
