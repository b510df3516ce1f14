using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Passwords.Schemes;
using MailAuth.Usernames;

namespace MailAuth.Passwords;

/// <summary>The compiled <see cref="PasswordOptions"/>: schemes, limits, readings, the decoy. Immutable.</summary>
internal sealed class PasswordPolicy
{
    /// <summary>The longest password, in bytes as sent.</summary>
    public const int MaxPasswordLength = 1_024;

    private readonly SchemeTable schemes;
    private readonly PasswordHash decoy;
    private readonly Argon2Options cost;
    private readonly string? defaultScheme;
    private readonly bool readWindows1252;
    private readonly bool opaqueString;
    private readonly bool rehash;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> noRehashDomains;

    private PasswordPolicy(PasswordOptions options, SchemeTable schemes, PasswordHash decoy, Argon2Options cost, HashSet<string> noRehashDomains)
    {
        this.schemes = schemes;
        this.decoy = decoy;
        this.cost = cost;
        defaultScheme = options.DefaultScheme;
        readWindows1252 = options.ReadWindows1252;
        opaqueString = options.OpaqueString;
        rehash = options.Rehash;
        CacheLifetime = options.Cache.Lifetime;
        CacheEntries = options.Cache.Entries;
        this.noRehashDomains = noRehashDomains.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How long a verified login is remembered; 0 for not at all.</summary>
    public TimeSpan CacheLifetime { get; }

    /// <summary>How many are remembered at the most.</summary>
    public int CacheEntries { get; }

    /// <summary>Checks and compiles; reports to <paramref name="problems"/> under <c>passwords.…</c> and then gives something harmless.</summary>
    public static PasswordPolicy Compile(PasswordOptions options, IReadOnlyList<IPasswordScheme> schemes, UsernameNormalizer normalizer, ConfigurationProblems problems)
    {
        int before = problems.All.Count;
        options.Limits.Check(problems);
        options.Argon2.Check(options.Limits, problems);
        options.Executor.Check(problems);
        options.Cache.Check(problems);
        bool harmless = problems.All.Count > before;
        Argon2Options cost = harmless ? new Argon2Options() : options.Argon2.Copy();
        var table = new SchemeTable(schemes, harmless ? new PasswordLimits() : options.Limits);
        if (options.DefaultScheme is { } name && !table.Serves(name))
        {
            problems.Add("passwords.defaultScheme", name, "is not a scheme that is registered here");
        }

        var domains = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < options.NoRehashDomains.Count; i++)
        {
            if (options.NoRehashDomains[i] is { } text && normalizer.NormalizeDomain(text) is { } domain)
            {
                domains.Add(domain);
            }
            else
            {
                problems.Add($"passwords.noRehashDomains[{i}]", options.NoRehashDomains[i], "is not a domain");
            }
        }

        PasswordHash? decoy = table.Parse(Argon2Scheme.Decoy(cost), null, null, out string? problem);
        if (decoy is null)
        {
            problems.Add("passwords.argon2", null, $"the registered scheme can't compute it: {problem}");
            decoy = new SchemeTable([], new PasswordLimits()).Parse(Argon2Scheme.Decoy(new Argon2Options()), null, null, out _)!;
        }

        return new PasswordPolicy(options, table, decoy, cost, domains);
    }

    /// <summary>Whether these bytes can be a password at all: not empty, no NUL, at most 1,024.</summary>
    public static bool IsAcceptable(ReadOnlySpan<byte> password) =>
        password.Length is > 0 and <= MaxPasswordLength && !password.Contains((byte)0);

