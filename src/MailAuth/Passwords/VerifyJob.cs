namespace MailAuth.Passwords;

/// <summary>
/// The hash work of one login: the account's own hash where it is costly, in every reading until one matches; and after a failure
/// as many decoys as are owed, so that a login costs one operation of the current cost for each reading whatever the account is.
/// </summary>
internal sealed class VerifyJob : HashJob
{
    private readonly PasswordHash? hash;
    private readonly PasswordHash decoy;
    private readonly PasswordReadings readings;
    private readonly ReadOnlyMemory<byte> password;
    private readonly bool looksWrong;

    /// <param name="hash">The account's hash; null where there is none, or it is unusable, or it is negligible and was verified already.</param>
    /// <param name="known">The outcome where <paramref name="hash"/> is null.</param>
    /// <param name="decoy">The decoy, of the current cost.</param>
    /// <param name="password">The bytes as they were sent; read until <see cref="Run"/> returns.</param>
    /// <param name="readings">Their readings.</param>
    /// <param name="looksWrong">Whether a match does all that a mismatch does.</param>
    public VerifyJob(PasswordHash? hash, PasswordOutcome known, PasswordHash decoy, ReadOnlyMemory<byte> password, PasswordReadings readings, bool looksWrong)
    {
        this.hash = hash;
        this.decoy = decoy;
        this.password = password;
        this.readings = readings;
        this.looksWrong = looksWrong;
        Outcome = known;
    }

    public override int MemoryKiB => Math.Max(hash?.Cost.MemoryKiB ?? 0, decoy.Cost.MemoryKiB);

    /// <summary>The outcome after <see cref="Run"/>, without any word on a rehash.</summary>
    public PasswordOutcome Outcome { get; private set; }

    /// <summary>After a match: whether the password was looked at only in part.</summary>
    public bool Truncated { get; private set; }

    public override void Run(HashExecutor executor)
    {
        int owed = readings.Count;
        if (hash is not null)
        {
            Outcome = HashReading.Verify(hash, password.Span, readings, executor, looksWrong, out bool truncated, out int operations);
            Truncated = truncated;
            if (Outcome.Verdict == PasswordVerdict.Match && !looksWrong)
            {
                return;
            }

            owed -= hash.Cost.Work >= decoy.Cost.Work ? operations : 0;
        }

        new DecoyJob(decoy, password, readings, owed).Run(executor);
    }
}
