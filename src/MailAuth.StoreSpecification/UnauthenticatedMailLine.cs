using MailAuth.Usage;

namespace MailAuth.StoreSpecification;

/// <summary>What a sink has recorded of mail without a login that is alike on one day.</summary>
/// <param name="Record">What it has in common; its time is any of its own.</param>
/// <param name="FirstSeen">When the first of it was taken.</param>
/// <param name="LastSeen">When the last of it was taken.</param>
/// <param name="Count">How many messages there were.</param>
public sealed record UnauthenticatedMailLine(UnauthenticatedMail Record, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long Count);
