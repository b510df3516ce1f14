using MailAuth.Accounts;

namespace MailAuth.Usernames;

/// <summary>Finds the one account that a normalized username means on a connection.</summary>
public sealed class UsernameResolver
{
    /// <summary>Makes a resolver.</summary>
    /// <param name="options">The sources and their mappings.</param>
    /// <param name="store">Where accounts are kept.</param>
    /// <exception cref="Configuration.MailAuthConfigurationException">The options are wrong.</exception>
    public UsernameResolver(UsernameOptions options, IAccountStore store) => throw new NotSupportedException();

    /// <summary>Finds the account that is meant.</summary>
    /// <param name="username">A normalized username.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The one account, none, or that more than one may be meant.</returns>
    /// <exception cref="AccountStoreException">The store can't answer.</exception>
    public ValueTask<UsernameResolution> ResolveAsync(Username username, LoginConnection connection, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
