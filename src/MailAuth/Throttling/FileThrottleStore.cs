namespace MailAuth.Throttling;

/// <summary>Counts guesses in a file of fixed size in the state directory, which the processes of a machine map into their memory: for short-lived ones, which have no memory of their own, and for long-lived ones that remember over a restart. <see cref="ThrottleFile"/> shows an operator what it has counted.</summary>
public sealed class FileThrottleStore : IThrottleStore
{
    /// <summary>The name of the file in the state directory.</summary>
    public const string FileName = "throttle.map";

    private readonly ThrottleTableStore store;

    private FileThrottleStore(ThrottleMemory memory) => store = new ThrottleTableStore(memory);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Secret => store.Secret;

    /// <summary>Maps the file. It is made where there is none, and anew where it has another number of records: whoever has the old one mapped goes on with that.</summary>
    /// <param name="stateDirectory">The state directory, which must exist.</param>
    /// <param name="records">See <see cref="ThrottleOptions.Records"/>: the same for all processes. Default 65,536, a file of 11 MiB.</param>
    /// <param name="timeProvider">The clock that the engines have; <see langword="null"/> for the system's.</param>
    /// <returns>The store. It stays mapped for as long as it is used.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="records"/> is no power of two, or out of range.</exception>
    /// <exception cref="IOException">The file can't be made or mapped, or is a symbolic link.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made or mapped.</exception>
    public static FileThrottleStore Open(string stateDirectory, int records = 65_536, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(stateDirectory);
        ThrottlePolicy.CheckRecords(records);
        return new FileThrottleStore(ThrottleMemory.Map(Path.Combine(Path.GetFullPath(stateDirectory), FileName), records, (timeProvider ?? TimeProvider.System).GetUtcNow()));
    }

    /// <inheritdoc/>
    public ValueTask<ThrottleTurn> TakeAsync(ThrottleRequest request, CancellationToken cancellationToken) => new(store.Take(request));

    /// <inheritdoc/>
    public ValueTask SettleAsync(ThrottleRequest request, ThrottleTurn turn, ThrottleSettlement settlement)
    {
        store.Settle(request, turn, settlement);
        return ValueTask.CompletedTask;
    }
}
