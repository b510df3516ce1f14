namespace MailAuth.Passwords;

/// <summary>What a new Argon2id hash costs (RFC 9106), and every decoy. It may not be over <see cref="PasswordLimits"/>. In <c>mailauth.json</c>: <c>passwords.argon2</c>.</summary>
public sealed class Argon2Options
{
    /// <summary>The memory, in KiB: 8 for each lane, to 262,144 (256 MiB). Default 19,456 (19 MiB).</summary>
    public int MemoryKiB { get; set; } = 19_456;

    /// <summary>The passes: 1 to 64. Memory times passes may not exceed 1 GiB. Default 2.</summary>
    public int Passes { get; set; } = 2;

    /// <summary>The lanes: 1 to 16. Default 1.</summary>
    public int Lanes { get; set; } = 1;

    internal HashCost Cost => HashCost.Argon2(MemoryKiB, Passes);

    /// <summary>A copy that later changes to the options don't reach.</summary>
    internal Argon2Options Copy() => (Argon2Options)MemberwiseClone();

    internal void Check(PasswordLimits limits, Configuration.ConfigurationProblems problems)
    {
        int before = problems.All.Count;
        problems.Range("passwords.argon2.lanes", Lanes, 1, 16);
        problems.Range("passwords.argon2.memoryKiB", MemoryKiB, 8 * Math.Clamp(Lanes, 1, 16), 262_144);
        problems.Range("passwords.argon2.passes", Passes, 1, 64);
        if ((long)MemoryKiB * Passes > 1_048_576)
        {
            problems.Add("passwords.argon2.passes", Passes, "memory times passes must be at most 1 GiB (1048576 KiB)");
        }

        bool inRange = problems.All.Count == before;
        if (inRange && (MemoryKiB > limits.Argon2MemoryKiB || (long)MemoryKiB * Passes > limits.Argon2MemoryTimesPassesKiB || Lanes > limits.Argon2Lanes))
        {
            problems.Add("passwords.argon2", null, "new hashes would be over passwords.limits, and never verify");
        }
    }
}
