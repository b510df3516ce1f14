using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace MailAuth.Throttling;

/// <summary>
/// The keys of the records that a login's name has in a <see cref="ThrottleTable"/>: keyed hashes of the name, of the form that it was sent in, and of the network. The name is hashed once for all of them.
/// </summary>
internal readonly struct ThrottleKeys
{
    private const byte Ipv4 = 4;
    private const byte Ipv6 = 6;
    private const byte BareForm = 16;

    /// <summary>Makes those of a name.</summary>
    /// <param name="hash">The table's keyed hash.</param>
    /// <param name="name">The normalized name; null for none.</param>
    /// <param name="isBare">Whether a bare username was sent.</param>
    /// <param name="remote">An address of the network; null for none.</param>
    public ThrottleKeys(SipHash hash, string? name, bool isBare, IPAddress? remote)
    {
        if (name is not null)
        {
            Place = hash.Hash(MemoryMarshal.AsBytes(name.AsSpan()));
            Name = NotZero(isBare ? ~Place : Place);
            NameAndNetwork = remote is null ? 0 : Hash(hash, Place, isBare ? BareForm : (byte)0, remote);
        }
    }

    /// <summary>Where the records of a name stand, in both forms and of all networks: together, so that a login reads little memory.</summary>
    public ulong Place { get; }

    /// <summary>The name, in its form; 0 for none.</summary>
    public ulong Name { get; }

    /// <summary>The name, in its form, and the network: of the record of guesses, and of the one that says that it is known; 0 where one of them is missing.</summary>
    public ulong NameAndNetwork { get; }

    /// <summary>The key of a network, and the place of its record.</summary>
    public static ulong OfNetwork(SipHash hash, IPAddress remote) => Hash(hash, 0, 0, remote);

    /// <summary>Each of the parts has its place, so that nothing of one passes for another. Of an IPv6 address only the network counts.</summary>
    private static ulong Hash(SipHash hash, ulong place, byte form, IPAddress remote)
    {
        Span<byte> part = stackalloc byte[sizeof(ulong) + 16];
        remote.TryWriteBytes(part[sizeof(ulong)..], out int length);
        part = part[..(sizeof(ulong) + ClientNetwork.Ipv6Octets + 1)];
        BinaryPrimitives.WriteUInt64LittleEndian(part, place);
        part[^1] = (byte)(form | (length == 4 ? Ipv4 : Ipv6));
        return NotZero(hash.Hash(part));
    }

    private static ulong NotZero(ulong key) => key == 0 ? 1 : key;
}
