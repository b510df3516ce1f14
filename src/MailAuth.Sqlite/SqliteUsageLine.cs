using MailAuth.Usage;

namespace MailAuth.Sqlite;

/// <summary>What is recorded of logins that are alike on one day.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Record">What they have in common; its time is that of the last of them.</param>
/// <param name="FirstSeen">When the first of them was decided, in UTC.</param>
/// <param name="LastSeen">When the last of them was decided, in UTC.</param>
/// <param name="Count">How many logins there were: 1 or more.</param>
public sealed record SqliteUsageLine(DateOnly Day, UsageRecord Record, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long Count);
