using System.Net;
using System.Net.Sockets;

namespace MailAuth.Accounts;

/// <summary>Dovecot's <c>allow_nets</c>: IP addresses and networks, separated by commas.</summary>
internal static class AllowedNetworks
{
    // "local" is a connection without an address, which no login has here. As the only entry it must not turn into an empty list: that allows every network.
    private static readonly IPNetwork NoClient = new(IPAddress.Any, 32);

    /// <summary>Parses the list. One bad entry makes it bad: to leave it out could open the account, or close it, without a word.</summary>
    public static bool TryParse(string text, out IPNetwork[] networks)
    {
        string[] parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        networks = new IPNetwork[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i] == "local")
            {
                networks[i] = NoClient;
            }
            else if (!TryParseOne(parts[i], out networks[i]))
            {
                networks = [];
                return false;
            }
        }

        return parts.Length > 0;
    }

    private static bool TryParseOne(ReadOnlySpan<char> text, out IPNetwork network)
    {
        network = default;
        int slash = text.IndexOf('/');
        ReadOnlySpan<char> addressText = slash < 0 ? text : text[..slash];

        // IPAddress also reads 010.1, 0x7f.1 and scopes: none of them in a network list.
        bool v6 = addressText.Contains(':');
        if ((v6 ? addressText.Contains('%') : !IsDottedQuad(addressText)) || !IPAddress.TryParse(addressText, out IPAddress? address))
        {
            return false;
        }

        int bits = v6 ? 128 : 32;
        int length = bits;
        if (slash >= 0 && !TryParsePrefix(text[(slash + 1)..], bits, out length))
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6 && length >= 96)
        {
            // Connections carry IPv4 addresses as such.
            address = address.MapToIPv4();
            length -= 96;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int written);
        bytes = bytes[..written];
        for (int i = 0; i < bytes.Length; i++)
        {
            int kept = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF00 >> kept);
        }

        network = new IPNetwork(new IPAddress(bytes), length);
        return address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6;
    }

    private static bool IsDottedQuad(ReadOnlySpan<char> text)
    {
        int parts = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            parts++;
            if (part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9') || (part.Length > 1 && part[0] == '0'))
            {
                return false;
            }
        }

        return parts == 4;
    }

    private static bool TryParsePrefix(ReadOnlySpan<char> text, int maximum, out int length)
    {
        length = 0;
        if (text.Length is 0 or > 3 || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        foreach (char digit in text)
        {
            length = (length * 10) + (digit - '0');
        }

        return length <= maximum;
    }
}
