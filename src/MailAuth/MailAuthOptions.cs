using MailAuth.Passwords;
using MailAuth.Submission;
using MailAuth.Throttling;
using MailAuth.Transition;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth;

/// <summary>
/// Everything that the engine can be told. The same shape as <c>mailauth.json</c>. Options are only read when a
/// <see cref="Configuration.MailAuthPolicy"/> is made from them, which checks them all; changing them later changes nothing.
/// </summary>
public sealed class MailAuthOptions
{
    /// <summary>
    /// How a username is normalized, and how the account that it means is found. In <c>mailauth.json</c>: <c>usernames</c>. Default: full addresses, and bare usernames that one account of the host has.
    /// </summary>
    public UsernameOptions Usernames { get; set; } = new();

    /// <summary>The change from bare to full usernames. In <c>mailauth.json</c>: <c>transition</c>. Default: both work for ever.</summary>
    public TransitionOptions Transition { get; set; } = new();

    /// <summary>
    /// How passwords are read, verified and hashed: cost of new hashes, limits of stored ones, threads and memory. In <c>mailauth.json</c>: <c>passwords</c>. Default: Argon2id of 19 MiB and 2 passes,
    /// outdated hashes are replaced, nothing is cached.
    /// </summary>
    public PasswordOptions Passwords { get; set; } = new();

    /// <summary>
    /// Sending: who must log in and use TLS, and as whom who has logged in may send. In <c>mailauth.json</c>: <c>submission</c>. Default: everybody must log in, TLS is not required, and an account
    /// sends as its own addresses alone.
    /// </summary>
    public SubmissionOptions Submission { get; set; } = new();

    /// <summary>How many passwords may be guessed. In <c>mailauth.json</c>: <c>throttle</c>. Default: on.</summary>
    public ThrottleOptions Throttle { get; set; } = new();

    /// <summary>How records of successful logins, and of mail without a login, are collected; none are without an <see cref="IUsageSink"/>. In <c>mailauth.json</c>: <c>usage</c>.</summary>
    public UsageOptions Usage { get; set; } = new();

    /// <summary>
    /// The directory in which the processes of a host share what is not in the store: the hash slots of short-lived processes, what they have counted of guesses, and the log
    /// of their usage, which long-lived ones fold into their usage sink. An absolute path (in <c>mailauth.json</c> also one relative to the file's folder). It must exist, and every one of the processes,
    /// but nobody else, may write to it. Default (<see langword="null"/>): none.
    /// </summary>
    public string? StateDirectory { get; set; }

    /// <summary>How long an account store may take to answer before a login is temporarily unavailable: 10 milliseconds to 10 minutes. Default 10 seconds.</summary>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
