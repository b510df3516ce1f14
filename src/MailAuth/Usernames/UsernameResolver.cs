using MailAuth.Accounts;
using MailAuth.Configuration;

namespace MailAuth.Usernames;

/// <summary>Finds the one account that a normalized username means on a connection. Safe for concurrent use where the store is.</summary>
public sealed class UsernameResolver
{
    private readonly UsernamePolicy policy;
    private readonly IAccountStore store;

    /// <summary>Makes a resolver.</summary>
    /// <param name="options">The sources and their mappings; later changes to them change nothing.</param>
    /// <param name="store">Where accounts are kept.</param>
    /// <exception cref="MailAuthConfigurationException">The options are wrong; the exception names all that is.</exception>
    public UsernameResolver(UsernameOptions options, IAccountStore store)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        var problems = new ConfigurationProblems();
        policy = UsernamePolicy.Compile(options, problems);
        this.store = store;
        if (problems.Any)
        {
            throw new MailAuthConfigurationException(problems.All);
        }
    }

    /// <summary>Finds the account that is meant.</summary>
    /// <param name="username">A normalized username, of a <see cref="UsernameNormalizer"/> with the same options. What is not a username means no account, and the store is not asked.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The one account, none, or that more than one may be meant.</returns>
    /// <exception cref="AccountStoreException">The store can't answer. Whatever else it throws comes out too.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public ValueTask<UsernameResolution> ResolveAsync(Username username, LoginConnection connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return policy.ResolveAsync(username, connection, store, cancellationToken);
    }
}
