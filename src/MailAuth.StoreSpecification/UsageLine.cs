using MailAuth.Usage;

namespace MailAuth.StoreSpecification;

/// <summary>What a sink has recorded of logins that are alike on one day.</summary>
/// <param name="Record">What they have in common; its time is any of theirs.</param>
/// <param name="FirstSeen">When the first of them was decided.</param>
/// <param name="LastSeen">When the last of them was decided.</param>
/// <param name="Count">How many logins there were.</param>
public sealed record UsageLine(UsageRecord Record, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long Count);
