using MailAuth.Load.Dovecot;

namespace MailAuth.Load.CheckPassword;

/// <summary>Logins a second through a real Dovecot, eight at once: one with the reference and one with the executable, which take turns.</summary>
internal static class DovecotFigures
{
    private const int AtOnce = 8;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>On the auth socket: what Postfix and Exim ask.</summary>
    public static async Task AddAuthAsync(FigureTable table, DovecotPair pair, string what, int rounds, TimeSpan round)
    {
        using var reference = new AuthSockets(pair.Reference.AuthSocket);
        using var ours = new AuthSockets(pair.Ours.AuthSocket);
        await CompareAsync(table, $"logins a second on the auth socket, {AtOnce} at once, {what}", reference.Login, ours.Login, rounds, round, 0.6);
    }

    /// <summary>Through IMAP: what a mail program does.</summary>
    public static Task AddImapAsync(FigureTable table, DovecotPair pair, string what, int rounds, TimeSpan round) =>
        CompareAsync(
            table, $"IMAP logins a second, {AtOnce} at once, {what}",
            (_, user) => ImapLogin.Run(pair.Reference.Port, user, LoadHashes.Password), (_, user) => ImapLogin.Run(pair.Ours.Port, user, LoadHashes.Password),
            rounds, round, 0.95);

    private static async Task CompareAsync(FigureTable table, string what, Action<int, string> reference, Action<int, string> ours, int rounds, TimeSpan round, double goal)
    {
        await RateAsync(reference, WarmUp);
        await RateAsync(ours, WarmUp);
        var rates = new List<(double Reference, double Ours)>();
        for (int i = 0; i < rounds; i++)
        {
            rates.Add((await RateAsync(reference, round), await RateAsync(ours, round)));
        }

        // Two neighbouring rounds have the same disturbances: the median of their ratios is steadier than the ratio of the medians.
        double ratio = Middle.Of(rates.Select(rate => rate.Ours / rate.Reference));
        table.Add(
            what, FigureTable.PerSecond(Middle.Of(rates.Select(rate => rate.Reference))), FigureTable.PerSecond(Middle.Of(rates.Select(rate => rate.Ours))),
            ratio, "", goal, atLeast: true);
    }

    /// <summary>Logins a second of so many threads, each of which logs in again and again.</summary>
    private static async Task<double> RateAsync(Action<int, string> login, TimeSpan length)
    {
        int done = 0;
        long began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (int i = thread; TimeProvider.System.GetElapsedTime(began) < length; i += AtOnce)
                {
                    login(thread, LoadData.User(i * 7 % LoadData.Users));
                    Interlocked.Increment(ref done);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return done / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private sealed class AuthSockets(string path) : IDisposable
    {
        private readonly AuthSocketClient[] clients = [.. Enumerable.Range(1, AtOnce).Select(i => new AuthSocketClient(path, Environment.ProcessId + (i << 23)))];

        public void Login(int thread, string user) => clients[thread].Login(user, LoadHashes.Password);

        public void Dispose() => Array.ForEach(clients, client => client.Dispose());
    }
}
