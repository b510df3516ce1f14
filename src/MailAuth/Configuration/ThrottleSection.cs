using MailAuth.Throttling;

namespace MailAuth.Configuration;

/// <summary>Reads <c>throttle</c>.</summary>
internal static class ThrottleSection
{
    public static void Read(SettingReader reader, ThrottleOptions options)
    {
        options.Enabled = reader.Flag("enabled") ?? options.Enabled;
        reader.Section("nameAndNetwork", options.NameAndNetwork, ReadLimit);
        reader.Section("name", options.Name, ReadLimit);
        reader.Section("network", options.Network, ReadLimit);
        options.ServiceNetworks = reader.TextList("serviceNetworks") ?? options.ServiceNetworks;
        options.KnownFor = reader.Duration("knownFor") ?? options.KnownFor;
        options.LongestDelay = reader.Duration("longestDelay") ?? options.LongestDelay;
        options.Events = reader.Flag("events") ?? options.Events;
        options.Records = reader.Integer("records") ?? options.Records;
    }

    private static void ReadLimit(SettingReader reader, GuessLimitOptions options)
    {
        options.Guesses = reader.Integer("guesses") ?? options.Guesses;
        options.Every = reader.Duration("every") ?? options.Every;
    }
}
