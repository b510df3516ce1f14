using MailAuth.Throttling;

namespace MailAuth.CheckPassword;

/// <summary>A throttle that lets everything through and counts nothing: a check's own logins are nobody's guesses.</summary>
internal sealed class UncountedThrottle : IThrottleStore
{
    private readonly byte[] secret = new byte[16];

    public ReadOnlyMemory<byte> Secret => secret;

    public ValueTask<ThrottleTurn> TakeAsync(ThrottleRequest request, CancellationToken cancellationToken) => default;

    public ValueTask SettleAsync(ThrottleRequest request, ThrottleTurn turn, ThrottleSettlement settlement) => default;
}
