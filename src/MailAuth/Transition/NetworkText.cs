using System.Net;
using System.Net.Sockets;
using MailAuth.Configuration;

namespace MailAuth.Transition;

/// <summary>Reads an IP address or a network in CIDR notation (RFC 4632 section 3.1, RFC 4291 section 2.3), stricter than the framework does.</summary>
internal static class NetworkText
{
    private const string Malformed = "is not an IP address or a network, such as 192.0.2.10, 192.0.2.0/24 or 2001:db8::/64";

    /// <summary>Reads a network. An IPv4-mapped IPv6 one (RFC 4291 section 2.5.5.2) is given as IPv4, as client addresses are.</summary>
    /// <param name="text">The text: an address alone means that address.</param>
    /// <param name="network">The network; undefined where there is a problem.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    public static string? Read(string text, out IPNetwork network)
    {
        network = default;
        int slash = text.IndexOf('/');
        if (ReadAddress(slash < 0 ? text : text[..slash]) is not { } address)
        {
            return Malformed;
        }

        int bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        int prefix = slash < 0 ? bits : ReadPrefix(text.AsSpan(slash + 1));
        if (prefix < 0 || prefix > bits)
        {
            return prefix < 0 ? Malformed : $"has a prefix over {bits} bits";
        }

        byte[] bytes = address.GetAddressBytes();
        bool hasHostBits = ClearHostBits(bytes, prefix);
        if (hasHostBits)
        {
            return $"is an address inside a network: the network is {new IPAddress(bytes)}/{prefix}, the address alone is {address}";
        }

        network = address.IsIPv4MappedToIPv6 ? new IPNetwork(address.MapToIPv4(), prefix - 96) : new IPNetwork(address, prefix);
        return null;
    }

    /// <summary>Reads a list of networks, none of which may be everybody.</summary>
    /// <param name="list">The texts.</param>
    /// <param name="setting">Where they come from.</param>
    /// <param name="everybody">What is wrong with everybody.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <returns>The networks that are right.</returns>
    public static IPNetwork[] ReadList(IList<string>? list, string setting, string everybody, ConfigurationProblems problems)
    {
        List<IPNetwork> networks = [];
        for (int i = 0; i < list?.Count; i++)
        {
            IPNetwork network = default;
            string? problem = list[i] is null ? "is missing" : Read(list[i], out network);
            problem ??= network.PrefixLength == 0 ? everybody : null;
            if (problem is null)
            {
                networks.Add(network);
            }
            else
            {
                problems.Add($"{setting}[{i}]", list[i], problem);
            }
        }

        return [.. networks];
    }

    /// <summary>The framework also takes 10.1, 0x0A000001 and 010.0.0.1 as IPv4, and brackets, ports and zones with IPv6: none of that is meant here.</summary>
    private static IPAddress? ReadAddress(string text) =>
        !IPAddress.TryParse(text, out IPAddress? address) ? null
        : address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() == text ? address : null
        : text.AsSpan().ContainsAny("[]%") ? null
        : address;

    private static int ReadPrefix(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 3 || (text.Length > 1 && text[0] == '0'))
        {
            return -1;
        }

        int prefix = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return -1;
            }

            prefix = (prefix * 10) + (c - '0');
        }

        return prefix;
    }

    private static bool ClearHostBits(Span<byte> address, int prefix)
    {
        bool any = false;
        for (int i = 0; i < address.Length; i++)
        {
            int kept = Math.Clamp(prefix - (i * 8), 0, 8);
            byte cleared = (byte)(address[i] & (0xFF00 >> kept));
            any |= cleared != address[i];
            address[i] = cleared;
        }

        return any;
    }
}
