using System.Net;
using System.Numerics;
using MailAuth.Configuration;
using MailAuth.Transition;

namespace MailAuth.Throttling;

/// <summary>The compiled <see cref="ThrottleOptions"/>. Immutable.</summary>
public sealed class ThrottlePolicy
{
    private const int FewestRecords = 1_024;
    private const int MostRecords = 4_194_304;

    private readonly IPNetwork[] serviceNetworks;

    private ThrottlePolicy(ThrottleOptions options, IPNetwork[] serviceNetworks)
    {
        this.serviceNetworks = serviceNetworks;
        IsEnabled = options.Enabled;
        Records = options.Records;
        Limits = new ThrottleLimits(options);
    }

    /// <summary>Whether guesses are limited: <see cref="ThrottleOptions.Enabled"/>.</summary>
    public bool IsEnabled { get; }

    /// <summary>How many names, networks and pairs of them are remembered at the most: <see cref="ThrottleOptions.Records"/>.</summary>
    public int Records { get; }

    /// <summary>The limits, as a store is told them with each login: a reload changes them for what is counted already.</summary>
    public ThrottleLimits Limits { get; }

    /// <summary>Whether it is a number of records.</summary>
    internal static bool CanBe(long records) => records is >= FewestRecords and <= MostRecords && BitOperations.IsPow2(records);

    /// <exception cref="ArgumentOutOfRangeException">It is no power of two, or out of range.</exception>
    internal static void CheckRecords(int records)
    {
        if (!CanBe(records))
        {
            throw new ArgumentOutOfRangeException(nameof(records), records, $"must be a power of two from {FewestRecords} to {MostRecords}");
        }
    }

    /// <summary>Checks and compiles; reports to <paramref name="problems"/> under <c>throttle.…</c> and then gives something harmless.</summary>
    internal static ThrottlePolicy Compile(ThrottleOptions options, ConfigurationProblems problems)
    {
        int before = problems.All.Count;
        options.NameAndNetwork.Check("throttle.nameAndNetwork", problems);
        options.Name.Check("throttle.name", problems);
        options.Network.Check("throttle.network", problems);
        if (options.KnownFor < TimeSpan.FromHours(1) || options.KnownFor > TimeSpan.FromDays(365))
        {
            problems.Add("throttle.knownFor", options.KnownFor, "must be from 1 hour to 365 days");
        }

        if (options.LongestDelay < TimeSpan.Zero || options.LongestDelay > TimeSpan.FromSeconds(60))
        {
            problems.Add("throttle.longestDelay", options.LongestDelay, "must be from 0 to 60 seconds");
        }

        if (!CanBe(options.Records))
        {
            problems.Add("throttle.records", options.Records, $"must be a power of two from {FewestRecords} to {MostRecords}");
        }

        IPNetwork[] services = NetworkText.ReadList(options.ServiceNetworks, "throttle.serviceNetworks", "is everybody", problems);
        return new ThrottlePolicy(problems.All.Count > before ? new ThrottleOptions() : options, services);
    }

    /// <summary>Whether an address is of a service that logs in for many people.</summary>
    internal bool IsService(IPAddress? remote)
    {
        if (remote is not null)
        {
            foreach (IPNetwork network in serviceNetworks)
            {
                if (network.Contains(remote))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
