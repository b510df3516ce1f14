using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using MailAuth.Submission;

namespace MailAuth.SmtpServer;

/// <summary>The compiled <see cref="MailAuthSmtpServerOptions"/>.</summary>
internal sealed class AdapterRules
{
    private readonly IPNetwork[] plaintextNetworks;
    private readonly FrozenSet<int> relayPorts;

    private AdapterRules(IPNetwork[] plaintextNetworks, FrozenSet<int> relayPorts)
    {
        this.plaintextNetworks = plaintextNetworks;
        this.relayPorts = relayPorts;
    }

    /// <summary>Whether any client at all may log in without TLS.</summary>
    public bool HasPlaintextNetworks => plaintextNetworks.Length > 0;

    /// <summary>Compiles. What is wrong is reported, and left out.</summary>
    public static AdapterRules Compile(MailAuthSmtpServerOptions options, ICollection<string> problems)
    {
        var networks = new List<IPNetwork>();
        IList<IPNetwork> given = options.PlaintextNetworks ?? [];
        for (int i = 0; i < given.Count; i++)
        {
            IPNetwork network = Plain(given[i]);
            if (network.PrefixLength == 0)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"PlaintextNetworks[{i}] {given[i]} is everybody: passwords would cross every network in the clear."));
            }
            else
            {
                networks.Add(network);
            }
        }

        foreach (int port in options.RelayPorts ?? [])
        {
            if (port is < 1 or > IPEndPoint.MaxPort)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"RelayPorts {port} is not a port: 1 to 65535."));
            }
        }

        return new AdapterRules([.. networks], (options.RelayPorts ?? []).ToFrozenSet());
    }

    /// <summary>Whether a client may log in without TLS.</summary>
    /// <param name="remote">Its address, not IPv4-mapped; null where it is not known: no network holds then.</param>
    public bool AllowsPlaintext(IPAddress? remote)
    {
        if (remote is not null)
        {
            foreach (IPNetwork network in plaintextNetworks)
            {
                if (network.Contains(remote))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The service of a port.</summary>
    public SubmissionService ServiceOf(int port) => relayPorts.Contains(port) ? SubmissionService.Relay : SubmissionService.Submission;

    /// <summary>An IPv4-mapped IPv6 network (RFC 4291 section 2.5.5.2) as IPv4, as clients' addresses are.</summary>
    private static IPNetwork Plain(IPNetwork network) =>
        network is { BaseAddress.IsIPv4MappedToIPv6: true, PrefixLength: >= 96 } ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - 96) : network;
}
