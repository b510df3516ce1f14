namespace MailAuth.Configuration;

/// <summary>Parts of the options that code has set to null: a mistake of a program, told with the name of the part.</summary>
internal static class MissingOptions
{
    /// <exception cref="ArgumentNullException">A part is null; its name is the exception's parameter.</exception>
    public static void Refuse(MailAuthOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Usernames);
        ArgumentNullException.ThrowIfNull(options.Usernames.HostedDomains);
        ArgumentNullException.ThrowIfNull(options.Usernames.Sources);
        ArgumentNullException.ThrowIfNull(options.Usernames.ServerNames);
        ArgumentNullException.ThrowIfNull(options.Usernames.Listeners);
        ArgumentNullException.ThrowIfNull(options.Usernames.DomainAliases);
        ArgumentNullException.ThrowIfNull(options.Usernames.ServiceIdentities);
        ArgumentNullException.ThrowIfNull(options.Transition);
        ArgumentNullException.ThrowIfNull(options.Transition.Domains);
        ArgumentNullException.ThrowIfNull(options.Transition.Overrides);
        ArgumentNullException.ThrowIfNull(options.Passwords);
        ArgumentNullException.ThrowIfNull(options.Passwords.Argon2);
        ArgumentNullException.ThrowIfNull(options.Passwords.Limits);
        ArgumentNullException.ThrowIfNull(options.Passwords.Executor);
        ArgumentNullException.ThrowIfNull(options.Passwords.Cache);
        ArgumentNullException.ThrowIfNull(options.Passwords.NoRehashDomains);
        ArgumentNullException.ThrowIfNull(options.Submission);
        ArgumentNullException.ThrowIfNull(options.Submission.RelayNetworks);
        ArgumentNullException.ThrowIfNull(options.Submission.Authentication);
        ArgumentNullException.ThrowIfNull(options.Submission.Authentication.Domains);
        ArgumentNullException.ThrowIfNull(options.Submission.Tls);
        ArgumentNullException.ThrowIfNull(options.Submission.Tls.Domains);
        ArgumentNullException.ThrowIfNull(options.Submission.Exceptions);
        ArgumentNullException.ThrowIfNull(options.Throttle);
        ArgumentNullException.ThrowIfNull(options.Throttle.NameAndNetwork);
        ArgumentNullException.ThrowIfNull(options.Throttle.Name);
        ArgumentNullException.ThrowIfNull(options.Throttle.Network);
        ArgumentNullException.ThrowIfNull(options.Throttle.ServiceNetworks);
        ArgumentNullException.ThrowIfNull(options.Usage);
    }
}
