using MailAuth.Configuration;
using MailAuth.Throttling;

namespace MailAuth.Tests.Throttling;

/// <summary>What is wrong with the options is named, all of it at once.</summary>
public sealed class ThrottleValidationTests
{
    public static TheoryData<string, Action<ThrottleOptions>> Wrong => new()
    {
        { "throttle.nameAndNetwork.guesses \"0\": must be from 1 to 100000", options => options.NameAndNetwork = new(0, TimeSpan.FromMinutes(1)) },
        { "throttle.name.every \"500ms\": must be from 1 second to 1 day", options => options.Name = new(10, TimeSpan.FromMilliseconds(500)) },
        { "throttle.network.guesses \"400\": takes more than 365 days to be there again", options => options.Network = new(400, TimeSpan.FromDays(1)) },
        { "throttle.knownFor", options => options.KnownFor = TimeSpan.FromMinutes(1) },
        { "throttle.longestDelay", options => options.LongestDelay = TimeSpan.FromMinutes(2) },
        { "throttle.records \"65535\": must be a power of two from 1024 to 4194304", options => options.Records = 65_535 },
        { "throttle.serviceNetworks[0] \"0.0.0.0/0\": is everybody", options => options.ServiceNetworks = ["0.0.0.0/0"] },
        { "throttle.serviceNetworks[1] \"webmail\": is not an IP address or a network", options => options.ServiceNetworks = ["192.0.2.1", "webmail"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(string problem, Action<ThrottleOptions> change)
    {
        var options = new MailAuthOptions();
        change(options.Throttle);
        var exception = Assert.Throws<MailAuthConfigurationException>(() => MailAuthPolicy.Create(options));
        Assert.Contains(exception.Problems, found => found.ToString().StartsWith(problem, StringComparison.Ordinal));
    }
}
