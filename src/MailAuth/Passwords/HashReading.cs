using System.Security.Cryptography;

namespace MailAuth.Passwords;

/// <summary>Verifies a password against one hash in each of its readings, in their order.</summary>
internal static class HashReading
{
    /// <summary>Verifies.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="password">The bytes as they were sent.</param>
    /// <param name="readings">The readings of these bytes.</param>
    /// <param name="executor">Where each operation is counted; null for negligible ones, which are none.</param>
    /// <param name="all">Whether every reading is verified, as after a mismatch; otherwise the match is the last one.</param>
    /// <param name="truncated">Whether the reading that matched was looked at only in part.</param>
    /// <param name="operations">How many hash operations were computed.</param>
    /// <returns>Match and its reading, mismatch, or unusable where not one reading could be verified.</returns>
    public static PasswordOutcome Verify(
        PasswordHash hash, ReadOnlySpan<byte> password, PasswordReadings readings, HashExecutor? executor, bool all, out bool truncated, out int operations)
    {
        operations = 0;
        PasswordOutcome first = VerifyReading(hash, password, readings, 0, executor, out truncated, ref operations);
        bool matched = first.Verdict == PasswordVerdict.Match;
        if ((matched && !all) || readings.Count == 1)
        {
            return first;
        }

        PasswordOutcome second = VerifyReading(hash, password, readings, 1, executor, out bool secondTruncated, ref operations);
        if (matched)
        {
            return first;
        }

        truncated = secondTruncated;
        return second.Verdict == PasswordVerdict.Unusable ? first : second;
    }

    private static PasswordOutcome VerifyReading(
        PasswordHash hash, ReadOnlySpan<byte> password, PasswordReadings readings, int index, HashExecutor? executor, out bool truncated, ref int operations)
    {
        PasswordReading reading = index == 0 ? PasswordReading.AsSent : readings.Second;
        if (readings.IsAsSent(index))
        {
            return VerifyOne(hash, password, reading, executor, out truncated, ref operations);
        }

        Span<byte> scratch = stackalloc byte[PasswordReadings.MaxLength];
        try
        {
            return VerifyOne(hash, readings.Write(index, password, scratch), reading, executor, out truncated, ref operations);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scratch);
        }
    }

    private static PasswordOutcome VerifyOne(
        PasswordHash hash, ReadOnlySpan<byte> bytes, PasswordReading reading, HashExecutor? executor, out bool truncated, ref int operations)
    {
        truncated = false;
        if (hash.CannotVerify(bytes) is { } why)
        {
            return new PasswordOutcome(PasswordVerdict.Unusable, Explanation: why);
        }

        if (executor is not null)
        {
            executor.Count(hash.Cost);
            operations++;
        }

        if (!hash.Verify(bytes))
        {
            return new PasswordOutcome(PasswordVerdict.Mismatch);
        }

        truncated = hash.Truncates(bytes);
        return new PasswordOutcome(PasswordVerdict.Match, Reading: reading);
    }
}
