namespace MailAuth.Passwords;

/// <summary>What a new Argon2id hash costs (RFC 9106).</summary>
public sealed class Argon2Options
{
    /// <summary>The memory, in KiB: 8 for each lane, to 262,144 (256 MiB). Default 19,456 (19 MiB).</summary>
    public int MemoryKiB { get; set; } = 19_456;

    /// <summary>The passes: 1 to 64. Memory times passes may not exceed 1 GiB. Default 2.</summary>
    public int Passes { get; set; } = 2;

    /// <summary>The lanes: 1 to 16. Default 1.</summary>
    public int Lanes { get; set; } = 1;
}
