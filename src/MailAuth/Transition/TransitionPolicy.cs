using MailAuth.Configuration;
using MailAuth.Usernames;

namespace MailAuth.Transition;

/// <summary>The compiled <see cref="TransitionOptions"/>. Immutable and pure: the time is in the query.</summary>
public sealed class TransitionPolicy
{
    /// <summary>Checks and compiles options.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="MailAuthConfigurationException">The options are wrong.</exception>
    public TransitionPolicy(TransitionOptions options) => throw new NotSupportedException();

    /// <summary>Decides whether a form may be used.</summary>
    /// <param name="query">What the decision depends on.</param>
    /// <returns>The decision.</returns>
    public TransitionDecision Decide(in TransitionQuery query) => throw new NotSupportedException();

    /// <summary>The phase of a domain.</summary>
    /// <param name="domain">A canonical domain; <see langword="null"/> for the host's own dates.</param>
    /// <param name="now">The time.</param>
    /// <returns>The phase.</returns>
    public TransitionPhase PhaseAt(string? domain, DateTimeOffset now) => throw new NotSupportedException();

    /// <summary>Whether a brownout is on, by a domain's calendar. Always <see langword="false"/> in a dry run and outside <see cref="TransitionPhase.Warn"/>.</summary>
    /// <param name="domain">A canonical domain; <see langword="null"/> for the host's own dates.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether a brownout is on.</returns>
    public bool IsBrownoutAt(string? domain, DateTimeOffset now) => throw new NotSupportedException();

    /// <summary>Checks and compiles; reports to <paramref name="problems"/> under <c>transition.…</c> and then gives something harmless.</summary>
    internal static TransitionPolicy Compile(TransitionOptions options, UsernameNormalizer normalizer, ConfigurationProblems problems) => throw new NotSupportedException();
}
