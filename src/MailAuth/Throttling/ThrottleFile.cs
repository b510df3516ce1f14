namespace MailAuth.Throttling;

/// <summary>The file of <see cref="FileThrottleStore"/> as an operator sees it: what has guesses to answer for. Logins go on meanwhile. It makes no file and changes none, but for what is cleared.</summary>
public sealed class ThrottleFile
{
    private readonly ThrottleTable table;
    private readonly bool canClear;

    private ThrottleFile(ThrottleMemory memory, bool canClear)
    {
        table = new ThrottleTable(memory);
        this.canClear = canClear;
    }

    /// <summary>Maps the file that is there, however many records it has.</summary>
    /// <param name="stateDirectory">The state directory.</param>
    /// <param name="canClear">Whether <see cref="Clear"/> is wanted: only that needs permission to write.</param>
    /// <returns>The file. It stays mapped for as long as it is used.</returns>
    /// <exception cref="FileNotFoundException">There is none: no process has counted a guess there.</exception>
    /// <exception cref="IOException">It can't be mapped, or is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be mapped.</exception>
    public static ThrottleFile Open(string stateDirectory, bool canClear = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(stateDirectory);
        return new ThrottleFile(ThrottleMemory.Open(Path.Combine(Path.GetFullPath(stateDirectory), FileThrottleStore.FileName), canClear), canClear);
    }

    /// <summary>Gives what has guesses to answer for.</summary>
    /// <param name="limits">The limits, as the processes have them.</param>
    /// <param name="now">The time.</param>
    /// <returns>The entries, in no order. What was cut or overwritten meanwhile is left out.</returns>
    public IReadOnlyList<ThrottleEntry> Entries(ThrottleLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return table.Entries(now, limits.Of);
    }

    /// <summary>Forgets the guesses of an entry.</summary>
    /// <param name="entry">An entry of this file.</param>
    /// <exception cref="InvalidOperationException">The file was not opened for it.</exception>
    public void Clear(ThrottleEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!canClear)
        {
            throw new InvalidOperationException("The file was opened to be read alone.");
        }

        table.Forget(entry);
    }
}
