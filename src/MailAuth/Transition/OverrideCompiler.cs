using System.Net;
using MailAuth.Configuration;
using MailAuth.Usernames;

namespace MailAuth.Transition;

/// <summary>Checks and compiles overrides.</summary>
internal sealed class OverrideCompiler
{
    private readonly UsernameNormalizer normalizer;
    private readonly ConfigurationProblems problems;

    /// <summary>Makes a compiler.</summary>
    public OverrideCompiler(UsernameNormalizer normalizer, ConfigurationProblems problems)
    {
        this.normalizer = normalizer;
        this.problems = problems;
    }

    /// <summary>Compiles one override; null where something is wrong, which is reported.</summary>
    /// <param name="options">The override.</param>
    /// <param name="setting">Its setting.</param>
    /// <param name="clock">The clock of its end.</param>
    public CompiledOverride? Compile(TransitionOverrideOptions? options, string setting, LocalClock clock)
    {
        if (options is null)
        {
            problems.Add(setting, null, "is missing");
            return null;
        }

        int problemsBefore = problems.All.Count;
        if (options is { Account: null, Domain: null, Network: null, Protocol: null })
        {
            problems.Add(setting, null, "names no account, domain, network or protocol: for everybody, set the dates");
        }

        string? account = Account(options.Account, $"{setting}.account");
        string? domain = Domain(options.Domain, $"{setting}.domain");
        if (account is not null && domain is not null && !account.AsSpan(account.LastIndexOf('@') + 1).SequenceEqual(domain))
        {
            problems.Add($"{setting}.domain", options.Domain, $"is not the domain of the account, {account}: the override would never apply");
        }

        var compiled = new CompiledOverride
        {
            Account = account,
            Domain = domain,
            Network = Network(options.Network, $"{setting}.network"),
            Protocol = options.Protocol,
            BareUsername = options.BareUsername ?? default,
            Until = Until(options.Until, $"{setting}.until", clock),
            Setting = setting,
        };

        CheckValues(options, setting);
        return problems.All.Count == problemsBefore ? compiled : null;
    }

    private string? Account(string? text, string setting)
    {
        if (text is null)
        {
            return null;
        }

        Username username = normalizer.Normalize(text);
        if (username.Form != UsernameForm.FullAddress)
        {
            problems.Add(setting, text, "is not the full address of an account, such as kalle@domain.se");
            return null;
        }

        return username.Text;
    }

    private string? Domain(string? text, string setting)
    {
        if (text is null)
        {
            return null;
        }

        string? domain = normalizer.NormalizeDomain(text);
        if (string.IsNullOrEmpty(domain))
        {
            problems.Add(setting, text, "is not a domain");
            return null;
        }

        return domain;
    }

    private IPNetwork? Network(string? text, string setting)
    {
        if (text is null)
        {
            return null;
        }

        if (NetworkText.Read(text, out IPNetwork network) is { } problem)
        {
            problems.Add(setting, text, problem);
            return null;
        }

        return network;
    }

    private long? Until(DateTime? local, string setting, LocalClock clock)
    {
        if (local is not { } end)
        {
            return null;
        }

        if (LocalText.Problem(end) is { } problem)
        {
            problems.Add(setting, LocalText.Write(end), problem);
            return null;
        }

        return clock.FirstInstant(end);
    }

    private void CheckValues(TransitionOverrideOptions options, string setting)
    {
        if (options.Protocol is { } protocol && !Enum.IsDefined(protocol))
        {
            problems.Add($"{setting}.protocol", protocol, "is not a protocol");
        }

        if (options.BareUsername is not (BareUsernameRule.Inherit or BareUsernameRule.Allow or BareUsernameRule.Refuse))
        {
            problems.Add($"{setting}.bareUsername", options.BareUsername, options.BareUsername is null ? "is missing: allow, refuse or inherit" : "is not allow, refuse or inherit");
        }

        if (string.IsNullOrWhiteSpace(options.Reason))
        {
            problems.Add($"{setting}.reason", options.Reason, "is missing: say why the override exists");
        }

        if (string.IsNullOrWhiteSpace(options.Owner))
        {
            problems.Add($"{setting}.owner", options.Owner, "is missing: say who answers for the override");
        }
    }
}
