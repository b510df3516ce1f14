using MailAuth.Usage;

namespace MailAuth.Sqlite;

/// <summary>What is recorded of mail without a login that is alike on one day.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Record">What it has in common; its time is that of the last of it.</param>
/// <param name="FirstSeen">When the first of it was taken, in UTC.</param>
/// <param name="LastSeen">When the last of it was taken, in UTC.</param>
/// <param name="Count">How many messages there were.</param>
public sealed record SqliteUnauthenticatedMailLine(DateOnly Day, UnauthenticatedMail Record, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long Count);
