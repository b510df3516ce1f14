using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace MailAuth.Usage;

/// <summary>
/// The usage of short-lived processes: a file in the state directory to which each of them appends its line, and which long-lived ones, or an operator's command, fold into
/// the usage sink. Any number of processes may append while one folds.
/// <para>
/// Whoever appends opens <see cref="FileName"/> for appending, takes a shared lock (flock(2)) without waiting, and starts over where there is none to be had or where the open file has
/// another name by now: it is then being folded, or was. Whoever folds renames the file, waits for those locks, hands its lines to the sink and removes it. A folding that was killed is taken up by the next one, and a batch that it had written is not written twice where the sink remembers it
/// (<see cref="IUsageSink.WriteOnceAsync"/>). Each append begins with a line feed of its own: the stump of a line whose writer was killed then costs no other line. Empty lines are passed over.
/// </para>
/// </summary>
public sealed class UsageLog
{
    /// <summary>The name of the file in the state directory.</summary>
    public const string FileName = "usage.log";

    private const string LockName = "usage-fold.lock";
    private const string SegmentPrefix = "usage-";
    private const string SegmentSuffix = ".log";
    private const string BadSuffix = ".bad";
    private const int BatchSize = 1000;

    private static readonly TimeSpan WriterPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly string directory;
    private readonly TimeProvider timeProvider;
    private readonly ILogger logger;

    /// <summary>Names a log.</summary>
    /// <param name="stateDirectory">The state directory. It is not touched before the first folding.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="loggerFactory">Where it is said what was folded; <see langword="null"/> for nowhere.</param>
    public UsageLog(string stateDirectory, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(stateDirectory);
        directory = System.IO.Path.GetFullPath(stateDirectory);
        this.timeProvider = timeProvider ?? TimeProvider.System;
        logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("MailAuth.Usage");
    }

    /// <summary>The path of the file that is appended to.</summary>
    public string Path => System.IO.Path.Combine(directory, FileName);

    /// <summary>Writes a record as a line of the log, to be appended with one write.</summary>
    /// <param name="record">The record.</param>
    /// <returns>A JSON object in UTF-8 and a line feed.</returns>
    public static byte[] FormatLine(UsageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return UsageLogLine.Write(record);
    }

    /// <summary>Moves all that was appended so far into a sink.</summary>
    /// <param name="sink">The sink.</param>
    /// <param name="cancellationToken">Ends the folding; what is not in the sink yet stays in the log.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="IOException">The directory or a file in it can't be used. Nothing is lost.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory or a file in it may not be used. Nothing is lost.</exception>
    /// <remarks>What the sink throws is thrown: what it has not taken stays in the log.</remarks>
    public async ValueTask<UsageLogFold> FoldAsync(IUsageSink sink, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sink);
        using SafeFileHandle? folding = FileLocks.TryTake(System.IO.Path.Combine(directory, LockName), out string? problem);
        if (folding is null)
        {
            return problem is not null ? throw new IOException(problem)
                : new UsageLogFold(0, 0, IsBusy: true);
        }

        if (new FileInfo(Path) is { Exists: true, Length: > 0 })
        {
            File.Move(Path, System.IO.Path.Combine(directory, $"{SegmentPrefix}{Guid.NewGuid():N}{SegmentSuffix}"));
        }

        long records = 0, badLines = 0;
        foreach (string segment in Directory.GetFiles(directory, $"{SegmentPrefix}*{SegmentSuffix}"))
        {
            (long read, long bad) = await FoldSegmentAsync(segment, sink, cancellationToken).ConfigureAwait(false);
            records += read;
            badLines += bad;
        }

        if (records > 0)
        {
            Log.UsageFolded(logger, records, directory);
        }

        return new UsageLogFold(records, badLines, IsBusy: false);
    }

    private async ValueTask<(long Records, long BadLines)> FoldSegmentAsync(string segment, IUsageSink sink, CancellationToken cancellationToken)
    {
        using SafeFileHandle file = await WaitForWritersAsync(segment, cancellationToken).ConfigureAwait(false);
        using var stream = new FileStream(file, FileAccess.Read);
        var lines = new UsageLogReader(stream);
        var batch = new List<UsageRecord>(BatchSize);
        string name = System.IO.Path.GetFileNameWithoutExtension(segment);
        long records = 0;
        for (int number = 0; ; number++)
        {
            batch.Clear();
            while (batch.Count < BatchSize && lines.Read() is { } record)
            {
                batch.Add(record);
            }

            if (batch.Count == 0)
            {
                break;
            }

            await sink.WriteOnceAsync($"{name}#{number}", batch.ToArray(), cancellationToken).ConfigureAwait(false);
            records += batch.Count;
        }

        if (lines.BadLines > 0)
        {
            string kept = System.IO.Path.ChangeExtension(segment, BadSuffix);
            File.Move(segment, kept);
            Log.UsageLinesBad(logger, lines.BadLines, kept);
        }
        else
        {
            File.Delete(segment);
        }

        return (records, lines.BadLines);
    }

    /// <summary>Locks a segment against those that still append to it: each holds its lock for one write.</summary>
    private async ValueTask<SafeFileHandle> WaitForWritersAsync(string segment, CancellationToken cancellationToken)
    {
        long start = timeProvider.GetTimestamp();
        while (true)
        {
            if (FileLocks.TryTakeToRead(segment) is { } taken)
            {
                return taken;
            }

            if (timeProvider.GetElapsedTime(start) >= WriterPatience)
            {
                throw new IOException($"{segment} is still being appended to after {WriterPatience.TotalSeconds:0} seconds");
            }

            await Task.Delay(Pause, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
