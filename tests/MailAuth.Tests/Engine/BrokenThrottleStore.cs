using MailAuth.Throttling;

namespace MailAuth.Tests.Engine;

/// <summary>Fails at everything, at once or later.</summary>
internal sealed class BrokenThrottleStore(bool later) : IThrottleStore
{
    public ReadOnlyMemory<byte> Secret { get; } = new byte[16];

    public ValueTask<ThrottleTurn> TakeAsync(ThrottleRequest request, CancellationToken cancellationToken) =>
        later ? new(Task.FromException<ThrottleTurn>(new IOException("gone"))) : throw new IOException("gone");

    public ValueTask SettleAsync(ThrottleRequest request, ThrottleTurn turn, ThrottleSettlement settlement) =>
        later ? new(Task.FromException(new IOException("gone"))) : throw new IOException("gone");
}
