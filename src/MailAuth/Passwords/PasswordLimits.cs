namespace MailAuth.Passwords;

/// <summary>What a stored hash may cost. A hash over a limit is unusable, and nothing is allocated for it.</summary>
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

    /// <summary>SCRAM's iterations: 1 to 100,000,000. Default 1,000,000.</summary>
    public int ScramIterations { get; set; } = 1_000_000;

    /// <summary>The memory of scrypt and yescrypt, in KiB: 8 to 4,194,304. Default 262,144 (256 MiB).</summary>
    public int ScryptMemoryKiB { get; set; } = 262_144;

    /// <summary>The length of a stored value, in characters: 64 to 65,536. Default 1,024.</summary>
    public int StoredLength { get; set; } = 1_024;
}
