using System.Collections.Frozen;
using System.Net;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Transition;
using MailAuth.Usernames;

namespace MailAuth.Submission;

/// <summary>The compiled <see cref="SubmissionOptions"/>. Immutable and pure: the time is in the query.</summary>
public sealed class SubmissionPolicy
{
    private readonly UsernameNormalizer normalizer;
    private readonly FrozenSet<string> hostedDomains;
    private readonly IPNetwork[] relayNetworks;
    private readonly CompiledRequirement authentication;
    private readonly CompiledRequirement tls;
    private readonly CompiledException[] exceptions;
    private readonly SenderBinding binding;
    private readonly bool domainWide;

    /// <summary>Checks and compiles options.</summary>
    /// <param name="options">The options; later changes to them change nothing.</param>
    /// <param name="usernames">How addresses are normalized, and which domains are the host's own; <see langword="null"/> for the defaults.</param>
    /// <exception cref="MailAuthConfigurationException">The options are wrong; the exception names all that is.</exception>
    public SubmissionPolicy(SubmissionOptions options, UsernameOptions? usernames = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new ConfigurationProblems();
        usernames ??= new UsernameOptions();
        SubmissionPolicy compiled = Compile(options, usernames, new UsernameNormalizer(usernames), problems);
        if (problems.Any)
        {
            throw new MailAuthConfigurationException(problems.All);
        }

        (normalizer, hostedDomains, relayNetworks) = (compiled.normalizer, compiled.hostedDomains, compiled.relayNetworks);
        (authentication, tls, exceptions) = (compiled.authentication, compiled.tls, compiled.exceptions);
        (binding, domainWide) = (compiled.binding, compiled.domainWide);
    }

    private SubmissionPolicy(SubmissionOptions options, UsernameNormalizer normalizer, SubmissionCompiler compiler)
    {
        this.normalizer = normalizer;
        hostedDomains = compiler.HostedDomains();
        relayNetworks = compiler.RelayNetworks();
        authentication = compiler.Requirement(options.Authentication, "authentication");
        tls = compiler.Requirement(options.Tls, "tls");
        exceptions = compiler.Exceptions();
        binding = options.SenderBinding;
        domainWide = options.SenderDomainWide;
    }

    /// <summary>
    /// Decides. On port 25, mail for the host's own domains is free, and before a recipient is known nothing is decided for who has not logged in. Otherwise: TLS where it is
    /// required; of an account, a sender that is its own; of anybody else, a relay network or an exception, and the dates.
    /// </summary>
    /// <param name="query">What the decision depends on.</param>
    /// <returns>The decision.</returns>
    /// <exception cref="ArgumentNullException">The query has no sender.</exception>
    public SubmissionDecision Decide(in SubmissionQuery query)
    {
        ArgumentNullException.ThrowIfNull(query.Sender, nameof(query));
        long now = query.Now.UtcTicks;
        string? sender = Address(query.Sender);
        string? decisive = query.Account?.Address ?? sender;
        ReadOnlySpan<char> domain = DomainOf(decisive);
        TransitionPhase phase = authentication.PhaseAt(domain, now);
        if (query.Service == SubmissionService.Relay && query.Recipient is { } recipient && IsHosted(recipient))
        {
            return Allowed(SubmissionReason.Inbound, phase, null);
        }

        if (query is { Service: SubmissionService.Relay, Recipient: null, Account: null })
        {
            return Allowed(SubmissionReason.RecipientDecides, phase, null);
        }

        SubmissionReason? dryRun = null;
        if (!query.Tls && !IsExcepted(SubmissionRequirement.Tls, query, sender, now, out _)
            && tls.RefusalAt(domain, decisive, now, out bool isTlsBrownout, out bool isTlsDryRun) is { } tlsRule)
        {
            SubmissionReason refusal = isTlsBrownout ? SubmissionReason.Brownout : SubmissionReason.TlsRequired;
            if (!isTlsDryRun)
            {
                return new SubmissionDecision { Reason = refusal, Phase = tls.PhaseAt(domain, now), Rule = tlsRule };
            }

            dryRun = refusal;
        }

        return query.Account is { } account
            ? OfAccount(account, query.Sender.Length == 0, sender, phase, dryRun)
            : OfAnybody(query, sender, domain, phase, dryRun, now);
    }

    /// <summary>Whether an address is of one of the host's own domains.</summary>
    /// <param name="address">The address as it was sent.</param>
    /// <returns>Whether it is; false for what is no address.</returns>
    public bool IsHosted(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Address(address) is { } canonical && hostedDomains.GetAlternateLookup<ReadOnlySpan<char>>().Contains(DomainOf(canonical));
    }

    /// <summary>
    /// Whether a client without TLS may still be let log in to send: false once TLS is required of everybody (<c>submission.tls</c> is closed for the host and for each domain, no dry run) and
    /// no exception holds for the network. A server then neither offers nor accepts a login without TLS.
    /// </summary>
    /// <param name="remoteAddress">The client's address; <see langword="null"/> where it is not known.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether it may.</returns>
    public bool MayLogInWithoutTls(IPAddress? remoteAddress, DateTimeOffset now) => !tls.IsClosedForAll(now.UtcTicks) || HasTlsException(remoteAddress, now.UtcTicks);

