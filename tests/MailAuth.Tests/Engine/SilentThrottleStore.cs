using MailAuth.Throttling;

namespace MailAuth.Tests.Engine;

/// <summary>Never answers.</summary>
internal sealed class SilentThrottleStore : IThrottleStore
{
    public ReadOnlyMemory<byte> Secret { get; } = new byte[16];

    public ValueTask<ThrottleTurn> TakeAsync(ThrottleRequest request, CancellationToken cancellationToken) => new(new TaskCompletionSource<ThrottleTurn>().Task);

    public ValueTask SettleAsync(ThrottleRequest request, ThrottleTurn turn, ThrottleSettlement settlement) => new(new TaskCompletionSource().Task);
}
