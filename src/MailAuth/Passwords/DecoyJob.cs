namespace MailAuth.Passwords;

/// <summary>Decoys alone: the hash work that is owed for its time and for nothing else (rule 16).</summary>
internal sealed class DecoyJob(PasswordHash decoy, ReadOnlyMemory<byte> password, int count) : HashJob
{
    public override int MemoryKiB => decoy.Cost.MemoryKiB;

    public override void Run(HashExecutor executor)
    {
        for (int i = 0; i < count; i++)
        {
            executor.Count(decoy.Cost);
            decoy.Verify(password.Span);
        }
    }
}
