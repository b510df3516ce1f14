using MailAuth.Usage;

namespace MailAuth.CheckPassword;

/// <summary>Appends each record to the usage log in the state directory, as <see cref="UsageLog"/> wants it: a shared lock, one write.</summary>
internal sealed class UsageLogSink(string stateDirectory) : IUsageSink
{
    /// <summary>A folding renames the file before it locks it: whoever meets its lock finds another file the next time.</summary>
    private const int Attempts = 1000;

    private readonly string path = Path.Combine(stateDirectory, UsageLog.FileName);

    public ValueTask WriteAsync(ReadOnlyMemory<UsageRecord> batch, CancellationToken cancellationToken)
    {
        foreach (UsageRecord record in batch.Span)
        {
            // A line of its own begins: what a process that was killed in the middle of its write has left stands alone then.
            Append([(byte)'\n', .. UsageLog.FormatLine(record)]);
        }

        return ValueTask.CompletedTask;
    }

    private void Append(byte[] line)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            int file = Native.OpenToAppend(path);
            if (file < 0)
            {
                throw new IOException($"{path} can't be opened: {Native.LastError()}");
            }

            try
            {
                if (Native.TryLockShared(file) && IsStillTheLog(file))
                {
                    if (Native.WriteOnce(file, line) != line.Length)
                    {
                        throw new IOException($"{path} can't be written: {Native.LastError()}");
                    }

                    return;
                }
            }
            finally
            {
                Native.Close(file);
            }
        }

        throw new IOException($"{path} is locked");
    }

    /// <summary>Whether the file is not being folded, or was.</summary>
    private static bool IsStillTheLog(int file) => Native.NameOf(file)?.EndsWith("/" + UsageLog.FileName, StringComparison.Ordinal) ?? true;
}
