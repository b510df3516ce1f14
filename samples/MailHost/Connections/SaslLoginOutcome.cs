using MailAuth;
using MailAuth.Replies;

namespace MailHost.Connections;

/// <summary>What came of a login by a SASL mechanism.</summary>
/// <param name="Kind">The row of the table of replies.</param>
/// <param name="Result">The engine's result; null where the exchange ended before the engine was asked.</param>
internal sealed record SaslLoginOutcome(ReplyKind Kind, LoginResult? Result);
