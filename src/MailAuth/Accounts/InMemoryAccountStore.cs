using System.Collections;
using MailAuth.Usernames;

namespace MailAuth.Accounts;

/// <summary>
/// Accounts in memory: for tests, for hosts whose accounts come from elsewhere, and for a passwd-file's index. Safe for concurrent use; finding takes no
/// lock and completes synchronously, changes take turns. Nothing is kept when the process ends.
/// </summary>
public sealed class InMemoryAccountStore : IAccountStore, IAccountHashWriter, IEnumerable<Account>
{
    private static readonly UsernameNormalizer Normalizer = new(new UsernameOptions());

    private readonly AccountTable byAddress = new();
    private readonly AccountNameIndex byLocalPart = new();
    private readonly AccountNameIndex byBareUsername = new();

    // Only the bare usernames that differ from the local-part, as bare@domain: the others are found by the address itself.
    private readonly AccountNameIndex byQualifiedBareUsername = new();
    private readonly Lock gate = new();

    /// <summary>How many accounts there are at this moment.</summary>
    public int Count => byAddress.Count;

    /// <summary>Adds an account that has nothing but an address and a password hash.</summary>
    /// <param name="address">A full address in any spelling; it is normalized with the default options.</param>
    /// <param name="passwordHash">The stored password hash with its scheme.</param>
    /// <exception cref="ArgumentException">The address is not a full address, or there is an account with it. The message names it.</exception>
    public void Add(string address, string passwordHash)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(passwordHash);
        Username username = Normalizer.Normalize(address);
        if (username.Form != UsernameForm.FullAddress)
        {
            throw new ArgumentException($"\"{address}\" is not a full address{(username.Form == UsernameForm.None ? $": {username.Error}" : "")}.", nameof(address));
        }

