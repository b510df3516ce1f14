namespace MailAuth.Diagnostics;

/// <summary>
/// The names under which a host sees the engine work. They, and the names, units and labels below, are public and stay.
/// <para>
/// Metrics, of the meter <see cref="MeterName"/>. A label's value is the name of a member of an enumeration of this package, or <c>True</c> or <c>False</c>, never text that a client chose: their number is bounded.
/// </para>
/// <list type="table">
/// <listheader><term>instrument (unit)</term><description>what it is, and its labels</description></listheader>
/// <item><term><c>mailauth.login.attempts</c> ({login})</term><description>Counter: logins that were decided. <c>mailauth.status</c>, <c>mailauth.reason</c>, <c>mailauth.protocol</c>, <c>mailauth.form</c>, <c>mailauth.phase</c>,
/// and <c>mailauth.dry_run</c>: the status that a dry run would have given, else <c>None</c>.</description></item>
/// <item><term><c>mailauth.login.duration</c> (s)</term><description>Histogram: how long the engine took, without the delay that the host waits out. <c>mailauth.status</c>, <c>mailauth.protocol</c>.</description></item>
/// <item><term><c>mailauth.login.delay</c> (s)</term><description>Histogram: the delays of answers that have one. <c>mailauth.status</c>.</description></item>
/// <item><term><c>mailauth.login.throttled</c> ({login})</term><description>Counter: logins that were not tried, because too much was guessed. <c>mailauth.limit</c>, <c>mailauth.protocol</c>.</description></item>
/// <item><term><c>mailauth.hash.operations</c> ({operation})</term><description>Counter: hash operations, decoys among them.</description></item>
/// <item><term><c>mailauth.hash.busy</c> ({job})</term><description>Counter: what the hash executor had no place for.</description></item>
/// <item><term><c>mailauth.hash.waiting</c> ({job})</term><description>Observed: what waits in the queue, of all engines of the process.</description></item>
/// <item><term><c>mailauth.hash.running</c> ({job})</term><description>Observed: what is being computed, of all engines of the process.</description></item>
/// <item><term><c>mailauth.cache.lookups</c> ({lookup})</term><description>Counter: logins that the cache of verified logins was asked for. <c>mailauth.known</c>: <c>True</c> where it stood for the hash, else <c>False</c>.</description></item>
/// <item><term><c>mailauth.usage.dropped</c> ({record})</term><description>Counter: usage records that the sink was too slow for.</description></item>
/// <item><term><c>mailauth.usage.lost</c> ({record})</term><description>Counter: usage records that could not be written before a shutdown ended.</description></item>
/// <item><term><c>mailauth.sending.decisions</c> ({decision})</term><description>Counter: decisions about senders and recipients. <c>mailauth.reason</c>, <c>mailauth.service</c>, <c>mailauth.phase</c> (of the requirement),
/// and <c>mailauth.dry_run</c>: the reason that a dry run or a sender that is only logged would have been refused for, else <c>None</c>.</description></item>
/// </list>
/// <para>
/// Traces, of the source <see cref="ActivitySourceName"/>: one activity <c>MailAuth.Login</c> for each login, with the labels of <c>mailauth.login.attempts</c> as tags; no username, no address.
/// </para>
/// <para>
/// There is one meter and one source for the process, made by its first long-lived engine, so that engines made by hand and by a container are seen alike; nothing is measured that nobody listens to.
/// Short-lived engines (<see cref="Passwords.HashExecutorOptions.Inline"/>) have neither.
/// </para>
/// </summary>
public static class MailAuthDiagnostics
{
    /// <summary>The name of the meter, for <c>AddMeter</c> of OpenTelemetry.</summary>
    public const string MeterName = "MailAuth";

    /// <summary>The name of the activity source, for <c>AddSource</c> of OpenTelemetry.</summary>
    public const string ActivitySourceName = "MailAuth";

    /// <summary>
    /// The log category of guesses, at level Information. Its lines are for programs that act on them (fail2ban, weakforced), and their form stays:
    /// <code>
    /// MailAuth guess: from=192.0.2.1 network=192.0.2.1/32 protocol=imap reason=WrongPassword name="kalle@domain.se"
    /// MailAuth throttled: from=2001:db8::1 network=2001:db8::/64 protocol=submission limit=nameAndNetwork name="kalle"
    /// </code>
    /// The first (event id 1710) is a guess as <see cref="Throttling.ThrottleOptions"/> says what one is: not the same wrong password again, not the right password in a form that is closed, not a fault of the host, and not a name
    /// that more than one account may be meant by. <c>reason</c> is the name of a <see cref="LoginReason"/>. The second (1711) is a login that was not tried; <c>limit</c> is the setting below <c>throttle</c> that stands in its way.
    /// <para>
    /// <c>from</c> is the client's address, without a zone, and <c>network</c> what of it counts (/32 of IPv4, /64 of IPv6); both are <c>-</c> where the address is not known, and <c>network</c> is <c>service</c> for a network of
    /// <c>throttle.serviceNetworks</c>, whose address must not be banned. <c>protocol</c> is <c>imap</c>, <c>pop3</c>, <c>submission</c>, <c>managesieve</c>, <c>web</c> or <c>other</c>. <c>name</c> comes last, as it was sent and as
    /// <see cref="SubmittedText.Escape"/> shows it: there is no quote in it, so nothing that a client sends looks like another field or another line. A reader takes the line from its beginning, or from a prefix without a quote.
    /// </para>
    /// </summary>
    public const string AbuseCategory = "MailAuth.Abuse";
}