    /// <summary>Whether an account may not log in to send without TLS: its domain's dates, or the ramp, require TLS, for more than the moment.</summary>
    internal bool RefusesCleartextLogin(string address, IPAddress? remoteAddress, DateTimeOffset now, out string? rule)
    {
        rule = tls.RefusalAt(DomainOf(address), address, now.UtcTicks, out bool isBrownout, out bool isDryRun);
        if (rule is null || isBrownout || isDryRun || HasTlsException(remoteAddress, now.UtcTicks))
        {
            rule = null;
        }

        return rule is not null;
    }

    /// <summary>The canonical form of an envelope address; null for what is none, the null sender among it.</summary>
    internal string? Address(string text)
    {
        Username address = normalizer.Normalize(text);
        return address.Form == UsernameForm.FullAddress ? address.Text : null;
    }

    /// <summary>Checks and compiles; reports to <paramref name="problems"/> under <c>submission.…</c> and then gives something harmless.</summary>
    internal static SubmissionPolicy Compile(SubmissionOptions options, UsernameOptions usernames, UsernameNormalizer normalizer, ConfigurationProblems problems)
    {
        if (!Enum.IsDefined(options.SenderBinding))
        {
            problems.Add("submission.senderBinding", options.SenderBinding, "must be enforce, log or off");
        }

        return new SubmissionPolicy(options, normalizer, new SubmissionCompiler(options, usernames, normalizer, problems));
    }

    private static SubmissionDecision Allowed(SubmissionReason reason, TransitionPhase phase, SubmissionReason? dryRun) =>
        new() { IsAllowed = true, Reason = reason, Phase = phase, DryRunReason = dryRun };

    private static ReadOnlySpan<char> DomainOf(string? address) => address is null ? [] : address.AsSpan(address.LastIndexOf('@') + 1);

    /// <summary>The sender binding: on the canonical address, never on the username that was typed.</summary>
    private SubmissionDecision OfAccount(Account account, bool isNullSender, string? sender, TransitionPhase phase, SubmissionReason? dryRun)
    {
        bool isOwn = isNullSender || binding == SenderBinding.Off || (sender is not null && IsOwn(account, sender));
        return isOwn || binding == SenderBinding.Log
            ? Allowed(SubmissionReason.Accepted, phase, isOwn ? dryRun : SubmissionReason.SenderNotAllowed) with { Rule = isOwn ? null : "submission.senderBinding" }
            : new SubmissionDecision { Reason = SubmissionReason.SenderNotAllowed, Phase = phase, Rule = "submission.senderBinding" };
    }

    private bool IsOwn(Account account, string sender) =>
        sender == account.Address
        || account.SenderAddresses.Contains(sender, StringComparer.Ordinal)
        || (domainWide && account.Address.Contains('@', StringComparison.Ordinal) && DomainOf(sender).SequenceEqual(DomainOf(account.Address)));

    private SubmissionDecision OfAnybody(in SubmissionQuery query, string? sender, ReadOnlySpan<char> domain, TransitionPhase phase, SubmissionReason? dryRun, long now)
    {
        if (IsExcepted(SubmissionRequirement.Authentication, query, sender, now, out string? exception))
        {
            return Allowed(SubmissionReason.AcceptedWithoutAuthentication, phase, dryRun) with { Rule = exception };
        }

        if (!IsRelayNetwork(query.RemoteAddress))
        {
            return new SubmissionDecision { Reason = SubmissionReason.AuthenticationRequired, Phase = phase };
        }

        if (authentication.RefusalAt(domain, sender, now, out bool isBrownout, out bool isDryRun) is not { } rule)
        {
            return Allowed(SubmissionReason.AcceptedWithoutAuthentication, phase, dryRun) with { ShouldWarn = phase == TransitionPhase.Warn };
        }

        SubmissionReason refusal = isBrownout ? SubmissionReason.Brownout : SubmissionReason.AuthenticationRequired;
        return isDryRun
            ? Allowed(SubmissionReason.AcceptedWithoutAuthentication, phase, refusal) with { Rule = rule }
            : new SubmissionDecision { Reason = refusal, Phase = phase, Rule = rule };
    }

    private bool IsExcepted(SubmissionRequirement requirement, in SubmissionQuery query, string? sender, long now, out string? rule)
    {
        rule = null;
        if (exceptions.Length == 0)
        {
            return false;
        }

        IPAddress? remote = Plain(query.RemoteAddress);
        ReadOnlySpan<char> domain = DomainOf(sender);
        foreach (CompiledException exception in exceptions)
        {
            if (exception.Applies(requirement, sender, domain, remote, now))
            {
                rule = exception.Setting;
                return true;
            }
        }

        return false;
    }

    private bool IsRelayNetwork(IPAddress? address)
    {
        if (relayNetworks.Length > 0 && Plain(address) is { } remote)
        {
            foreach (IPNetwork network in relayNetworks)
            {
                if (network.Contains(remote))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : address;

    /// <summary>Before the sender is known, an exception for some senders of a network may be meant.</summary>
    private bool HasTlsException(IPAddress? remoteAddress, long now)
    {
        if (exceptions.Length > 0 && Plain(remoteAddress) is { } remote)
        {
            foreach (CompiledException exception in exceptions)
            {
                if (exception.Requirement == SubmissionRequirement.Tls && exception.Holds(remote, now))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
