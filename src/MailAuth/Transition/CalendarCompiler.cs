using MailAuth.Configuration;

namespace MailAuth.Transition;

/// <summary>
/// Checks and compiles the dates of the host, or of a domain merged field by field with the host's. What a domain inherits was reported with the
/// host and is not reported again; what it sets itself is, and so is a contradiction between the two.
/// </summary>
internal sealed class CalendarCompiler
{
    private readonly CalendarOptions own;
    private readonly CalendarOptions host;
    private readonly string path;
    private readonly string hostPath;
    private readonly LocalClocks clocks;
    private readonly ConfigurationProblems problems;

    /// <summary>Makes the compiler of the host's own dates.</summary>
    public CalendarCompiler(CalendarOptions host, string path, LocalClocks clocks, ConfigurationProblems problems)
        : this(host, path, host, path, clocks, problems)
    {
    }

    /// <summary>Makes the compiler of a domain's dates.</summary>
    public CalendarCompiler(CalendarOptions own, string path, CalendarOptions host, string hostPath, LocalClocks clocks, ConfigurationProblems problems)
    {
        this.own = own;
        this.path = path;
        this.host = host;
        this.hostPath = hostPath;
        this.clocks = clocks;
        this.problems = problems;
    }

    /// <summary>Whether decisions are only computed.</summary>
    public bool DryRun => own.DryRun ?? host.DryRun ?? false;

    /// <summary>Compiles; what is wrong is reported and left out.</summary>
    public TransitionCalendar Compile()
    {
        bool isHost = ReferenceEquals(own, host);
        bool brownoutsAreOwn = isHost || own.BrownoutsArePresent;
        bool rampIsOwn = isHost || own.RampIsPresent;
        IList<BrownoutOptions> brownouts = (brownoutsAreOwn ? own : host).Brownouts;
        IList<RampStepOptions> ramp = (rampIsOwn ? own : host).Ramp;
        bool hasDate = (own.Warn ?? own.Closed ?? host.Warn ?? host.Closed) is not null;
        if (!hasDate && brownouts.Count == 0 && ramp.Count == 0)
        {
            return TransitionCalendar.Empty;
        }

        LocalClock clock = clocks.Get(own.TimeZone ?? host.TimeZone, Setting("timeZone", own.TimeZone is not null));
        bool datesAreRight = Read("warn", own.Warn, host.Warn, clock, out CalendarDate? warn)
            & Read("closed", own.Closed, host.Closed, clock, out CalendarDate? closed)
            && AreInOrder(warn, closed);

        // Where a date is wrong, what lies outside Warn can't be told.
        WarnPeriod? period = datesAreRight ? new WarnPeriod(warn, closed) : null;
        return new TransitionCalendar(
            warn,
            closed,
            BrownoutCompiler.Compile(brownouts, Setting("brownouts", brownoutsAreOwn), clock, period, brownoutsAreOwn ? problems : null),
            RampCompiler.Compile(ramp, Setting("ramp", rampIsOwn), clock, period, rampIsOwn ? problems : null));
    }

    private bool Read(string name, DateTime? ownValue, DateTime? hostValue, LocalClock clock, out CalendarDate? date)
    {
        date = null;
        if ((ownValue ?? hostValue) is not { } local)
        {
            return true;
        }

        bool isOwn = ownValue is not null;
        string setting = Setting(name, isOwn);
        if (LocalText.Problem(local) is { } problem)
        {
            if (isOwn)
            {
                problems.Add(setting, LocalText.Write(local), problem);
            }

            return false;
        }

        long instant = clock.FirstInstant(local);
        date = new CalendarDate(instant, clock.Show(instant), setting);
        return true;
    }

    private bool AreInOrder(CalendarDate? warn, CalendarDate? closed)
    {
        if (warn is not { } start || closed is not { } end || start.Instant <= end.Instant)
        {
            return true;
        }

        // The domain's own date is named; where both are its own, the cutover. Where neither is, the host's were reported.
        if (own.Closed is { } ownClosed)
        {
            problems.Add(end.Setting, LocalText.Write(ownClosed), $"is before {start.Setting}, {LocalText.Write((own.Warn ?? host.Warn)!.Value)}");
        }
        else if (own.Warn is { } ownWarn)
        {
            problems.Add(start.Setting, LocalText.Write(ownWarn), $"is after {end.Setting}, {LocalText.Write(host.Closed!.Value)}");
        }

        return false;
    }

    /// <summary>The path of a setting: the domain's own, or the host's that it inherits.</summary>
    public string Setting(string name, bool isOwn) => $"{(isOwn ? path : hostPath)}.{name}";
}
