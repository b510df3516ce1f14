using MailAuth.Sqlite;
using MailAuth.Usage;

namespace MailAuth.Load.CheckPassword;

/// <summary>Folds the usage log into a database again and again, as a host does beside the logins, only far more often.</summary>
internal sealed class UsageFolder(string stateDirectory, SqliteMailAuthDatabase database)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly UsageLog log = new(stateDirectory);
    private readonly SqliteUsageSink sink = new(database);

    public long Records { get; private set; }

    /// <summary>Lines that are none: a killed process may leave a part of its own, but must not spoil another's.</summary>
    public long BadLines { get; private set; }

    public int Foldings { get; private set; }

    /// <summary>Folds until something has ended, and once after that.</summary>
    public async Task RunAsync(Task until)
    {
        while (!until.IsCompleted)
        {
            await FoldAsync();
            await Task.WhenAny(until, Task.Delay(Interval, TimeProvider.System));
        }

        await FoldAsync();
    }

    private async Task FoldAsync()
    {
        UsageLogFold fold = await log.FoldAsync(sink);
        Records += fold.Records;
        BadLines += fold.BadLines;
        Foldings++;
    }
}
