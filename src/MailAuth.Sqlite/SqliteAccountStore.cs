using MailAuth.Accounts;
using MailAuth.Usernames;

namespace MailAuth.Sqlite;

/// <summary>
/// Accounts in a SQLite file, and what it takes to manage them. Safe for concurrent use, also by several processes. SQLite works on the caller's own
/// thread: finding completes synchronously and waits for nobody, writing waits for other writers (<see cref="SqliteMailAuthOptions.BusyTimeout"/>).
/// Every method throws <see cref="AccountStoreException"/> where the file is busy, read-only, full, damaged or absent.
/// </summary>
public sealed class SqliteAccountStore : IAccountStore, IAccountHashWriter
{
    private const int ListPage = 500;

    private readonly SqliteMailAuthDatabase database;
    private readonly UsernameNormalizer normalizer;

    /// <summary>Makes a store.</summary>
    /// <param name="database">The database; it outlives the store.</param>
    /// <param name="normalizer">What <see cref="SaveAsync"/> and the imports normalize names with: the host's; left out for one with default options.</param>
    public SqliteAccountStore(SqliteMailAuthDatabase database, UsernameNormalizer? normalizer = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        this.database = database;
        this.normalizer = normalizer ?? new UsernameNormalizer(new UsernameOptions());
    }

