using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace MailAuth.Throttling;

/// <summary>
/// The keys of the records that a login has in a <see cref="ThrottleTable"/>: keyed hashes of its name, of the form that it was sent in, and of its network. They are made once for each step; the name is
/// hashed once for all of them.
/// </summary>
internal readonly struct ThrottleKeys
{
    private const byte Ipv4 = 4;
    private const byte Ipv6 = 6;
    private const byte BareForm = 16;

    /// <summary>Makes those of a name and a network.</summary>
    /// <param name="hash">The table's keyed hash.</param>
    /// <param name="name">The normalized name; null for none.</param>
    /// <param name="isBare">Whether a bare username was sent.</param>
    /// <param name="remote">An address of the network; null for none.</param>
    public ThrottleKeys(SipHash hash, string? name, bool isBare, IPAddress? remote)
    {
        Span<byte> part = stackalloc byte[sizeof(ulong) + 16 + 1];
        int length = 0;
        if (remote is not null)
        {
            remote.TryWriteBytes(part[sizeof(ulong)..], out length);
        }

        // Of an IPv6 address only the network counts; each of the parts has its place, so that nothing of one passes for another.
        part = part[..(sizeof(ulong) + ClientNetwork.Ipv6Octets + 1)];
        part[^1] = length switch { 0 => 0, 4 => Ipv4, _ => Ipv6 };
        Network = length == 0 ? 0 : NotZero(hash.Hash(part));
        if (name is not null)
        {
            Place = hash.Hash(MemoryMarshal.AsBytes(name.AsSpan()));
            BinaryPrimitives.WriteUInt64LittleEndian(part, Place);
            part[^1] |= isBare ? BareForm : (byte)0;
            NameAndNetwork = length == 0 ? 0 : NotZero(hash.Hash(part));
            Name = NotZero(isBare ? ~Place : Place);
        }
    }

    /// <summary>Where the records of a name stand, in both forms and of all networks: together, so that a login reads little memory.</summary>
    public ulong Place { get; }

    /// <summary>The name, in its form; 0 for none.</summary>
    public ulong Name { get; }

    /// <summary>The network; 0 for none. It is the place of its own record, too.</summary>
    public ulong Network { get; }

    /// <summary>The name, in its form, and the network: of the record of guesses, and of the one that says that it is known; 0 where one of them is missing.</summary>
    public ulong NameAndNetwork { get; }

    private static ulong NotZero(ulong key) => key == 0 ? 1 : key;
}
