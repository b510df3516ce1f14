using System.Security.Cryptography;

namespace MailAuth.Passwords;

/// <summary>
/// Decoys alone: the hash work that is owed for its time and for nothing else. Each is of a reading of its own, as the work that it stands for would have been.
/// </summary>
internal sealed class DecoyJob(PasswordHash decoy, ReadOnlyMemory<byte> password, PasswordReadings readings, int count) : HashJob
{
    public override int MemoryKiB => decoy.Cost.MemoryKiB;

    public override void Run(HashExecutor executor)
    {
        for (int index = readings.Count - count; index < readings.Count; index++)
        {
            executor.Count(decoy.Cost);
            Verify(index);
        }
    }

    private void Verify(int index)
    {
        if (readings.IsAsSent(index))
        {
            decoy.Verify(password.Span);
            return;
        }

        Span<byte> scratch = stackalloc byte[PasswordReadings.MaxLength];
        try
        {
            decoy.Verify(readings.Write(index, password.Span, scratch));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scratch);
        }
    }
}