    /// <inheritdoc/>
    public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Account?>(cancellationToken);
        }

        using SqliteLease lease = database.Lease();
        SqliteStatement query = lease.Session.Statement(AccountRows.Select + "WHERE a.address = ?1").Bind(1, address);
        try
        {
            // Compared again: a column with another collation, or text that UTF-8 can't hold, must never widen a key.
            return new(query.Step() && AccountRows.Read(query) is { } account && account.Address == address ? account : null);
        }
        finally
        {
            query.Reset();
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bareUsername);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<IReadOnlyList<Account>>(cancellationToken);
        }

        using SqliteLease lease = database.Lease();
        SqliteStatement query = domain is null
            ? lease.Session.Statement(AccountRows.Select + "JOIN bare_usernames k ON k.address = a.address WHERE k.bare_username = ?1 LIMIT ?2")
            : lease.Session.Statement(AccountRows.Select + "JOIN bare_usernames k ON k.address = a.address WHERE k.bare_username = ?1 AND k.domain = ?3 LIMIT ?2").Bind(3, domain);
        return new(Collect(query.Bind(1, bareUsername).Bind(2, limit), account =>
            account.BareUsernames is { } names && names.Contains(bareUsername)
            && (domain is null || (account.Address.EndsWith(domain, StringComparison.Ordinal) && account.Address.LastIndexOf('@') == account.Address.Length - domain.Length - 1))));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(localPart);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<IReadOnlyList<Account>>(cancellationToken);
        }

        using SqliteLease lease = database.Lease();
        SqliteStatement query = lease.Session.Statement(AccountRows.Select + "WHERE a.local_part = ?1 LIMIT ?2");
        return new(Collect(query.Bind(1, localPart).Bind(2, limit), account =>
            account.Address.StartsWith(localPart, StringComparison.Ordinal) && account.Address.LastIndexOf('@') == localPart.Length));
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryReplaceHashAsync(string address, string expectedHash, string newHash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(expectedHash);
        AccountText.Require(newHash ?? throw new ArgumentNullException(nameof(newHash)), "password hash");
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        if (!AccountText.CanBeStored(address) || !AccountText.CanBeStored(expectedHash))
        {
            return new(false);
        }

        using SqliteLease lease = database.Lease();
        lease.Session.Statement("UPDATE accounts SET password_hash = ?3 WHERE address = ?1 COLLATE BINARY AND password_hash = ?2 COLLATE BINARY")
            .Bind(1, address).Bind(2, expectedHash).Bind(3, newHash).Run();
        return new(lease.Session.Changes == 1);
    }

    /// <summary>Adds an account, or puts it in the place of the one that has its address.</summary>
    /// <param name="account">
    /// The account; its names are normalized. Where <see cref="Account.BareUsernameLastUsed"/> is <see langword="null"/>, what is recorded stays; a new account counts from now.
    /// Times are kept to the millisecond, in UTC.
    /// </param>
    /// <param name="cancellationToken">Ends the attempt before it began.</param>
    /// <returns>A task that completes when the account is safe.</returns>
    /// <exception cref="ArgumentException">A name can't be one, or a text holds NUL or half a surrogate pair. The message names it.</exception>
    public ValueTask SaveAsync(Account account, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        cancellationToken.ThrowIfCancellationRequested();
        Account checkedAccount = Checked(account);
        using SqliteLease lease = database.Lease();
        using SqliteTransaction transaction = lease.Session.Begin();
        AccountRows.Write(lease.Session, checkedAccount, database.TimeProvider.GetUtcNow());
        transaction.Commit();
        return default;
    }

    /// <summary>Removes an account. Its usage lines stay.</summary>
    /// <param name="address">The canonical address.</param>
    /// <param name="cancellationToken">Ends the attempt before it began.</param>
    /// <returns>Whether there was one.</returns>
    public ValueTask<bool> RemoveAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        cancellationToken.ThrowIfCancellationRequested();
        if (!AccountText.CanBeStored(address))
        {
            return new(false);
        }

        using SqliteLease lease = database.Lease();
        lease.Session.Statement("DELETE FROM accounts WHERE address = ?1").Bind(1, address).Run();
        return new(lease.Session.Changes == 1);
    }

    /// <summary>Saves many accounts in one transaction: all or none. Other writers wait meanwhile; readers see the accounts when it is done.</summary>
    /// <param name="accounts">The accounts, as for <see cref="SaveAsync"/>; of those with one address the last holds.</param>
    /// <param name="cancellationToken">Ends the import: nothing is saved then.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="ArgumentException">As for <see cref="SaveAsync"/>: nothing is saved then.</exception>
    public async ValueTask<long> ImportAsync(IAsyncEnumerable<Account> accounts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        using SqliteLease lease = database.Lease();
        using SqliteTransaction transaction = lease.Session.Begin();
        DateTimeOffset now = database.TimeProvider.GetUtcNow();
        long count = 0;
        await foreach (Account account in accounts.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            AccountRows.Write(lease.Session, Checked(account), now);
            count++;
        }

        cancellationToken.ThrowIfCancellationRequested();
        transaction.Commit();
        return count;
    }

    /// <inheritdoc cref="ImportAsync(IAsyncEnumerable{Account}, CancellationToken)"/>
    public ValueTask<long> ImportAsync(IEnumerable<Account> accounts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        return ImportAsync(accounts.ToAsyncEnumerable(), cancellationToken);
    }

    /// <summary>Counts the accounts, disabled ones and service identities too. SQLite looks at each of them.</summary>
    /// <param name="cancellationToken">Ends the attempt before it began.</param>
    /// <returns>How many there are at this moment.</returns>
    public ValueTask<long> CountAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using SqliteLease lease = database.Lease();
        SqliteStatement query = lease.Session.Statement("SELECT count(*) FROM accounts");
        try
        {
            query.Step();
            return new(query.Number(0));
        }
        finally
        {
            query.Reset();
        }
    }

    /// <summary>Gives all accounts in the order of their addresses' bytes, a page at a time: one that is added or removed meanwhile may be among them or not.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The accounts.</returns>
    public IAsyncEnumerable<Account> ListAsync(CancellationToken cancellationToken = default) => List(cancellationToken).ToAsyncEnumerable();

    private static List<Account> Collect(SqliteStatement query, Func<Account, bool> isMeant)
    {
        try
        {
            List<Account> found = [];
            while (query.Step())
            {
                Account account = AccountRows.Read(query);
                if (isMeant(account))
                {
                    found.Add(account);
                }
            }

            return found;
        }
        finally
        {
            query.Reset();
        }
    }

    private IEnumerable<Account> List(CancellationToken cancellationToken)
    {
        string after = "";
        List<Account> page;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            page = Page(after);
            foreach (Account account in page)
            {
                yield return account;
                after = account.Address;
            }
        }
        while (page.Count == ListPage);
    }

    private List<Account> Page(string after)
    {
        using SqliteLease lease = database.Lease();
        SqliteStatement query = lease.Session.Statement(AccountRows.Select + "WHERE a.address > ?1 ORDER BY a.address LIMIT ?2");
        return Collect(query.Bind(1, after).Bind(2, ListPage), static _ => true);
    }

    private Account Checked(Account account)
    {
        Account normalized = account.Normalize(normalizer);
        AccountText.Require(normalized);
        return normalized;
    }
}
