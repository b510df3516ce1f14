using System.Net;
using MailAuth.Configuration;
using MailAuth.Usernames;

namespace MailAuth.Accounts;

/// <summary>After the right password: may this account log in from here, and as the identity that was asked for?</summary>
internal static class AccountAccess
{
    /// <summary>Gives <see cref="LoginReason.Accepted"/> or the reason against it. Throws what the store throws.</summary>
    public static ValueTask<LoginReason> CheckAsync(
        Account account, LoginAttempt attempt, MailAuthPolicy policy, IAccountStore store, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (!IsNetworkAllowed(account.AllowedNetworks, attempt.Connection.RemoteAddress))
        {
            return ValueTask.FromResult(LoginReason.NetworkNotAllowed);
        }

        ReadOnlySpan<byte> authzid = attempt.AuthorizationIdentity.Span;
        return authzid.IsEmpty || authzid.SequenceEqual(attempt.SubmittedUsername.Span)
            ? ValueTask.FromResult(LoginReason.Accepted)
            : CheckAuthorizationIdentityAsync(account, policy.Normalizer.Normalize(authzid), attempt, policy, store, timeProvider, cancellationToken);
    }

    private static bool IsNetworkAllowed(IReadOnlyList<IPNetwork> networks, IPAddress? remote)
    {
        if (networks.Count == 0)
        {
            return true;
        }

        for (int i = 0; remote is not null && i < networks.Count; i++)
        {
            if (networks[i].Contains(remote))
            {
                return true;
            }
        }

        return false;
    }

    private static async ValueTask<LoginReason> CheckAuthorizationIdentityAsync(
        Account account, Username identity, LoginAttempt attempt, MailAuthPolicy policy, IAccountStore store, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        Account? meant = null;
        if (identity.Form != UsernameForm.None)
        {
            UsernameResolution resolution = await policy.Usernames.ResolveAsync(identity, attempt.Connection, store, cancellationToken).AsTask()
                .WaitAsync(policy.StoreTimeout, timeProvider, cancellationToken).ConfigureAwait(false);
            meant = resolution.Account;
        }

        return string.Equals(meant?.Address, account.Address, StringComparison.Ordinal) ? LoginReason.Accepted : LoginReason.AuthorizationIdentityMismatch;
    }
}
