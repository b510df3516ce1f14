using System.Net;

namespace MailAuth;

/// <summary>The network that a client's address counts to: its /32 of IPv4, its /64 of IPv6, of which a client has all addresses to choose from (RFC 6177, RFC 7421).</summary>
internal static class ClientNetwork
{
    /// <summary>How many octets of an IPv6 address count.</summary>
    public const int Ipv6Octets = 8;

    public static IPNetwork Of(IPAddress remote)
    {
        byte[] address = remote.GetAddressBytes();
        if (address.Length == 4)
        {
            return new IPNetwork(remote, 32);
        }

        address.AsSpan(Ipv6Octets).Clear();
        return new IPNetwork(new IPAddress(address), 8 * Ipv6Octets);
    }
}
