namespace MailAuth.Load.CheckPassword;

/// <summary>Two Dovecots, alike but for the program: the reference, and the executable.</summary>
internal sealed class DovecotPair : IAsyncDisposable
{
    private DovecotPair(DovecotServer reference, DovecotServer ours) => (Reference, Ours) = (reference, ours);

    public DovecotServer Reference { get; }

    public DovecotServer Ours { get; }

    public static async Task<DovecotPair> StartAsync(string folder, string[] reference, string[] ours)
    {
        DovecotServer first = await DovecotServer.StartAsync(Path.Combine(folder, "reference"), reference);
        try
        {
            return new DovecotPair(first, await DovecotServer.StartAsync(Path.Combine(folder, "ours"), ours));
        }
        catch
        {
            await first.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Ours.DisposeAsync();
        }
        finally
        {
            await Reference.DisposeAsync();
        }
    }
}
