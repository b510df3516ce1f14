using MailAuth.Configuration;
using MailAuth.Usernames;

namespace MailAuth.Transition;

/// <summary>Checks and compiles the whole of <see cref="TransitionOptions"/>.</summary>
internal sealed class TransitionCompiler
{
    private const string Path = "transition";
    private const int LongestSalt = 64;

    private readonly TransitionOptions options;
    private readonly UsernameNormalizer normalizer;
    private readonly ConfigurationProblems problems;
    private readonly LocalClocks clocks;

    /// <summary>Makes a compiler.</summary>
    public TransitionCompiler(TransitionOptions options, UsernameNormalizer normalizer, ConfigurationProblems problems)
    {
        this.options = options;
        this.normalizer = normalizer;
        this.problems = problems;
        clocks = new LocalClocks(problems);
    }

    /// <summary>The host's timeline.</summary>
    public CompiledTimeline Host() => new TimelineCompiler(options, options, new CalendarCompiler(options, Path, clocks, problems), problems).Compile();

    /// <summary>The timelines of the domains that have their own, by canonical domain.</summary>
    public Dictionary<string, CompiledTimeline> Domains() => DomainList.Compile(
        options.Domains,
        $"{Path}.domains",
        static domain => domain.Domain,
        (domain, path) => new TimelineCompiler(domain, options, new CalendarCompiler(domain, path, options, Path, clocks, problems), problems).Compile(),
        normalizer,
        problems);

    /// <summary>The overrides, in order.</summary>
    public CompiledOverride[] Overrides()
    {
        IList<TransitionOverrideOptions> list = options.Overrides ?? [];
        var compiler = new OverrideCompiler(normalizer, problems);
        var overrides = new List<CompiledOverride>(list.Count);
        for (int i = 0; i < list.Count; i++)
        {
            LocalClock clock = list[i]?.Until is null || options.TimeZone is null ? LocalClock.Utc : clocks.Get(options.TimeZone, $"{Path}.timeZone");
            if (compiler.Compile(list[i], $"{Path}.overrides[{i}]", clock) is { } compiled)
            {
                overrides.Add(compiled);
            }
        }

        return [.. overrides];
    }

    /// <summary>The seed of the ramp's hash.</summary>
    public ulong RampSeed()
    {
        string salt = options.RampSalt ?? "";
        if (salt.Length > LongestSalt)
        {
            problems.Add($"{Path}.rampSalt", salt, $"has {salt.Length} characters: at most {LongestSalt}");
        }

        return Ramp.Seed(salt);
    }
}
