using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MailAuth.Configuration;

namespace MailAuth.Usernames;

/// <summary>The compiled mappings from server names and listeners to hosted domains. Look-ups allocate nothing for ASCII server names.</summary>
internal sealed class ConnectionDomains
{
    private const string Placeholder = "{domain}";

    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>>? serverNames;
    private readonly FrozenDictionary<IPEndPoint, string> endPoints;
    private readonly FrozenDictionary<IPAddress, string> addresses;
    private readonly FrozenDictionary<int, string> ports;

    private ConnectionDomains(UsernameOptions options, UsernameNormalizer normalizer, ConfigurationProblems problems)
    {
        FrozenDictionary<string, string> names = CompileServerNames(options, normalizer, problems).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        serverNames = names.Count == 0 ? null : names.GetAlternateLookup<ReadOnlySpan<char>>();
        var byEndPoint = new Dictionary<IPEndPoint, string>();
        var byAddress = new Dictionary<IPAddress, string>();
        var byPort = new Dictionary<int, string>();
        IList<ListenerOptions> listeners = options.Listeners ?? [];
        for (int i = 0; i < listeners.Count; i++)
        {
            string setting = $"usernames.listeners[{i}]";
            ListenerOptions listener = listeners[i] ?? new ListenerOptions();
            string? domain = CompileDomain($"{setting}.domain", listener.Domain, normalizer, problems);
            if (!TryCompileListener(setting, listener, problems, out IPAddress? address, out int? port) || domain is null)
            {
                continue;
            }

            bool isNew = (address, port) switch
            {
                (not null, int number) => byEndPoint.TryAdd(new IPEndPoint(address, number), domain),
                (not null, null) => byAddress.TryAdd(address, domain),
                _ => byPort.TryAdd(port.GetValueOrDefault(), domain),
            };
            if (!isNew)
            {
                problems.Add(setting, null, "has the address and port of an earlier listener");
            }
        }

        endPoints = byEndPoint.ToFrozenDictionary();
        addresses = byAddress.ToFrozenDictionary();
        ports = byPort.ToFrozenDictionary();
    }

    /// <summary>Checks and compiles.</summary>
    public static ConnectionDomains Compile(UsernameOptions options, UsernameNormalizer normalizer, ConfigurationProblems problems) =>
        new(options, normalizer, problems);

    /// <summary>The domain that a server name is mapped to; null where it is not mapped.</summary>
    public string? OfServerName(ReadOnlySpan<char> name)
    {
        if (serverNames is not { } lookup || name.IsEmpty)
        {
            return null;
        }

        if (Ascii.IsValid(name))
        {
            return lookup.TryGetValue(name[^1] == '.' ? name[..^1] : name, out string? domain) ? domain : null;
        }

        Span<char> mapped = stackalloc char[Domain.MaximumOctets];
        return UsernameNormalizer.TryMapDomain(name, mapped, out int length) && lookup.TryGetValue(mapped[..length], out string? other) ? other : null;
    }

    /// <summary>The domain that a local address is mapped to, the most specific mapping first; null where it is not mapped.</summary>
    public string? OfListener(IPEndPoint? local)
    {
        if (local is null)
        {
            return null;
        }

        return (endPoints.Count > 0 && endPoints.TryGetValue(local, out string? domain))
            || (addresses.Count > 0 && addresses.TryGetValue(local.Address, out domain))
            || (ports.Count > 0 && ports.TryGetValue(local.Port, out domain)) ? domain : null;
    }

    private static string? CompileDomain(string setting, string? domain, UsernameNormalizer normalizer, ConfigurationProblems problems) =>
        NormalizationSettings.CompileDomain(setting, domain, problems) is string canonical ? normalizer.NormalizeDomain(canonical) : null;

