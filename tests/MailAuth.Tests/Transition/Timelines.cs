using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Transition;
using MailAuth.Usernames;

namespace MailAuth.Tests.Transition;

/// <summary>The running example, and short ways to ask a policy.</summary>
internal static class Timelines
{
    public const string Kalle = "kalle@domain.se";

    /// <summary>The cutover of 2009: midnight in Stockholm.</summary>
    public static readonly DateTimeOffset Cutover = Utc("2009-09-06T22:00:00Z");

    /// <summary>The example's dates, and nothing else.</summary>
    public static TransitionOptions Dates() => new() { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7) };

    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public static TransitionQuery Bare(DateTimeOffset now, string address = Kalle) =>
        new() { Address = address, Form = UsernameForm.LocalPart, Now = now };

    public static TransitionQuery Full(DateTimeOffset now, string address = Kalle) =>
        new() { Address = address, Form = UsernameForm.FullAddress, Now = now };

    public static TransitionDecision Decide(this TransitionPolicy policy, DateTimeOffset now, string address = Kalle) =>
        policy.Decide(Bare(now, address));

    public static TransitionOverrideOptions Override(BareUsernameRule rule) => new() { BareUsername = rule, Reason = "no other firmware", Owner = "anna" };

    public static AccountOverride Kept(BareUsernameRule rule, DateTimeOffset? until = null) => new(rule, until, "no other firmware", "anna");

    public static IReadOnlyList<ConfigurationProblem> Problems(TransitionOptions options)
    {
        var problems = new ConfigurationProblems();
        TransitionPolicy.Compile(options, new UsernameNormalizer(new UsernameOptions()), problems);
        return problems.All;
    }
}
