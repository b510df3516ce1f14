using System.Net;
using System.Net.Sockets;
using MailAuth.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MailAuth.Throttling;

/// <summary>The lines of <see cref="MailAuthDiagnostics.AbuseCategory"/>, which says what is in them. Event ids 1710 to 1719 and the lines' form are public and stay.</summary>
internal static partial class AbuseLog
{
    private const string Unknown = "-";

    /// <summary>A guess.</summary>
    public static void Guess(ILogger logger, LoginAttempt attempt, LoginResult result, ThrottlePolicy limits)
    {
        // An owner may well have sent the right password to these: it was not checked against the owner's hash.
        if (logger.IsEnabled(LogLevel.Information) && result.Reason is not (LoginReason.AmbiguousUsername or LoginReason.UnusableHash or LoginReason.HashQueueFull))
        {
            (string from, string network) = Place(attempt.Connection.RemoteAddress, limits);
            Guess(logger, from, network, Name(attempt.Connection.Protocol), result.Reason, SubmittedText.Escape(attempt.SubmittedUsername.Span));
        }
    }

    /// <summary>A login that was not tried.</summary>
    public static void Throttled(ILogger logger, LoginAttempt attempt, LoginResult result, ThrottlePolicy limits)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            (string from, string network) = Place(attempt.Connection.RemoteAddress, limits);
            string limit = result.Rule![(result.Rule!.IndexOf('.') + 1)..];
            Throttled(logger, from, network, Name(attempt.Connection.Protocol), limit, SubmittedText.Escape(attempt.SubmittedUsername.Span));
        }
    }

    private static (string From, string Network) Place(IPAddress? remote, ThrottlePolicy limits)
    {
        if (remote is null)
        {
            return (Unknown, Unknown);
        }

        if (remote.AddressFamily == AddressFamily.InterNetworkV6 && remote.ScopeId != 0)
        {
            // The zone is this machine's own name for the link.
            remote = new IPAddress(remote.GetAddressBytes());
        }

        return (remote.ToString(), limits.IsService(remote) ? "service" : ClientNetwork.Of(remote).ToString());
    }

    private static string Name(MailProtocol protocol) => protocol switch
    {
        MailProtocol.Imap => "imap",
        MailProtocol.Pop3 => "pop3",
        MailProtocol.Submission => "submission",
        MailProtocol.ManageSieve => "managesieve",
        MailProtocol.Web => "web",
        _ => "other",
    };

    [LoggerMessage(1710, LogLevel.Information, "MailAuth guess: from={From} network={Network} protocol={Protocol} reason={Reason} name={Name}", SkipEnabledCheck = true)]
    private static partial void Guess(ILogger logger, string from, string network, string protocol, LoginReason reason, string name);

    [LoggerMessage(1711, LogLevel.Information, "MailAuth throttled: from={From} network={Network} protocol={Protocol} limit={Limit} name={Name}", SkipEnabledCheck = true)]
    private static partial void Throttled(ILogger logger, string from, string network, string protocol, string limit, string name);
}
