using MailAuth.Configuration;
using MailAuth.Usernames;

namespace MailAuth.Transition;

/// <summary>Checks and compiles overrides.</summary>
internal sealed class OverrideCompiler
{
    private readonly ExceptionFields fields;
    private readonly ConfigurationProblems problems;

    /// <summary>Makes a compiler.</summary>
    public OverrideCompiler(UsernameNormalizer normalizer, ConfigurationProblems problems)
    {
        fields = new ExceptionFields(normalizer, problems);
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

        string? account = fields.Account(options.Account, $"{setting}.account");
        string? domain = fields.Domain(options.Domain, $"{setting}.domain");
        if (account is not null && domain is not null && !account.AsSpan(account.LastIndexOf('@') + 1).SequenceEqual(domain))
        {
            problems.Add($"{setting}.domain", options.Domain, $"is not the domain of the account, {account}: the override would never apply");
        }

        var compiled = new CompiledOverride
        {
            Account = account,
            Domain = domain,
            Network = fields.Network(options.Network, $"{setting}.network"),
            Protocol = options.Protocol,
            BareUsername = options.BareUsername ?? default,
            Until = fields.Until(options.Until, $"{setting}.until", clock),
            Setting = setting,
        };

        CheckValues(options, setting);
        return problems.All.Count == problemsBefore ? compiled : null;
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

        fields.CheckReasonAndOwner(options.Reason, options.Owner, setting, "override");
    }
}
