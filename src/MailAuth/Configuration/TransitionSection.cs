using MailAuth.Transition;

namespace MailAuth.Configuration;

/// <summary>Reads <c>transition</c>.</summary>
internal static class TransitionSection
{
    public static void Read(SettingReader reader, TransitionOptions options)
    {
        ReadTimeline(reader, options);
        options.Domains = reader.List<DomainTransitionOptions>("domains", ReadDomain) ?? options.Domains;
        options.Overrides = reader.List<TransitionOverrideOptions>("overrides", ReadOverride) ?? options.Overrides;
        options.RampSalt = reader.Text("rampSalt") ?? options.RampSalt;
    }

    private static void ReadTimeline(SettingReader reader, TransitionTimeline options)
    {
        ReadCalendar(reader, options);
        options.RatchetDays = reader.Integer("ratchetDays") ?? options.RatchetDays;
    }

    /// <summary>Reads the dates of any change.</summary>
    public static void ReadCalendar(SettingReader reader, CalendarOptions options)
    {
        options.TimeZone = reader.Text("timeZone") ?? options.TimeZone;
        options.Warn = reader.Date("warn") ?? options.Warn;
        options.Closed = reader.Date("closed") ?? options.Closed;

        // Only a list that was given is set: a domain's empty list replaces the host's.
        if (reader.List<BrownoutOptions>("brownouts", ReadBrownout) is { } brownouts)
        {
            options.Brownouts = brownouts;
        }

        if (reader.List<RampStepOptions>("ramp", ReadRampStep) is { } ramp)
        {
            options.Ramp = ramp;
        }

        options.DryRun = reader.Flag("dryRun") ?? options.DryRun;
    }

    private static void ReadDomain(SettingReader reader, DomainTransitionOptions options)
    {
        options.Domain = reader.Text("domain");
        ReadTimeline(reader, options);
    }

    private static void ReadBrownout(SettingReader reader, BrownoutOptions options)
    {
        options.Date = reader.Text("date");
        options.From = reader.Text("from");
        options.To = reader.Text("to");
    }

    private static void ReadRampStep(SettingReader reader, RampStepOptions options)
    {
        options.From = reader.Date("from");
        options.Percent = reader.Number("percent");
    }

    private static void ReadOverride(SettingReader reader, TransitionOverrideOptions options)
    {
        options.Account = reader.Text("account");
        options.Domain = reader.Text("domain");
        options.Network = reader.Text("network");
        options.Protocol = reader.Choice("protocol", SettingChoices.Protocols);
        options.BareUsername = reader.Choice("bareUsername", SettingChoices.BareUsernameRules);
        options.Until = reader.Date("until");
        options.Reason = reader.Text("reason");
        options.Owner = reader.Text("owner");
    }
}
