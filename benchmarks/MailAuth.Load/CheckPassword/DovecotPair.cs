using MailAuth.Load.Dovecot;

namespace MailAuth.Load.CheckPassword;

/// <summary>Two Dovecots, alike but for the program: the reference, and the executable.</summary>
internal sealed class DovecotPair : IAsyncDisposable
{
    private DovecotPair(DovecotServer reference, DovecotServer ours) => (Reference, Ours) = (reference, ours);

    public DovecotServer Reference { get; }

    public DovecotServer Ours { get; }

    public static async Task<DovecotPair> StartAsync(string folder, string[] reference, string[] ours)
    {
        DovecotServer first = await DovecotServer.StartAsync(Path.Combine(folder, "reference"), Passdb(reference));
        try
        {
            return new DovecotPair(first, await DovecotServer.StartAsync(Path.Combine(folder, "ours"), Passdb(ours)));
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

    /// <summary>The program and its arguments, without blanks in them; Dovecot adds its reply program.</summary>
    private static string Passdb(string[] command) => $"driver = checkpassword\nargs = {string.Join(' ', command)}";
}
