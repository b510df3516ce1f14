using MailAuth.Accounts;
using MailAuth.Configuration;

namespace MailAuth.Usernames;

/// <summary>The compiled <see cref="UsernameOptions"/>: the normalizer, the connection's domain, the order of the sources.</summary>
internal sealed class UsernamePolicy
{
    /// <summary>Checks and compiles; reports to <paramref name="problems"/> under <c>usernames.…</c> and then gives something harmless.</summary>
    public static UsernamePolicy Compile(UsernameOptions options, ConfigurationProblems problems) => new();

    public UsernameNormalizer Normalizer { get; } = new(new UsernameOptions());

    /// <summary>The hosted domain that the connection's server name or listener is mapped to, in the configured order; null for none.</summary>
    public string? ConnectionDomain(LoginConnection connection) => throw new NotSupportedException();

    public ValueTask<UsernameResolution> ResolveAsync(Username username, LoginConnection connection, IAccountStore store, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
