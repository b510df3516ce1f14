namespace MailAuth.Sqlite;

/// <summary>A program of an account that logged in with the bare username: somebody who would still have to change.</summary>
/// <param name="Address">The account's canonical address.</param>
/// <param name="Protocol">The protocol that the program logs in over.</param>
/// <param name="ClientId">What the program says it is; <see langword="null"/> where it said nothing.</param>
/// <param name="Count">How many times with the bare username, since the beginning of the first UTC day that was asked for.</param>
/// <param name="LastSeen">The last time with the bare username.</param>
/// <param name="FullUsernameLastSeen">When the same account, over the same protocol and with the same kind of program, last used the full username since then; <see langword="null"/> for never. Later than <paramref name="LastSeen"/>: it may have changed already.</param>
public sealed record BareUsernameUse(string Address, MailProtocol Protocol, string? ClientId, long Count, DateTimeOffset LastSeen, DateTimeOffset? FullUsernameLastSeen);
