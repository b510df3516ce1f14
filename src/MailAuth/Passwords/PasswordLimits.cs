namespace MailAuth.Passwords;

/// <summary>What a stored hash may cost. A hash over a limit is unusable, the log says which limit it is, and nothing is allocated for it. In <c>mailauth.json</c>: <c>passwords.limits</c>.</summary>
public sealed class PasswordLimits
{
    /// <summary>Argon2's memory, in KiB: 8 to 4,194,304. Default 262,144 (256 MiB).</summary>
    public int Argon2MemoryKiB { get; set; } = 262_144;

    /// <summary>Argon2's memory times passes, in KiB: 8 to 67,108,864. Default 1,048,576 (1 GiB).</summary>
    public int Argon2MemoryTimesPassesKiB { get; set; } = 1_048_576;

    /// <summary>Argon2's lanes: 1 to 64. Default 16.</summary>
    public int Argon2Lanes { get; set; } = 16;

    /// <summary>bcrypt's cost, the binary logarithm of its rounds: 4 to 20. Default 15.</summary>
    public int BcryptCost { get; set; } = 15;

    /// <summary>PBKDF2's iterations: 1 to 100,000,000. Default 5,000,000.</summary>
    public int Pbkdf2Iterations { get; set; } = 5_000_000;

    /// <summary>SHA-crypt's rounds: 1,000 to 999,999,999. Default 1,000,000.</summary>
    public int ShaCryptRounds { get; set; } = 1_000_000;

    /// <summary>The rounds of crypt(3)'s other families that say theirs, SHA-1, SunMD5 and BSDi: 1 to 100,000,000. Default 1,000,000.</summary>
    public int CryptRounds { get; set; } = 1_000_000;

    /// <summary>SCRAM's iterations: 1 to 100,000,000. Default 1,000,000.</summary>
    public int ScramIterations { get; set; } = 1_000_000;

    /// <summary>The memory of scrypt and yescrypt (128 times N times r bytes), in KiB: 8 to 4,194,304. Default 262,144 (256 MiB). Memory times lanes or passes may be four times that.</summary>
    public int ScryptMemoryKiB { get; set; } = 262_144;

    /// <summary>The length of a stored value, in characters: 64 to 65,536. Default 1,024.</summary>
    public int StoredLength { get; set; } = 1_024;

    /// <summary>A copy that later changes to the options don't reach.</summary>
    internal PasswordLimits Copy() => (PasswordLimits)MemberwiseClone();

    internal void Check(Configuration.ConfigurationProblems problems)
    {
        problems.Range("passwords.limits.argon2MemoryKiB", Argon2MemoryKiB, 8, 4_194_304);
        problems.Range("passwords.limits.argon2MemoryTimesPassesKiB", Argon2MemoryTimesPassesKiB, 8, 67_108_864);
        problems.Range("passwords.limits.argon2Lanes", Argon2Lanes, 1, 64);
        problems.Range("passwords.limits.bcryptCost", BcryptCost, 4, 20);
        problems.Range("passwords.limits.pbkdf2Iterations", Pbkdf2Iterations, 1, 100_000_000);
        problems.Range("passwords.limits.shaCryptRounds", ShaCryptRounds, 1_000, 999_999_999);
        problems.Range("passwords.limits.cryptRounds", CryptRounds, 1, 100_000_000);
        problems.Range("passwords.limits.scramIterations", ScramIterations, 1, 100_000_000);
        problems.Range("passwords.limits.scryptMemoryKiB", ScryptMemoryKiB, 8, 4_194_304);
        problems.Range("passwords.limits.storedLength", StoredLength, 64, 65_536);
    }
}
