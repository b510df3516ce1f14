using System.Security.Cryptography;

namespace MailAuth.Passwords;

/// <summary>Makes a new hash of a password that has just matched, of its UTF-8, in OpaqueString form where the host's hashes are.</summary>
internal sealed class RehashJob(IPasswordScheme maker, Argon2Options cost, ReadOnlyMemory<byte> password, PasswordReadings readings) : HashJob
{
    public override int MemoryKiB => cost.MemoryKiB;

    /// <summary>The login has succeeded, and the next one is as good for it.</summary>
    public override bool WaitsForSlot => false;

    /// <summary>The new stored value after <see cref="Run"/>.</summary>
    public string? Stored { get; private set; }

    public override void Run(HashExecutor executor)
    {
        executor.Count(cost.Cost);

        // As sent is UTF-8 already, or the host reads no Windows-1252 and will get the same bytes again.
        int index = readings.Second == PasswordReading.AsUtf8 ? 1 : 0;
        Stored = readings.IsAsSent(index) ? maker.Hash(Schemes.Argon2Scheme.Current, password.Span, cost) : Hash(index);
    }

    private string Hash(int index)
    {
        Span<byte> scratch = stackalloc byte[PasswordReadings.MaxLength];
        try
        {
            return maker.Hash(Schemes.Argon2Scheme.Current, readings.Write(index, password.Span, scratch), cost);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scratch);
        }
    }
}
