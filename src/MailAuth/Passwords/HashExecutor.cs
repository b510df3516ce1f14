namespace MailAuth.Passwords;

/// <summary>Owns memory, concurrency, queue and threads of all hash work (rule 15).</summary>
internal sealed class HashExecutor : IDisposable, IAsyncDisposable
{
    public HashExecutor(HashExecutorOptions options) => throw new NotSupportedException();

    public void Dispose() => throw new NotSupportedException();

    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
