using MailAuth.Configuration;
using MailAuth.Transition;

namespace MailAuth.Tests.Transition;

/// <summary>Which names of time zones are taken, and what is said of the others.</summary>
public sealed class LocalClocksTests
{
    private readonly ConfigurationProblems problems = new();

    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/UTC")]
    public void UTC_needs_no_time_zone_data(string name)
    {
        var clocks = new LocalClocks(problems, _ => throw new InvalidOperationException("UTC was looked up"));
        Assert.Same(LocalClock.Utc, clocks.Get(name, "transition.timeZone"));
        Assert.False(problems.Any);
    }

    [Theory]
    [InlineData("Europe/Stokholm", "is not a time zone that this machine knows: use an IANA name, such as Europe/Stockholm or UTC")]
    [InlineData("Europe", "is not a time zone that this machine knows: use an IANA name, such as Europe/Stockholm or UTC")]
    [InlineData("", "is not a time zone that this machine knows: use an IANA name, such as Europe/Stockholm or UTC")]
    [InlineData("../zoneinfo/Europe/Stockholm", "is not a time zone that this machine knows: use an IANA name, such as Europe/Stockholm or UTC")]
    [InlineData("/usr/share/zoneinfo/Europe/Stockholm", "is not a time zone that this machine knows: use an IANA name, such as Europe/Stockholm or UTC")]
    [InlineData("localtime", "is not a time zone that this machine knows: use an IANA name, such as Europe/Stockholm or UTC")]
    [InlineData("right/Europe/Stockholm", "is not a time zone that this machine knows: use an IANA name, such as Europe/Stockholm or UTC")]
    [InlineData("+02:00", "is not a time zone that this machine knows: use an IANA name, such as Europe/Stockholm or UTC")]
    [InlineData("W. Europe Standard Time", "is a Windows name: the IANA name is Europe/Berlin")]
    public void A_name_that_is_no_IANA_name_is_reported(string name, string message)
    {
        Assert.Same(LocalClock.Utc, new LocalClocks(problems).Get(name, "transition.timeZone"));
        Assert.Equal([new ConfigurationProblem("transition.timeZone", name, message)], problems.All);
    }

    [Fact]
    public void A_name_in_the_wrong_case_is_answered_with_the_right_one()
    {
        // The framework remembers zones without regard to case: what it gave once, it gives for every spelling.
        TimeZoneInfo stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");
        new LocalClocks(problems, _ => stockholm).Get("europe/stockholm", "transition.timeZone");
        Assert.Equal([new ConfigurationProblem("transition.timeZone", "europe/stockholm", "is written Europe/Stockholm")], problems.All);
    }

    [Fact]
    public void Missing_time_zone_data_is_told_apart_from_a_wrong_name()
    {
        new LocalClocks(problems, _ => null).Get("Europe/Stockholm", "transition.timeZone");
        Assert.Equal(
            [new ConfigurationProblem("transition.timeZone", "Europe/Stockholm", "can't be looked up: this machine has no time-zone data; install it (package tzdata), or use UTC")],
            problems.All);
    }

    [Fact]
    public void A_missing_name_is_reported_once_for_each_setting()
    {
        var clocks = new LocalClocks(problems);
        clocks.Get(null, "transition.timeZone");
        clocks.Get(null, "transition.timeZone");
        Assert.Equal(
            [new ConfigurationProblem("transition.timeZone", null, "is missing: a date needs a time zone, such as Europe/Stockholm or UTC")],
            problems.All);
    }

    [Fact]
    public void A_zone_is_looked_up_once()
    {
        int lookUps = 0;
        var clocks = new LocalClocks(problems, name =>
        {
            lookUps++;
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        });
        Assert.Same(clocks.Get("Europe/Stockholm", "a"), clocks.Get("Europe/Stockholm", "b"));
        Assert.Equal(1, lookUps);
    }
}
