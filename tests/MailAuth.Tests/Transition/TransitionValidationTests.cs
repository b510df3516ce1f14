using MailAuth.Configuration;
using MailAuth.Transition;

namespace MailAuth.Tests.Transition;

/// <summary>Bad options get a message that names the setting and the value.</summary>
public sealed class TransitionValidationTests
{
    private static readonly DateTime WithOffset = new(2009, 9, 7, 0, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string, Action<TransitionOptions>, string, string?> Wrong() => new()
    {
        // Time zones.
        { "no time zone", o => o.TimeZone = null, "transition.timeZone", null },
        { "unknown time zone", o => o.TimeZone = "Europe/Stokholm", "transition.timeZone", "Europe/Stokholm" },
        { "unknown time zone of a domain", o => o.Domains.Add(new("kund.se") { TimeZone = "Mars/Olympus" }), "transition.domains[0].timeZone", "Mars/Olympus" },

        // Dates.
        { "warn with an offset", o => o.Warn = new(2009, 8, 24, 0, 0, 0, DateTimeKind.Local), "transition.warn", "2009-08-24" },
        { "closed with an offset", o => o.Closed = WithOffset, "transition.closed", "2009-09-07" },
        { "a default date", o => o.Warn = default(DateTime), "transition.warn", "0001-01-01" },
        { "the last date", o => o.Closed = DateTime.MaxValue, "transition.closed", "9999-12-31T23:59:59.9999999" },
        { "closed before warn", o => o.Closed = new(2009, 8, 23, 23, 59, 0), "transition.closed", "2009-08-23T23:59" },
        { "closed of a domain before its warn", o => o.Domains.Add(new("kund.se") { Warn = new(2009, 9, 2), Closed = new(2009, 9, 1) }), "transition.domains[0].closed", "2009-09-01" },
        { "closed of a domain before the host's warn", o => o.Domains.Add(new("kund.se") { Closed = new(2009, 8, 1) }), "transition.domains[0].closed", "2009-08-01" },
        { "warn of a domain after the host's closed", o => o.Domains.Add(new("kund.se") { Warn = new(2009, 9, 8) }), "transition.domains[0].warn", "2009-09-08" },
        { "date of a domain with an offset", o => o.Domains.Add(new("kund.se") { Closed = WithOffset }), "transition.domains[0].closed", "2009-09-07" },

        // Brownouts.
        { "no date", o => o.Brownouts.Add(new() { From = "09:00", To = "10:00" }), "transition.brownouts[0].date", null },
        { "a date that is none", o => o.Brownouts.Add(new("2009-09-31", "09:00", "10:00")), "transition.brownouts[0].date", "2009-09-31" },
        { "a date in another order", o => o.Brownouts.Add(new("01/09/2009", "09:00", "10:00")), "transition.brownouts[0].date", "01/09/2009" },
        { "a year out of range", o => o.Brownouts.Add(new("9999-12-31", "09:00", "24:00")), "transition.brownouts[0].date", "9999-12-31" },
        { "a date with an offset", o => o.Brownouts.Add(new("2009-09-01Z", "09:00", "10:00")), "transition.brownouts[0].date", "2009-09-01Z" },
        { "no start", o => o.Brownouts.Add(new() { Date = "2009-09-01", To = "10:00" }), "transition.brownouts[0].from", null },
        { "a start that is none", o => o.Brownouts.Add(new("2009-09-01", "9:00", "10:00")), "transition.brownouts[0].from", "9:00" },
        { "a start with other digits", o => o.Brownouts.Add(new("2009-09-01", "٠٩:٠٠", "10:00")), "transition.brownouts[0].from", "٠٩:٠٠" },
        { "a start at the end of the day", o => o.Brownouts.Add(new("2009-09-01", "24:00", "24:00")), "transition.brownouts[0].from", "24:00" },
        { "no end", o => o.Brownouts.Add(new() { Date = "2009-09-01", From = "09:00" }), "transition.brownouts[0].to", null },
        { "an end after the day", o => o.Brownouts.Add(new("2009-09-01", "09:00", "24:01")), "transition.brownouts[0].to", "24:01" },
        { "an end that is none", o => o.Brownouts.Add(new("2009-09-01", "09:00", "10:60")), "transition.brownouts[0].to", "10:60" },
        { "an end that is the start", o => o.Brownouts.Add(new("2009-09-01", "09:00", "09:00")), "transition.brownouts[0].to", "09:00" },
        { "an end before the start", o => o.Brownouts.Add(new("2009-09-01", "23:00", "01:00")), "transition.brownouts[0].to", "01:00" },
        { "an overlap", o => o.Brownouts = [new("2009-09-01", "09:00", "10:00"), new("2009-09-01", "09:59", "11:00")], "transition.brownouts[1]", "2009-09-01 09:59 to 11:00" },
        { "an overlap with an earlier one", o => o.Brownouts = [new("2009-09-01", "09:00", "10:00"), new("2009-09-02", "09:00", "10:00"), new("2009-09-01", "08:00", "12:00")], "transition.brownouts[2]", "2009-09-01 08:00 to 12:00" },
        { "a brownout before warn", o => o.Brownouts.Add(new("2009-08-23", "23:00", "24:00")), "transition.brownouts[0]", "2009-08-23 23:00 to 24:00" },
        { "a brownout at closed", o => o.Brownouts.Add(new("2009-09-07", "00:00", "01:00")), "transition.brownouts[0]", "2009-09-07 00:00 to 01:00" },
        { "a brownout over closed", o => (o.Closed, o.Brownouts) = (new(2009, 9, 7, 12, 0, 0), [new("2009-09-07", "11:00", "13:00")]), "transition.brownouts[0]", "2009-09-07 11:00 to 13:00" },
        { "a brownout without warn", o => (o.Warn, o.Brownouts) = (null, [new("2009-09-01", "09:00", "10:00")]), "transition.brownouts[0]", "2009-09-01 09:00 to 10:00" },
        { "a brownout in the gap", o => (o.Warn, o.Brownouts) = (new(2009, 3, 1), [new("2009-03-29", "02:00", "03:00")]), "transition.brownouts[0]", "2009-03-29 02:00 to 03:00" },
        { "a brownout of a domain outside its Warn", o => o.Domains.Add(new("kund.se") { Warn = new(2009, 9, 2), Brownouts = { new("2009-09-01", "09:00", "10:00") } }), "transition.domains[0].brownouts[0]", "2009-09-01 09:00 to 10:00" },
        { "brownouts of a domain that overlap", o => o.Domains.Add(new("kund.se") { Brownouts = { new("2009-09-01", "09:00", "10:00"), new("2009-09-01", "09:00", "10:00") } }), "transition.domains[0].brownouts[1]", "2009-09-01 09:00 to 10:00" },
        { "a missing brownout", o => o.Brownouts.Add(null!), "transition.brownouts[0]", null },

        // The ramp.
        { "a step without a date", o => o.Ramp.Add(new() { Percent = 10 }), "transition.ramp[0].from", null },
        { "a step with an offset", o => o.Ramp.Add(new(new(2009, 9, 1, 0, 0, 0, DateTimeKind.Utc), 10)), "transition.ramp[0].from", "2009-09-01" },
        { "a step without a percentage", o => o.Ramp.Add(new() { From = new(2009, 9, 1) }), "transition.ramp[0].percent", null },
        { "a negative percentage", o => o.Ramp.Add(new(new(2009, 9, 1), -0.5)), "transition.ramp[0].percent", "-0.5" },
        { "a percentage over a hundred", o => o.Ramp.Add(new(new(2009, 9, 1), 100.5)), "transition.ramp[0].percent", "100.5" },
        { "a percentage that is no number", o => o.Ramp.Add(new(new(2009, 9, 1), double.NaN)), "transition.ramp[0].percent", "NaN" },
        { "steps out of order", o => o.Ramp = [new(new(2009, 9, 2), 10), new(new(2009, 9, 1), 20)], "transition.ramp[1].from", "2009-09-01" },
        { "two steps at once", o => o.Ramp = [new(new(2009, 9, 2), 10), new(new(2009, 9, 2), 20)], "transition.ramp[1].from", "2009-09-02" },
        { "a percentage that shrinks", o => o.Ramp = [new(new(2009, 9, 1), 20), new(new(2009, 9, 2), 19.5)], "transition.ramp[1].percent", "19.5" },
        { "a step before warn", o => o.Ramp.Add(new(new(2009, 8, 23), 10)), "transition.ramp[0].from", "2009-08-23" },
        { "a step at closed", o => o.Ramp.Add(new(new(2009, 9, 7), 10)), "transition.ramp[0].from", "2009-09-07" },
        { "a step without warn", o => (o.Warn, o.Ramp) = (null, [new(new(2009, 9, 1), 10)]), "transition.ramp[0].from", "2009-09-01" },
        { "a step of a domain outside its Warn", o => o.Domains.Add(new("kund.se") { Closed = new(2009, 9, 1), Ramp = { new(new(2009, 9, 1), 10) } }), "transition.domains[0].ramp[0].from", "2009-09-01" },
        { "a missing step", o => o.Ramp.Add(null!), "transition.ramp[0]", null },
        { "a long salt", o => o.RampSalt = new string('x', 65), "transition.rampSalt", new string('x', 65) },

        // The ratchet.
        { "no days", o => o.RatchetDays = 0, "transition.ratchetDays", "0" },
        { "too many days", o => o.RatchetDays = 3651, "transition.ratchetDays", "3651" },
        { "negative days of a domain", o => o.Domains.Add(new("kund.se") { RatchetDays = -1 }), "transition.domains[0].ratchetDays", "-1" },

        // Domains.
        { "no domain", o => o.Domains.Add(new()), "transition.domains[0].domain", null },
        { "a blank domain", o => o.Domains.Add(new(" ")), "transition.domains[0].domain", " " },
        { "a domain that is none", o => o.Domains.Add(new("kund..se")), "transition.domains[0].domain", "kund..se" },
        { "a domain twice", o => o.Domains = [new("kund.se"), new("KUND.se")], "transition.domains[1].domain", "KUND.se" },
        { "a missing domain", o => o.Domains.Add(null!), "transition.domains[0]", null },

        // Overrides.
        { "an override that names nothing", o => Add(o, x => x.Account = null), "transition.overrides[0]", null },
        { "a bare account", o => Add(o, x => x.Account = "kalle"), "transition.overrides[0].account", "kalle" },
        { "a blank account", o => Add(o, x => x.Account = " "), "transition.overrides[0].account", " " },
        { "a blank domain of an override", o => Add(o, x => x.Domain = " "), "transition.overrides[0].domain", " " },
        { "another domain than the account's", o => Add(o, x => x.Domain = "kund.se"), "transition.overrides[0].domain", "kund.se" },
        { "a network that is none", o => Add(o, x => x.Network = "printer.domain.se"), "transition.overrides[0].network", "printer.domain.se" },
        { "a network with host bits", o => Add(o, x => x.Network = "192.0.2.10/24"), "transition.overrides[0].network", "192.0.2.10/24" },
        { "a protocol that is none", o => Add(o, x => x.Protocol = (MailProtocol)99), "transition.overrides[0].protocol", "99" },
        { "no rule", o => Add(o, x => x.BareUsername = null), "transition.overrides[0].bareUsername", null },
        { "a rule that is none", o => Add(o, x => x.BareUsername = (BareUsernameRule)3), "transition.overrides[0].bareUsername", "3" },
        { "an end with an offset", o => Add(o, x => x.Until = WithOffset), "transition.overrides[0].until", "2009-09-07" },
        { "no reason", o => Add(o, x => x.Reason = null), "transition.overrides[0].reason", null },
        { "a blank owner", o => Add(o, x => x.Owner = " "), "transition.overrides[0].owner", " " },
        { "a missing override", o => o.Overrides.Add(null!), "transition.overrides[0]", null },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_with_its_value_and_nothing_else_is(string what, Action<TransitionOptions> change, string setting, string? value)
    {
        TransitionOptions options = Timelines.Dates();
        change(options);
        ConfigurationProblem problem = Assert.Single(Timelines.Problems(options));
        Assert.Equal((what, setting, value), (what, problem.Setting, problem.Value));
        Assert.Contains(problem.ToString(), Assert.Throws<MailAuthConfigurationException>(() => new TransitionPolicy(options)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<TransitionOptions>> Right() => new()
    {
        { "an empty Warn", o => o.Closed = o.Warn },
        { "no warn", o => o.Warn = null },
        { "no closed", o => o.Closed = null },
        { "a brownout that begins with Warn", o => o.Brownouts.Add(new("2009-08-24", "00:00", "00:01")) },
        { "a brownout that ends at the cutover", o => o.Brownouts.Add(new("2009-09-06", "23:59", "24:00")) },
        { "brownouts that touch", o => o.Brownouts = [new("2009-09-01", "10:00", "11:00"), new("2009-09-01", "09:00", "10:00")] },
        { "steps of equal percentage", o => o.Ramp = [new(new(2009, 8, 24), 10), new(new(2009, 8, 25), 10)] },
        { "the longest salt", o => o.RampSalt = new string('x', 64) },
        { "no salt", o => o.RampSalt = null! },
        { "the ends of the ratchet", o => (o.RatchetDays, o.Domains) = (1, [new("kund.se") { RatchetDays = 3650 }]) },
        { "lists that are null", o => (o.Domains, o.Overrides, o.Brownouts, o.Ramp) = (null!, null!, null!, null!) },
        { "an override that has ended", o => Add(o, x => x.Until = new(1999, 1, 1)) },
        { "a time zone without a date", o => (o.TimeZone, o.Warn, o.Closed) = (null, null, null) },
        { "a host's list outside a domain's Warn", o => (o.Brownouts, o.Domains) = ([new("2009-09-01", "09:00", "10:00")], [new("kund.se") { Warn = new(2009, 9, 2) }]) },
    };

    [Theory]
    [MemberData(nameof(Right))]
    public void What_is_unusual_but_right_is_taken(string what, Action<TransitionOptions> change)
    {
        TransitionOptions options = Timelines.Dates();
        change(options);
        Assert.True(Timelines.Problems(options).Count == 0, what);
    }

    [Fact]
    public void What_is_wrong_with_the_host_is_not_said_again_of_every_domain()
    {
        TransitionOptions options = Timelines.Dates();
        (options.TimeZone, options.Closed, options.RatchetDays) = ("Europe/Stokholm", WithOffset, 0);
        (options.Brownouts, options.Ramp) = ([new("2009-09-01", "10:00", "09:00")], [new(new(2009, 9, 1), 101)]);
        options.Domains = [new("a.se"), new("b.se") { Warn = new(2009, 8, 20) }];
        Assert.Equal(
            ["transition.timeZone", "transition.closed", "transition.brownouts[0].to", "transition.ramp[0].percent", "transition.ratchetDays"],
            Timelines.Problems(options).Select(problem => problem.Setting).Order(StringComparer.Ordinal).OrderBy(Place));

        static int Place(string setting) => Array.FindIndex(["timeZone", "closed", "brownouts", "ramp[", "ratchetDays"], part => setting.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        TransitionOptions options = Timelines.Dates();
        options.RatchetDays = 0;
        options.Overrides.Add(new());
        string[] settings = [.. Assert.Throws<MailAuthConfigurationException>(() => new TransitionPolicy(options)).Problems.Select(problem => problem.Setting)];
        Assert.Equal(
            ["transition.ratchetDays", "transition.overrides[0]", "transition.overrides[0].bareUsername", "transition.overrides[0].reason", "transition.overrides[0].owner"],
            settings);
    }

    [Fact]
    public void A_contradiction_names_the_other_setting()
    {
        TransitionOptions options = Timelines.Dates();
        options.Domains.Add(new("kund.se") { Closed = new(2009, 8, 1) });
        Assert.Equal(
            "transition.domains[0].closed \"2009-08-01\": is before transition.warn, 2009-08-24",
            Assert.Single(Timelines.Problems(options)).ToString());
    }

    private static void Add(TransitionOptions options, Action<TransitionOverrideOptions> change)
    {
        TransitionOverrideOptions added = Timelines.Override(BareUsernameRule.Allow);
        added.Account = Timelines.Kalle;
        change(added);
        options.Overrides.Add(added);
    }
}
