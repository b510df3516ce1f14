using MailAuth.Accounts;

namespace MailAuth.Usernames;

/// <summary>The look-ups that find the account of a username. What a store gives is compared again, ordinally: a database may compare more loosely.</summary>
internal static class Resolution
{
    private const int FirstLimit = 8;
    private const int LastLimit = 4096;

    /// <summary>Finds the account with an address. No state machine where the store answers at once.</summary>
    public static ValueTask<UsernameResolution> FindAddressAsync(string address, ResolutionSource source, IAccountStore store, CancellationToken cancellationToken)
    {
        ValueTask<Account?> search = store.FindByAddressAsync(address, cancellationToken);
        return search.IsCompletedSuccessfully
            ? new ValueTask<UsernameResolution>(OneWithAddress(search.Result, address, source))
            : AwaitAsync(search, address, source);

        static async ValueTask<UsernameResolution> AwaitAsync(ValueTask<Account?> search, string address, ResolutionSource source) =>
            OneWithAddress(await search.ConfigureAwait(false), address, source);
    }

    /// <summary>Asks the sources in their order: the first that applies decides.</summary>
    public static async ValueTask<UsernameResolution> FindBareAsync(
        UsernamePolicy policy, string bareUsername, LoginConnection connection, IAccountStore store, CancellationToken cancellationToken)
    {
        foreach (ResolutionSource source in policy.Sources)
        {
            UsernameResolution resolution;
            switch (source)
            {
                case ResolutionSource.ServerName or ResolutionSource.Listener or ResolutionSource.DefaultDomain:
                    string? domain = source == ResolutionSource.DefaultDomain ? policy.DefaultDomain : policy.ConnectionDomain(source, connection);
                    if (domain is not null)
                    {
                        return await FindInDomainAsync(policy, bareUsername, domain, source, store, cancellationToken).ConfigureAwait(false);
                    }

                    continue;
                case ResolutionSource.LegacyUsername:
                    resolution = await FindRecordedAsync(bareUsername, null, source, store, cancellationToken).ConfigureAwait(false);
                    break;
                case ResolutionSource.OnlyAccount:
                    resolution = await FindOnlyAsync(policy, bareUsername, store, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    continue;
            }

            if (resolution.Status != ResolutionStatus.Unknown)
            {
                return resolution;
            }
        }

        return default;
    }

    /// <summary>A domain's recorded bare usernames, then its local-parts. Decides, whether or not there is an account.</summary>
    private static async ValueTask<UsernameResolution> FindInDomainAsync(
        UsernamePolicy policy, string bareUsername, string domain, ResolutionSource source, IAccountStore store, CancellationToken cancellationToken)
    {
        UsernameResolution recorded = await FindRecordedAsync(bareUsername, domain, source, store, cancellationToken).ConfigureAwait(false);
        if (recorded.Status != ResolutionStatus.Unknown)
        {
            return recorded;
        }

        string address = string.Concat(bareUsername, "@", domain);
        UsernameResolution resolution = OneWithAddress(await store.FindByAddressAsync(address, cancellationToken).ConfigureAwait(false), address, source);
        return resolution.Account is Account account && !HasLocalPartAsBare(policy, account, bareUsername)
            ? new UsernameResolution(ResolutionStatus.Unknown, source, null)
            : resolution;
    }

    private static async ValueTask<UsernameResolution> FindRecordedAsync(
        string bareUsername, string? domain, ResolutionSource source, IAccountStore store, CancellationToken cancellationToken)
    {
        for (int limit = FirstLimit; ; limit *= FirstLimit)
        {
            IReadOnlyList<Account> accounts = await store.FindByLegacyUsernameAsync(bareUsername, domain, limit, cancellationToken).ConfigureAwait(false);
            var tally = new Tally(source);
            for (int i = 0; i < accounts.Count; i++)
            {
                if (HasRecorded(accounts[i], bareUsername) && (domain is null || IsOfDomain(accounts[i].Address, domain)))
                {
                    tally.Count(accounts[i]);
                }
            }

            if (tally.IsDecided(accounts.Count, limit))
            {
                return tally.Resolution;
            }
        }
    }

    private static async ValueTask<UsernameResolution> FindOnlyAsync(UsernamePolicy policy, string bareUsername, IAccountStore store, CancellationToken cancellationToken)
    {
        for (int limit = FirstLimit; ; limit *= FirstLimit)
        {
            IReadOnlyList<Account> accounts = await store.FindByLocalPartAsync(bareUsername, limit, cancellationToken).ConfigureAwait(false);
            var tally = new Tally(ResolutionSource.OnlyAccount);
            for (int i = 0; i < accounts.Count; i++)
            {
                if (HasLocalPart(accounts[i].Address, bareUsername) && HasLocalPartAsBare(policy, accounts[i], bareUsername))
                {
                    tally.Count(accounts[i]);
                }
            }

            if (tally.IsDecided(accounts.Count, limit))
            {
                return tally.Resolution;
            }
        }
    }

    private static UsernameResolution OneWithAddress(Account? account, string address, ResolutionSource source) =>
        account is not null && string.Equals(account.Address, address, StringComparison.Ordinal)
            ? new UsernameResolution(ResolutionStatus.Found, source, account)
            : new UsernameResolution(ResolutionStatus.Unknown, source, null);

    /// <summary>Whether an account with this local-part has it as a bare username.</summary>
    private static bool HasLocalPartAsBare(UsernamePolicy policy, Account account, string localPart) => policy.BareUsernames switch
    {
        BareUsernames.LocalPart => true,
        BareUsernames.Recorded => HasRecorded(account, localPart),
        _ => account.BareUsernames is null || HasRecorded(account, localPart),
    };

    private static bool HasRecorded(Account account, string bareUsername)
    {
        IReadOnlyList<string>? recorded = account.BareUsernames;
        for (int i = 0; i < recorded?.Count; i++)
        {
            if (string.Equals(recorded[i], bareUsername, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasLocalPart(string address, string localPart) =>
        address.Length > localPart.Length && address[localPart.Length] == '@'
        && address.StartsWith(localPart, StringComparison.Ordinal) && address.LastIndexOf('@') == localPart.Length;

    private static bool IsOfDomain(string address, string domain) => address.AsSpan(address.LastIndexOf('@') + 1).SequenceEqual(domain);

    /// <summary>Counts the accounts that may be meant: none, one, or more than one. The same address twice is one.</summary>
    private struct Tally(ResolutionSource source)
    {
        private Account? only;
        private bool isAmbiguous;

        public readonly UsernameResolution Resolution => isAmbiguous ? new UsernameResolution(ResolutionStatus.Ambiguous, source, null)
            : only is null ? new UsernameResolution(ResolutionStatus.Unknown, source, null)
            : new UsernameResolution(ResolutionStatus.Found, source, only);

        public void Count(Account account)
        {
            isAmbiguous |= only is not null && !string.Equals(only.Address, account.Address, StringComparison.Ordinal);
            only ??= account;
        }

        /// <summary>
        /// Whether no further account could change the answer. Where a store gives as many as it may, there can be more; where it still does
        /// at the last limit, nobody can say who is meant.
        /// </summary>
        public bool IsDecided(int given, int limit)
        {
            isAmbiguous |= given >= limit && limit >= LastLimit;
            return isAmbiguous || given < limit;
        }
    }
}
