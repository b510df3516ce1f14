using MailAuth.Configuration;

namespace MailAuth.Transition;

/// <summary>
/// Checks and compiles one timeline: the host's, or a domain's merged field by field with the host's. What a domain inherits was reported with the
/// host and is not reported again; what it sets itself is, and so is a contradiction between the two.
/// </summary>
internal sealed class TimelineCompiler
{
    private readonly TransitionTimeline own;
    private readonly TransitionTimeline host;
    private readonly string path;
    private readonly string hostPath;
    private readonly LocalClocks clocks;
    private readonly ConfigurationProblems problems;

    /// <summary>Makes the compiler of the host's own timeline.</summary>
    public TimelineCompiler(TransitionTimeline host, string path, LocalClocks clocks, ConfigurationProblems problems)
        : this(host, path, host, path, clocks, problems)
    {
    }

    /// <summary>Makes the compiler of a domain's timeline.</summary>
    public TimelineCompiler(TransitionTimeline own, string path, TransitionTimeline host, string hostPath, LocalClocks clocks, ConfigurationProblems problems)
    {
        this.own = own;
        this.path = path;
        this.host = host;
        this.hostPath = hostPath;
        this.clocks = clocks;
        this.problems = problems;
    }

    /// <summary>Compiles; what is wrong is reported and left out.</summary>
    public CompiledTimeline Compile()
    {
        (long? ratchet, string? ratchetSetting) = Ratchet();
        var calendar = new CalendarCompiler(own, path, host, hostPath, clocks, problems);
        return new CompiledTimeline(calendar.Compile(), calendar.DryRun, ratchet, ratchetSetting);
    }

    private (long? Ticks, string? Setting) Ratchet()
    {
        if ((own.RatchetDays ?? host.RatchetDays) is not { } days)
        {
            return (null, null);
        }

        string setting = Setting("ratchetDays", own.RatchetDays is not null);
        if (days is < 1 or > 3650)
        {
            if (own.RatchetDays is not null)
            {
                problems.Range(setting, days, 1, 3650);
            }

            return (null, null);
        }

        return (days * TimeSpan.TicksPerDay, setting);
    }

    private string Setting(string name, bool isOwn) => $"{(isOwn ? path : hostPath)}.{name}";
}
