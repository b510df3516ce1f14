using System.Buffers.Binary;
using System.Net;

namespace MailAuth;

/// <summary>The network that a client's address counts to: its /32 of IPv4, its /64 of IPv6, of which a client has all addresses to choose from (RFC 6177, RFC 7421).</summary>
internal static class ClientNetwork
{
    /// <summary>How many octets of an IPv6 address count.</summary>
    public const int Ipv6Octets = 8;

    /// <summary>
    /// The network in whose line a client waits, as a number: an IPv4 address, the /48 of an IPv6 address, which is what a site is given (RFC 6177); 0 for an address that is not known.
    /// </summary>
    public static ulong LineOf(IPAddress? remote)
    {
        Span<byte> address = stackalloc byte[16];
        return remote is null || !remote.TryWriteBytes(address, out int length) ? 0
            : length == 4 ? 0xFFFF_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(address)
            : BinaryPrimitives.ReadUInt64BigEndian(address) & 0xFFFF_FFFF_FFFF_0000UL;
    }

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
