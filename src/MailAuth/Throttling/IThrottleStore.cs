namespace MailAuth.Throttling;

/// <summary>
/// Where guesses are counted. The engine asks before each login and tells what came of it. <see cref="InMemoryThrottleStore"/> is one process's own, <see cref="FileThrottleStore"/> one
/// that the processes of a machine share; one that the machines of a host share is for the host to write. Safe for concurrent use; whatever an attacker sends, its memory is bounded.
/// </summary>
public interface IThrottleStore
{
    /// <summary>16 random octets, the same for all who share the store: the key of <see cref="ThrottleRequest.Mark"/>.</summary>
    ReadOnlyMemory<byte> Secret { get; }

    /// <summary>
    /// Takes one guess from each limit that the login falls under: the one of its name and network, of its name, of its network (not of a service's). From all of them or from none, and before the
    /// password is looked at, so that however many try at once no more are let try. Where the name is known in the network, only the first may stand in its way. A mark that is one of the last
    /// three of the name and the network takes nothing, though where none is left it is turned away like any other: a program with many connections has one password.
    /// </summary>
    /// <param name="request">The login.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether the login may be tried. Where it may, <see cref="SettleAsync"/> follows, unless the process ends.</returns>
    /// <remarks>
    /// An exception, or no answer within <see cref="MailAuthOptions.StoreTimeout"/>, lets the login through, and nothing is settled: a store that is down locks nobody out. The log says so.
    /// </remarks>
    ValueTask<ThrottleTurn> TakeAsync(ThrottleRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Says what came of a login that might be tried. What was no guess gives back what was taken, and its mark is forgotten; an accepted login also makes the network known, for the name as it was
    /// sent and for the account's address.
    /// </summary>
    /// <param name="request">The login.</param>
    /// <param name="turn">What <see cref="TakeAsync"/> gave for it.</param>
    /// <param name="settlement">The outcome.</param>
    /// <returns>A task that completes when it counts.</returns>
    /// <remarks>An exception is logged, and changes nothing for the login.</remarks>
    ValueTask SettleAsync(ThrottleRequest request, ThrottleTurn turn, ThrottleSettlement settlement);
}
