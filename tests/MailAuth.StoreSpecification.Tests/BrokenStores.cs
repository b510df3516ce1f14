using System.Collections.Concurrent;
using MailAuth.Accounts;

namespace MailAuth.StoreSpecification.Tests;

/// <summary>Stores that break one promise each: the ways in which real ones go wrong.</summary>
internal static class BrokenStores
{
    /// <summary>A column with a collation that ignores case.</summary>
    internal sealed class IgnoresCase : MemoryStore
    {
        public override ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) =>
            new(All(cancellationToken).Find(account => account.Address.Equals(address, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>A column that is padded with blanks.</summary>
    internal sealed class IgnoresTrailingBlanks : MemoryStore
    {
        public override ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) => base.FindByAddressAsync(address.TrimEnd(' '), cancellationToken);
    }

    /// <summary>A driver that ends text at NUL.</summary>
    internal sealed class EndsAtNul : MemoryStore
    {
        public override ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) =>
            base.FindByLocalPartAsync(localPart.Split('\0')[0], limit, cancellationToken);
    }

    /// <summary>A search with LIKE.</summary>
    internal sealed class KnowsWildcards : MemoryStore
    {
        public override ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) =>
            new(All(cancellationToken).Find(account => account.Address.Length == address.Length && address.Zip(account.Address).All(pair => pair.First == '_' || pair.First == pair.Second)));
    }

    /// <summary>A database whose comparison composes letters.</summary>
    internal sealed class Composes : MemoryStore
    {
        public override ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) =>
            base.FindByAddressAsync(address.Any(char.IsSurrogate) ? address : address.Normalize(), cancellationToken);
    }

    internal sealed class IgnoresTheLimit : MemoryStore
    {
        public override ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) =>
            base.FindByLocalPartAsync(localPart, int.MaxValue, cancellationToken);
    }

    /// <summary>A join that gives a row for each of an account's names.</summary>
    internal sealed class GivesAccountsTwice : MemoryStore
    {
        public override ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
            return new([.. All(cancellationToken).Where(account => account.BareUsernames?.Contains(bareUsername) == true && (domain is null || DomainOf(account) == domain))
                .SelectMany(account => account.BareUsernames!.Select(_ => account)).Take(limit)]);
        }
    }

    internal sealed class IgnoresTheDomain : MemoryStore
    {
        public override ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) =>
            base.FindByLegacyUsernameAsync(bareUsername, null, limit, cancellationToken);
    }

    /// <summary>Takes the local-part for a recorded bare username.</summary>
    internal sealed class InventsBareUsernames : MemoryStore
    {
        public override ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
            return new([.. All(cancellationToken).Where(account => account.Address.StartsWith(bareUsername + "@", StringComparison.Ordinal) && (domain is null || DomainOf(account) == domain)).Take(limit)]);
        }
    }

    /// <summary>Remembers answers.</summary>
    internal sealed class Remembers : MemoryStore
    {
        private readonly ConcurrentDictionary<string, Account?> answers = [];

        public override ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken)
        {
            if (IsBroken)
            {
                throw new AccountStoreException("broken");
            }

            cancellationToken.ThrowIfCancellationRequested();
            return new(answers.GetOrAdd(address, _ => base.FindByAddressAsync(address, cancellationToken).AsTask().Result));
        }
    }

    /// <summary>Reads, compares, and then writes.</summary>
    internal sealed class ReplacesInTwoSteps : MemoryStore
    {
        private readonly Lock gate = new();
        private TaskCompletionSource? first;

        public override async ValueTask<bool> TryReplaceHashAsync(string address, string expectedHash, string newHash, CancellationToken cancellationToken)
        {
            Account? account = All(cancellationToken).Find(one => one.Address == address && one.PasswordHash == expectedHash);
            if (account is null)
            {
                return false;
            }

            // The first waits between its steps until a second has taken the same one.
            TaskCompletionSource? mine = null;
            lock (gate)
            {
                if (first is null)
                {
                    first = mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
                else
                {
                    first.TrySetResult();
                }
            }

            await (mine?.Task ?? Task.CompletedTask);
            return Put(account, newHash);
        }
    }

    internal sealed class ReplacesWhateverIsThere : MemoryStore
    {
        public override ValueTask<bool> TryReplaceHashAsync(string address, string expectedHash, string newHash, CancellationToken cancellationToken) =>
            new(All(cancellationToken).Find(one => one.Address == address) is { } account && Put(account, newHash));
    }

    /// <summary>Says that it replaced a hash, and keeps the old one.</summary>
    internal sealed class ReplacesNothing : MemoryStore
    {
        public override ValueTask<bool> TryReplaceHashAsync(string address, string expectedHash, string newHash, CancellationToken cancellationToken) =>
            new(All(cancellationToken).Exists(one => one.Address == address && one.PasswordHash == expectedHash));
    }

    /// <summary>Takes a fault for "no such account".</summary>
    internal sealed class SwallowsFaults : MemoryStore
    {
        public override ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) =>
            IsBroken ? new((Account?)null) : base.FindByAddressAsync(address, cancellationToken);
    }

    internal sealed class IgnoresCancellation : MemoryStore
    {
        public override ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) => base.FindByAddressAsync(address, CancellationToken.None);
    }

    /// <summary>Forgets the networks that an account may log in from.</summary>
    internal sealed class ForgetsNetworks : MemoryStore
    {
        public override ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) =>
            new(All(cancellationToken).Find(account => account.Address == address) is not { } account ? null
                : account.AllowedNetworks.Count == 0 ? account
                : new Account(account.Address, account.PasswordHash) { Status = account.Status, StatusReason = account.StatusReason, BareUsernames = account.BareUsernames, SenderAddresses = account.SenderAddresses });
    }

    /// <summary>Gives service identities a local-part.</summary>
    internal sealed class TakesServiceIdentitiesForMailboxes : MemoryStore
    {
        public override ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
            return new([.. All(cancellationToken).Where(account => account.Address.Split('@')[0] == localPart).Take(limit)]);
        }
    }
}
