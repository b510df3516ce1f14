using MailAuth.Accounts;
using MailAuth.Diagnostics;

namespace MailAuth.Passwords;

/// <summary>The cache of verified logins of one engine, as its policy switches it on and off.</summary>
internal sealed class LoginCache(IAccountStore store, TimeProvider timeProvider, Instruments? instruments = null) : IDisposable
{
    private readonly object gate = new();
    private volatile VerifiedLogins? logins;

    /// <summary>Which store the logins are to.</summary>
    public long Store { get; } = StoreIdentity.Of(store);

    /// <summary>What is remembered; null where the cache is off.</summary>
    public VerifiedLogins? Logins => logins;

    /// <summary>Whether a login is remembered, counted for whoever listens.</summary>
    public bool IsKnown(in VerifiedKey key, TimeSpan lifetime)
    {
        bool isKnown = key.IsKnown(lifetime);
        instruments?.CacheLookup(isKnown);
        return isKnown;
    }

    /// <summary>Follows a policy: whoever switches it off forgets all, whoever switches it on begins with none.</summary>
    /// <param name="policy">Gives the policy that decides now.</param>
    public void Follow(Func<PasswordPolicy> policy)
    {
        lock (gate)
        {
            PasswordPolicy current = policy();
            if (current.CacheLifetime == TimeSpan.Zero)
            {
                logins?.Dispose();
                logins = null;
            }
            else
            {
                logins ??= new VerifiedLogins(current.CacheEntries, timeProvider);
            }
        }
    }

    /// <summary>Forgets all.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            logins?.Dispose();
            logins = null;
        }
    }
}
