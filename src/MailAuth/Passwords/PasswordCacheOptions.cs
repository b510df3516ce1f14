using System.Numerics;

namespace MailAuth.Passwords;

/// <summary>
/// The cache of verified logins: a password that has just been verified is not hashed again. For long-lived hosts; short-lived processes (<see cref="HashExecutorOptions.Inline"/>) have
/// none, whatever is said here. In <c>mailauth.json</c>: <c>passwords.cache</c>.
/// <para>
/// An entry says that these very bytes were the password of this account, while its store had this very hash: it is a keyed hash (HMAC-SHA256, a random key of the process) of store,
/// canonical address, stored hash and password. A changed hash has no entry. An entry stands for the hash operation alone: account, networks, transition and guesses are decided anew at
/// every login. What is remembered is the right password of a costly hash; a wrong one never is, and <c>{PLAIN}</c> or a digest is quicker to compute.
/// </para>
/// <para>
/// What a leak of the process's memory would give: whoever has the key, the entries and the stored hashes can try passwords at the speed of one HMAC, millions a second, instead of the stored
/// hash's tens, for each account that has an entry. No entry holds a password. An entry is good for <see cref="Lifetime"/> after the hash operation, which a hit does not prolong; its octets
/// stay in memory until another takes its place, the cache is switched off or the engine is disposed, and are worth nothing without the key, which is forgotten with them.
/// </para>
/// </summary>
public sealed class PasswordCacheOptions
{
    private const int FewestEntries = 1_024;
    private const int MostEntries = 16_777_216;

    /// <summary>
    /// How long after its hash operation a password is known: 1 second to 24 hours; 0 for no cache. Default 0. A reload changes it for the entries that there are too, and one that
    /// switches the cache off forgets them.
    /// </summary>
    public TimeSpan Lifetime { get; set; }

    /// <summary>
    /// How many logins are known at the most: a power of two from 1,024 to 16,777,216; 25 octets each, taken when the first is remembered. Default 65,536 (1.6 MiB). Each has its place in one of
    /// many rows of eight, and in a full row the oldest gives way: twice as many as the accounts that log in within <see cref="Lifetime"/> loses next to none. What the cache was switched on with
    /// stays until it is switched off.
    /// </summary>
    public int Entries { get; set; } = 65_536;

    internal void Check(Configuration.ConfigurationProblems problems)
    {
        if (Lifetime != TimeSpan.Zero && (Lifetime < TimeSpan.FromSeconds(1) || Lifetime > TimeSpan.FromHours(24)))
        {
            problems.Add("passwords.cache.lifetime", Lifetime, "must be 0, or from 1 second to 24 hours");
        }

        if (Entries is < FewestEntries or > MostEntries || !BitOperations.IsPow2(Entries))
        {
            problems.Add("passwords.cache.entries", Entries, $"must be a power of two from {FewestEntries} to {MostEntries}");
        }
    }
}