        Add(new Account(username.Text!, passwordHash));
    }

    /// <summary>Adds an account with all that it has, where there is none with its address: <see cref="Set"/> replaces one.</summary>
    /// <param name="account">The account. Its names are taken as they are: see <see cref="Account.Normalize"/>. A service identity's address has no domain.</param>
    /// <exception cref="ArgumentException">There is an account with that address. The message names it.</exception>
    public void Add(Account account)
    {
        if (!TryAdd(account))
        {
            throw new ArgumentException($"There is an account \"{account.Address}\" already.", nameof(account));
        }
    }

    /// <summary>Adds an account, or puts it in the place of the one that has its address.</summary>
    /// <param name="account">The account. Its names are taken as they are: see <see cref="Account.Normalize"/>.</param>
    public void Set(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        lock (gate)
        {
            if (byAddress.Find(account.Address) is not { } entry)
            {
                Insert(account);
                return;
            }

            // New names first, gone names last: a reader finds the account by one that it keeps at every moment, and checks what it finds.
            Account previous = entry.Account!;
            IndexBareUsernames(account, entry, except: previous);
            while (!entry.TryReplace(previous, account))
            {
                previous = entry.Account!;
            }

            UnindexBareUsernames(previous, entry, except: account);
        }
    }

    /// <summary>Removes an account. No look-up that begins later finds it, by any of its names.</summary>
    /// <param name="address">The canonical address, compared ordinally.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        lock (gate)
        {
            if (byAddress.Find(address) is not { } entry)
            {
                return false;
            }

            byAddress.Remove(entry);
            Account account = entry.Account!;
            while (!entry.TryReplace(account, null))
            {
                account = entry.Account!;
            }

            UnindexBareUsernames(account, entry, except: null);
            int at = address.LastIndexOf('@');
            if (at >= 0)
            {
                byLocalPart.Remove(address.AsSpan(0, at), entry);
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<Account?>(cancellationToken)
            : new(byAddress.Find(address)?.Account);
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

        List<Account>? found = null;
        if (domain is null)
        {
            Collect(byBareUsername.First(bareUsername), bareUsername, limit, ref found);
        }
        else
        {
            int length = bareUsername.Length + 1 + domain.Length;
            Span<char> qualified = length <= 256 ? stackalloc char[length] : new char[length];
            bareUsername.CopyTo(qualified);
            qualified[bareUsername.Length] = '@';
            domain.CopyTo(qualified[(bareUsername.Length + 1)..]);
            if (byAddress.Find(qualified)?.Account is { } account && Has(account, bareUsername))
            {
                found = [account];
            }

            Collect(byQualifiedBareUsername.First(qualified), bareUsername, limit, ref found);
        }

        return new(found ?? (IReadOnlyList<Account>)[]);
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

        List<Account>? found = null;
        Collect(byLocalPart.First(localPart), bareUsername: null, limit, ref found);
        return new(found ?? (IReadOnlyList<Account>)[]);
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryReplaceHashAsync(string address, string expectedHash, string newHash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(expectedHash);
        ArgumentNullException.ThrowIfNull(newHash);
        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<bool>(cancellationToken) : new(TryReplaceHash(address, expectedHash, newHash));
    }

    /// <summary>Says that an address will be looked for soon.</summary>
    internal void Prefetch(string address) => byAddress.Prefetch(address);

    /// <inheritdoc cref="TryReplaceHashAsync"/>
    internal bool TryReplaceHash(string address, string expectedHash, string newHash)
    {
        if (byAddress.Find(address) is { } entry)
        {
            while (entry.Account is { } account && string.Equals(account.PasswordHash, expectedHash, StringComparison.Ordinal))
            {
                if (entry.TryReplace(account, account.WithPasswordHash(newHash)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Gives the accounts, in no order, while others may change them.</summary>
    /// <returns>The accounts.</returns>
    public IEnumerator<Account> GetEnumerator()
    {
        AccountEntry[] entries;
        lock (gate)
        {
            entries = byAddress.ToArray();
        }

        foreach (AccountEntry entry in entries)
        {
            if (entry.Account is { } account)
            {
                yield return account;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds an account where there is none with its address.</summary>
    internal bool TryAdd(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        lock (gate)
        {
            if (byAddress.Find(account.Address) is not null)
            {
                return false;
            }

            Insert(account);
            return true;
        }
    }

    private static void Collect(AccountNameIndex.Node? node, string? bareUsername, int limit, ref List<Account>? found)
    {
        for (; node is not null && (found?.Count ?? 0) < limit; node = node.Next)
        {
            if (node.Entry.Account is { } account && (bareUsername is null || Has(account, bareUsername)))
            {
                (found ??= new List<Account>(1)).Add(account);
            }
        }
    }

    private static bool Has(Account? account, string bareUsername) => account?.BareUsernames is { } names && IndexOf(names, bareUsername) >= 0;

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private void Insert(Account account)
    {
        AccountEntry entry = byAddress.Add(account);
        IndexBareUsernames(account, entry, except: null);
        int at = account.Address.LastIndexOf('@');
        if (at >= 0)
        {
            byLocalPart.Add(account.Address.AsSpan(0, at), entry);
        }
    }

    private void IndexBareUsernames(Account account, AccountEntry entry, Account? except)
    {
        IReadOnlyList<string> names = account.BareUsernames ?? [];
        for (int i = 0; i < names.Count; i++)
        {
            // A name that is listed twice is indexed once.
            string name = names[i];
            if (IndexOf(names, name) == i && !Has(except, name))
            {
                byBareUsername.Add(name, entry);
                if (Qualified(name, account.Address) is { } qualified)
                {
                    byQualifiedBareUsername.Add(qualified, entry);
                }
            }
        }
    }

    private void UnindexBareUsernames(Account account, AccountEntry entry, Account? except)
    {
        IReadOnlyList<string> names = account.BareUsernames ?? [];
        for (int i = 0; i < names.Count; i++)
        {
            // A name that is listed twice is indexed once.
            string name = names[i];
            if (IndexOf(names, name) == i && !Has(except, name))
            {
                byBareUsername.Remove(name, entry);
                if (Qualified(name, account.Address) is { } qualified)
                {
                    byQualifiedBareUsername.Remove(qualified, entry);
                }
            }
        }
    }

    /// <summary>The bare username with the account's domain; null where that is the address itself, or where there is no domain.</summary>
    private static string? Qualified(string bareUsername, string address)
    {
        int at = address.LastIndexOf('@');
        return at < 0 || address.AsSpan(0, at).SequenceEqual(bareUsername) ? null : string.Concat(bareUsername, address.AsSpan(at));
    }
}
