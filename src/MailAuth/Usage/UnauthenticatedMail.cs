using System.Net;
using MailAuth.Submission;

namespace MailAuth.Usage;

/// <summary>Mail that was taken without a login, as it is recorded: from which network, as whom, and what let it through.</summary>
public sealed record UnauthenticatedMail
{
    private const int LongestSender = 254;

    /// <summary>The client's network: its /32 of IPv4, its /64 of IPv6.</summary>
    public required IPNetwork Network { get; init; }

    /// <summary>The envelope sender as its canonical address; empty for the null sender (RFC 5321 section 4.5.5). What is no address is kept as it was sent, at most 254 characters, controls replaced.</summary>
    public required string Sender { get; init; }

    /// <summary>When the mail was taken.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whether the connection used TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>The exception that let it through, or, in a dry run, the setting that would have refused it, as its path in <c>mailauth.json</c>; <see langword="null"/> where the dates did.</summary>
    public string? Rule { get; init; }

    /// <summary>In a dry run, the reason that would have refused it; <see langword="null"/> where nothing would have.</summary>
    public SubmissionReason? DryRunReason { get; init; }

    /// <summary>Makes the record of mail that was taken, with everything that the client sent cleaned and bounded.</summary>
    internal static UnauthenticatedMail Of(IPAddress remote, string? address, string sender, bool tls, SubmissionDecision decision, DateTimeOffset time) => new()
    {
        Network = ClientNetwork.Of(remote),
        Sender = address ?? UsageText.Clean(sender, LongestSender) ?? "",
        Time = time,
        Tls = tls,
        Rule = decision.Rule,
        DryRunReason = decision.DryRunReason,
    };
}
