using MailAuth.Configuration;
using MailAuth.Throttling;
using MailAuth.Usernames;

namespace MailAuth.Tool;

/// <summary>Where guesses are counted and by which limits; or why that is not known.</summary>
internal sealed class ThrottleState
{
    private static readonly MailAuthPolicy Usual = MailAuthPolicy.Create(new MailAuthOptions());

    public ThrottleState(MailAuthPolicy policy, string directory)
    {
        Directory = directory;
        Limits = policy.Throttle.Limits;
        Normalizer = policy.Normalizer;
    }

    public ThrottleState(string problem)
        : this(Usual, "") => Problem = problem;

    /// <summary>Why nothing is known; null where it is.</summary>
    public string? Problem { get; }

    public string Directory { get; }

    public ThrottleLimits Limits { get; }

    public UsernameNormalizer Normalizer { get; }
}
