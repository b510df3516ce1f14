namespace MailAuth.Passwords;

/// <summary>
/// What one hash operation costs. Compared between families by <see cref="Work"/>, which is an estimate: it tells a costly hash
/// from a cheap one, not milliseconds.
/// </summary>
/// <param name="MemoryKiB">The memory that the operation fills, in KiB; 0 where it is next to none.</param>
/// <param name="Work">
/// The work, in KiB of memory that Argon2 would fill in the same time (about a microsecond of one core each). For Argon2 itself: memory times
/// passes. The other core families: 54 for each of bcrypt's 2^cost rounds, a third for each iteration of SCRAM and, for each block of the key, of PBKDF2; 1 for a digest.
/// </param>
public readonly record struct HashCost(int MemoryKiB, long Work)
{
    /// <summary>Whether the operation is so cheap that it is computed on the caller's own thread, without the hash executor: under 64 units of <see cref="Work"/>.</summary>
    public bool IsNegligible => Work < 64;

    /// <summary>The cost of an Argon2 hash, of however many lanes: its work is memory times passes.</summary>
    /// <param name="memoryKiB">The memory of all lanes together, in KiB.</param>
    /// <param name="passes">The passes.</param>
    /// <returns>The cost.</returns>
    public static HashCost Argon2(int memoryKiB, int passes) => new(memoryKiB, (long)memoryKiB * passes);
}
