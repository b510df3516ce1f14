namespace MailAuth.Throttling;

/// <summary>Counts guesses in this process's memory: for long-lived hosts. Several engines may share one. What it has counted ends with the process.</summary>
public sealed class InMemoryThrottleStore : IThrottleStore
{
    private readonly ThrottleTableStore store;

    /// <summary>Makes an empty store.</summary>
    /// <param name="records">See <see cref="ThrottleOptions.Records"/>. Default 65,536, which take 5 MiB.</param>
    /// <param name="timeProvider">The clock that the engines have; <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="records"/> is no power of two, or out of range.</exception>
    public InMemoryThrottleStore(int records = 65_536, TimeProvider? timeProvider = null)
    {
        ThrottlePolicy.CheckRecords(records);
        store = new ThrottleTableStore(ThrottleMemory.Allocate(records, (timeProvider ?? TimeProvider.System).GetUtcNow()));
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Secret => store.Secret;

    /// <inheritdoc/>
    public ValueTask<ThrottleTurn> TakeAsync(ThrottleRequest request, CancellationToken cancellationToken) => new(store.Take(request));

    /// <inheritdoc/>
    public ValueTask SettleAsync(ThrottleRequest request, ThrottleTurn turn, ThrottleSettlement settlement)
    {
        store.Settle(request, turn, settlement);
        return ValueTask.CompletedTask;
    }
}
