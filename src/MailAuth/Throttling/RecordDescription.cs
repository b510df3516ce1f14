using System.Net;
using System.Text;
using System.Text.Unicode;

namespace MailAuth.Throttling;

/// <summary>What a record counts, for operators: the limit, the name and the network.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Name">The name; null for none. In a shared file it is cut at 76 octets.</param>
/// <param name="IsBare">Whether a bare username was sent.</param>
/// <param name="RemoteAddress">An address of the network; null for none.</param>
internal readonly record struct RecordDescription(ThrottleLimit Limit, string? Name, bool IsBare, IPAddress? RemoteAddress)
{
    private const int NameStart = 20;

    /// <summary>Writes it; nothing where there is no place for it.</summary>
    public void Write(Span<byte> target)
    {
        if (target.IsEmpty)
        {
            return;
        }

        target.Clear();
        target[0] = (byte)Limit;
        target[1] = IsBare ? (byte)1 : (byte)0;
        if (RemoteAddress is not null && RemoteAddress.TryWriteBytes(target[4..NameStart], out int length))
        {
            target[3] = (byte)length;
        }

        Utf8.FromUtf16(Name, target[NameStart..], out _, out int written);
        target[2] = (byte)written;
    }

    /// <summary>A name as far as a shared file keeps it.</summary>
    public static string Cut(string name)
    {
        Span<byte> kept = stackalloc byte[ThrottleMemory.DescriptionLength - NameStart];
        Utf8.FromUtf16(name, kept, out _, out int written);
        return Encoding.UTF8.GetString(kept[..written]);
    }

    /// <summary>Reads it; false where there is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out RecordDescription description)
    {
        description = default;
        if (source.IsEmpty || source[0] is 0 or > (byte)ThrottleLimit.Network || source[2] > source.Length - NameStart || source[3] is not (0 or 4 or 16))
        {
            return false;
        }

        description = new RecordDescription(
            (ThrottleLimit)source[0],
            source[2] == 0 ? null : Encoding.UTF8.GetString(source.Slice(NameStart, source[2])),
            source[1] != 0,
            source[3] == 0 ? null : new IPAddress(source.Slice(4, source[3])));
        return true;
    }
}
