using System.Collections.Frozen;
using System.Net;
using MailAuth.Configuration;
using MailAuth.Transition;
using MailAuth.Usernames;

namespace MailAuth.Submission;

/// <summary>Checks and compiles the whole of <see cref="SubmissionOptions"/>.</summary>
internal sealed class SubmissionCompiler(SubmissionOptions options, UsernameOptions usernames, UsernameNormalizer normalizer, ConfigurationProblems problems)
{
    private const string Path = "submission";

    private readonly LocalClocks clocks = new(problems);

    /// <summary>A requirement's calendars.</summary>
    public CompiledRequirement Requirement(RequirementOptions? requirement, string name)
    {
        string path = $"{Path}.{name}";
        RequirementOptions dates = requirement ?? new RequirementOptions();
        return new CompiledRequirement(
            Compile(new CalendarCompiler(dates, path, clocks, problems)),
            DomainList.Compile(
                dates.Domains,
                $"{path}.domains",
                static domain => domain.Domain,
                (domain, setting) => Compile(new CalendarCompiler(domain, setting, dates, path, clocks, problems)),
                normalizer,
                problems));
    }

    /// <summary>The networks that may relay without a login.</summary>
    public IPNetwork[] RelayNetworks() =>
        NetworkText.ReadList(options.RelayNetworks, $"{Path}.relayNetworks", "is everybody: the host would be an open relay", problems);

    /// <summary>The exceptions, in order.</summary>
    public CompiledException[] Exceptions()
    {
        IList<SubmissionExceptionOptions> list = options.Exceptions ?? [];
        var fields = new ExceptionFields(normalizer, problems);
        var exceptions = new List<CompiledException>(list.Count);
        for (int i = 0; i < list.Count; i++)
        {
            if (Exception(list[i], $"{Path}.exceptions[{i}]", fields) is { } exception)
            {
                exceptions.Add(exception);
            }
        }

        return [.. exceptions];
    }

    /// <summary>The host's own domains, canonical: mail for them comes in on port 25 without a login. Those that are wrong are reported where they stand.</summary>
    public FrozenSet<string> HostedDomains() =>
        (usernames.HostedDomains ?? []).Select(domain => domain is null ? null : normalizer.NormalizeDomain(domain)).OfType<string>().ToFrozenSet(StringComparer.Ordinal);

    private static DatedRequirement Compile(CalendarCompiler compiler) => new(compiler.Compile(), compiler.DryRun);

    private CompiledException? Exception(SubmissionExceptionOptions? exception, string setting, ExceptionFields fields)
    {
        if (exception is null)
        {
            problems.Add(setting, null, "is missing");
            return null;
        }

        int before = problems.All.Count;
        if (exception.Requirement is not (SubmissionRequirement.Authentication or SubmissionRequirement.Tls))
        {
            problems.Add($"{setting}.requirement", exception.Requirement, exception.Requirement is null ? "is missing: authentication or tls" : "is not authentication or tls");
        }

        if (exception.Network is null)
        {
            problems.Add($"{setting}.network", null, "is missing: a sender alone is whatever a client says");
        }

        RequirementOptions? dates = exception.Requirement == SubmissionRequirement.Tls ? options.Tls : options.Authentication;
        string zone = exception.Requirement == SubmissionRequirement.Tls ? "tls" : "authentication";
        LocalClock clock = exception.Until is null || dates?.TimeZone is null ? LocalClock.Utc : clocks.Get(dates.TimeZone, $"{Path}.{zone}.timeZone");
        IPNetwork? network = fields.Network(exception.Network, $"{setting}.network");
        if (network is { PrefixLength: 0 })
        {
            problems.Add($"{setting}.network", exception.Network, "is everybody: set the dates");
        }

        var compiled = new CompiledException
        {
            Requirement = exception.Requirement ?? default,
            Network = network ?? default,
            Sender = fields.Account(exception.Sender, $"{setting}.sender"),
            Domain = fields.Domain(exception.Domain, $"{setting}.domain"),
            Until = fields.Until(exception.Until, $"{setting}.until", clock),
            Setting = setting,
        };
        fields.CheckReasonAndOwner(exception.Reason, exception.Owner, setting, "exception");
        return problems.All.Count == before ? compiled : null;
    }
}