    /// <summary>Verifies against the account's hash and does the decoy work that a mismatch owes; decoy alone where <paramref name="account"/> is null.</summary>
    /// <param name="account">The account whose hash counts; null for none.</param>
    /// <param name="password">The bytes as they were sent.</param>
    /// <param name="executor">Where hashes are computed.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    /// <param name="looksWrong">Whether the login is refused whatever the password, and must look alike: a match does all that a mismatch does, as one job.</param>
    /// <param name="client">For whom it is done.</param>
    /// <param name="cache">Where verified logins are remembered; null for nowhere. It stands for the hash operation of a match alone, never of a login that must look wrong, and no rehash comes of it.</param>
    public ValueTask<PasswordOutcome> VerifyAsync(
        Account? account, ReadOnlyMemory<byte> password, HashExecutor executor, CancellationToken cancellationToken, bool looksWrong = false, HashClient client = default, LoginCache? cache = null)
    {
        PasswordReadings readings = PasswordReadings.Of(password.Span, readWindows1252, opaqueString);
        PasswordHash? hash = null;
        PasswordOutcome failure = default;
        VerifiedKey key = default;
        if (account is not null)
        {
            hash = schemes.Parse(account.PasswordHash, defaultScheme, account.HashedUsername ?? account.Address, out string? problem);
            if (hash is null)
            {
                failure = new PasswordOutcome(PasswordVerdict.Unusable, Explanation: problem);
            }
            else if (hash.Cost.IsNegligible)
            {
                PasswordOutcome outcome = HashReading.Verify(hash, password.Span, readings, executor: null, looksWrong, out bool truncated, out _);
                if (outcome.Verdict == PasswordVerdict.Match && !looksWrong)
                {
                    return new ValueTask<PasswordOutcome>(Matched(account, hash, outcome, truncated));
                }

                failure = outcome;
                hash = null;
            }
            else if (!looksWrong && CacheLifetime > TimeSpan.Zero && cache is { Logins: { } logins })
            {
                // Behind the parsing: what the limits of today refuse is unusable, remembered or not.
                key = KeyOf(logins, cache.Store, account, hash, password.Span);
                if (cache.IsKnown(key, CacheLifetime))
                {
                    return new ValueTask<PasswordOutcome>(new PasswordOutcome(PasswordVerdict.Match));
                }
            }
        }

        var job = new VerifyJob(hash, failure, decoy, password, readings, looksWrong) { Client = client };
        ValueTask<bool> run = executor.RunAsync(job, cancellationToken);
        return run.IsCompletedSuccessfully
            ? new ValueTask<PasswordOutcome>(Finished(account, hash, job, run.Result, key))
            : AwaitVerify(run, account, hash, job, key);
    }

    /// <summary>
    /// A new hash of a password that has just matched, in the reading that <paramref name="outcome"/> says; null where none is due or allowed, and where the queue is full.
    /// The same password bytes as were verified.
    /// </summary>
    public ValueTask<string?> RehashAsync(Account account, PasswordOutcome outcome, ReadOnlyMemory<byte> password, HashExecutor executor, CancellationToken cancellationToken, HashClient client = default)
    {
        if (outcome.Verdict != PasswordVerdict.Match || !outcome.RehashDue || !MayRehash(account))
        {
            return default;
        }

        var job = new RehashJob(schemes.Maker(Argon2Scheme.Current)!, cost, password, PasswordReadings.Of(password.Span, readWindows1252, opaqueString)) { Client = client };
        ValueTask<bool> run = executor.RunAsync(job, cancellationToken);
        return run.IsCompletedSuccessfully ? new ValueTask<string?>(run.Result ? job.Stored : null) : AwaitRehash(run, job);
    }

    private static async ValueTask<string?> AwaitRehash(ValueTask<bool> run, RehashJob job) => await run.ConfigureAwait(false) ? job.Stored : null;

    private async ValueTask<PasswordOutcome> AwaitVerify(ValueTask<bool> run, Account? account, PasswordHash? hash, VerifyJob job, VerifiedKey key) =>
        Finished(account, hash, job, await run.ConfigureAwait(false), key);

    private PasswordOutcome Finished(Account? account, PasswordHash? hash, VerifyJob job, bool ran, in VerifiedKey key)
    {
        if (!ran)
        {
            return new PasswordOutcome(PasswordVerdict.Busy);
        }

        if (job.Outcome.Verdict != PasswordVerdict.Match || hash is null)
        {
            return job.Outcome;
        }

        key.Remember();
        return Matched(account!, hash, job.Outcome, job.Truncated);
    }

    private VerifiedKey KeyOf(VerifiedLogins logins, long store, Account account, PasswordHash hash, ReadOnlySpan<byte> password) => logins.KeyOf(new VerifiedLogin
    {
        Store = store,
        Address = account.Address,
        HashedUsername = account.HashedUsername,
        DefaultScheme = defaultScheme,
        Scheme = hash.Scheme,
        StoredHash = account.PasswordHash!,
        ReadWindows1252 = readWindows1252,
        OpaqueString = opaqueString,
        Password = password,
    });

    private PasswordOutcome Matched(Account account, PasswordHash hash, PasswordOutcome outcome, bool truncated) =>
        outcome with { RehashDue = !truncated && !hash.KeepsChallengeData && hash.IsOutdated(decoy.Cost) && MayRehash(account) };

    private bool MayRehash(Account account)
    {
        int at = account.Address.LastIndexOf('@');
        return rehash && (at < 0 || noRehashDomains.Set.Count == 0 || !noRehashDomains.Contains(account.Address.AsSpan(at + 1)));
    }
}