    private static Dictionary<string, string> CompileServerNames(UsernameOptions options, UsernameNormalizer normalizer, ConfigurationProblems problems)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        IList<ServerNameOptions> serverNames = options.ServerNames ?? [];
        for (int i = 0; i < serverNames.Count; i++)
        {
            string setting = $"usernames.serverNames[{i}]";
            ServerNameOptions mapping = serverNames[i] ?? new ServerNameOptions();
            if (mapping.Name?.Contains('{', StringComparison.Ordinal) == true)
            {
                continue;
            }

            string? name = NormalizationSettings.CompileDomain($"{setting}.name", mapping.Name, problems);
            string? domain = CompileDomain($"{setting}.domain", mapping.Domain, normalizer, problems);
            if (name is not null && domain is not null && !names.TryAdd(name, domain))
            {
                problems.Add($"{setting}.name", mapping.Name, "is mapped already");
            }
        }

        // A name that is mapped by itself goes before a pattern.
        var byPattern = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < serverNames.Count; i++)
        {
            if (serverNames[i]?.Name?.Contains('{', StringComparison.Ordinal) == true)
            {
                CompilePattern($"usernames.serverNames[{i}]", serverNames[i], options.HostedDomains ?? [], normalizer, byPattern, problems);
            }
        }

        foreach ((string name, string domain) in byPattern)
        {
            names.TryAdd(name, domain);
        }

        return names;
    }

    private static void CompilePattern(
        string setting, ServerNameOptions mapping, IList<string> hostedDomains, UsernameNormalizer normalizer, Dictionary<string, string> names, ConfigurationProblems problems)
    {
        string pattern = mapping.Name ?? "";
        string prefix = pattern.EndsWith(Placeholder, StringComparison.Ordinal) ? pattern[..^Placeholder.Length] : "{";
        if (prefix.Contains('{', StringComparison.Ordinal) || (prefix.Length > 0 && prefix[^1] != '.'))
        {
            problems.Add($"{setting}.name", pattern, "must have one {domain}, at its end and after a dot, such as mail.{domain}");
            return;
        }

        if (mapping.Domain is not null)
        {
            problems.Add($"{setting}.domain", mapping.Domain, "must be left out: the pattern says the domain");
        }

        if (hostedDomains.Count == 0)
        {
            problems.Add($"{setting}.name", pattern, "needs usernames.hostedDomains, which is empty");
        }

        foreach (string hosted in hostedDomains)
        {
            // A hosted domain that is wrong is reported where it stands.
            string? domain = normalizer.NormalizeDomain(hosted);
            if (domain is null)
            {
                continue;
            }

            string? name = NormalizationSettings.CompileDomain($"{setting}.name", prefix + hosted.Trim(), problems);
            if (name is null)
            {
                return;
            }

            if (!names.TryAdd(name, domain))
            {
                problems.Add($"{setting}.name", pattern, names[name] == domain ? $"maps {name} a second time" : $"maps {name} to {domain}, an earlier pattern to {names[name]}");
                return;
            }
        }
    }

    private static bool TryCompileListener(string setting, ListenerOptions listener, ConfigurationProblems problems, out IPAddress? address, out int? port)
    {
        bool isRight = true;
        address = null;
        port = listener.Port;
        if (listener.Address is null && listener.Port is null)
        {
            problems.Add(setting, null, "must have an address, a port, or both");
            isRight = false;
        }

        if (port is < 1 or > 65535)
        {
            problems.Range($"{setting}.port", port.Value, 1, 65535);
            isRight = false;
        }

        if (listener.Address is not null)
        {
            // "10.1" and "010.0.0.1" parse, but as something that nobody means.
            bool isAddress = IPAddress.TryParse(listener.Address, out address)
                && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == listener.Address);
            address = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
            if (!isAddress || IPAddress.Any.Equals(address) || IPAddress.IPv6Any.Equals(address))
            {
                problems.Add($"{setting}.address", listener.Address, "must be an IP address that connections arrive at, such as 192.0.2.10 or 2001:db8::10");
                isRight = false;
            }
        }

        return isRight;
    }
}
