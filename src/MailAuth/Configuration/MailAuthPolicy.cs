using MailAuth.Passwords;
using MailAuth.Submission;
using MailAuth.Throttling;
using MailAuth.Transition;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth.Configuration;

/// <summary>The compiled, immutable whole of <see cref="MailAuthOptions"/>. A reload makes a new one and swaps it atomically.</summary>
public sealed class MailAuthPolicy
{
    private MailAuthPolicy(MailAuthOptions options, UsernamePolicy usernames, TransitionPolicy transition, SubmissionPolicy submission, PasswordPolicy passwords, ThrottlePolicy throttle)
    {
        StoreTimeout = options.StoreTimeout;
        StateDirectory = options.StateDirectory;
        Executor = options.Passwords.Executor.Copy();
        Usage = new UsageOptions { Capacity = options.Usage.Capacity, BatchSize = options.Usage.BatchSize, BatchDelay = options.Usage.BatchDelay };
        Usernames = usernames;
        Transition = transition;
        Submission = submission;
        Passwords = passwords;
        Throttle = throttle;
    }

    /// <summary>The change from bare to full usernames, of <see cref="MailAuthOptions.Transition"/>.</summary>
    public TransitionPolicy Transition { get; }

    /// <summary>Who may send, and as whom, of <see cref="MailAuthOptions.Submission"/>.</summary>
    public SubmissionPolicy Submission { get; }

    /// <summary>How many passwords may be guessed, of <see cref="MailAuthOptions.Throttle"/>.</summary>
    public ThrottlePolicy Throttle { get; }

    /// <summary>What usernames are normalized with, made of <see cref="MailAuthOptions.Usernames"/>: also for a store that normalizes names itself.</summary>
    public UsernameNormalizer Normalizer => Usernames.Normalizer;

    /// <summary>The directory of <see cref="MailAuthOptions.StateDirectory"/>; <see langword="null"/> for none.</summary>
    public string? StateDirectory { get; }

    internal UsernamePolicy Usernames { get; }

    internal PasswordPolicy Passwords { get; }

    internal HashExecutorOptions Executor { get; }

    internal UsageOptions Usage { get; }

    internal TimeSpan StoreTimeout { get; }

    /// <summary>Checks options and compiles them.</summary>
    /// <param name="options">The options; later changes to them change nothing.</param>
    /// <param name="schemes">Password schemes besides the core's own: the last one that claims a stored value wins.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="MailAuthConfigurationException">Something is wrong; the exception names all of it.</exception>
    public static MailAuthPolicy Create(MailAuthOptions options, IEnumerable<IPasswordScheme>? schemes = null)
    {
        var problems = new ConfigurationProblems();
        MailAuthPolicy policy = Compile(options, schemes, problems);
        return problems.Any ? throw new MailAuthConfigurationException(problems.All) : policy;
    }

    /// <summary>Compiles what can be compiled and reports the rest: where anything is reported, the policy is not to be used.</summary>
    internal static MailAuthPolicy Compile(MailAuthOptions options, IEnumerable<IPasswordScheme>? schemes, ConfigurationProblems problems)
    {
        MissingOptions.Refuse(options);
        IPasswordScheme[] added = [.. schemes ?? []];
        if (Array.IndexOf(added, null) is >= 0 and int missing)
        {
            throw new ArgumentNullException($"{nameof(schemes)}[{missing}]");
        }

        UsernamePolicy usernames = UsernamePolicy.Compile(options.Usernames, problems);
        if (options.StoreTimeout < TimeSpan.FromMilliseconds(10) || options.StoreTimeout > TimeSpan.FromMinutes(10))
        {
            problems.Add("storeTimeout", options.StoreTimeout, "must be from 10 milliseconds to 10 minutes");
        }

        if (options.StateDirectory is { } directory && !Path.IsPathFullyQualified(directory))
        {
            problems.Add("stateDirectory", directory, "must be an absolute path");
        }

        UsageSection.Check(options.Usage, problems);
        return new MailAuthPolicy(
            options,
            usernames,
            TransitionPolicy.Compile(options.Transition, usernames.Normalizer, problems),
            SubmissionPolicy.Compile(options.Submission, options.Usernames, usernames.Normalizer, problems),
            PasswordPolicy.Compile(options.Passwords, added, usernames.Normalizer, problems),
            ThrottlePolicy.Compile(options.Throttle, problems));
    }
}
