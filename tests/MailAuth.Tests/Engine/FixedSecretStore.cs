using MailAuth.Throttling;

namespace MailAuth.Tests.Engine;

/// <summary>Counts in memory, with a secret that every one of them has: the same passwords have the same marks.</summary>
internal sealed class FixedSecretStore(TimeProvider timeProvider) : IThrottleStore
{
    private readonly InMemoryThrottleStore store = new(1_024, timeProvider);

    public ReadOnlyMemory<byte> Secret { get; } = new byte[16];

    public ValueTask<ThrottleTurn> TakeAsync(ThrottleRequest request, CancellationToken cancellationToken) => store.TakeAsync(request, cancellationToken);

    public ValueTask SettleAsync(ThrottleRequest request, ThrottleTurn turn, ThrottleSettlement settlement) => store.SettleAsync(request, turn, settlement);
}
