using System.Net;

namespace MailAuth.Accounts;

/// <summary>May this account log in from here, and as the identity that was asked for? Told after the right password alone.</summary>
internal static class AccountAccess
{
    /// <summary>Whether an authorization identity was sent that the store must be asked about: the submitted username once more is the same account.</summary>
    public static bool NamesIdentity(LoginAttempt attempt) =>
        attempt.AuthorizationIdentity is { IsEmpty: false } sent && !sent.Span.SequenceEqual(attempt.SubmittedUsername.Span);

    /// <summary>Gives <see cref="LoginReason.Accepted"/> or the reason against it.</summary>
    /// <param name="account">The account that logs in.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="identity">The account to be acted as; null where the authorization identity means none.</param>
    public static LoginReason Check(Account account, LoginAttempt attempt, Account? identity) =>
        !IsNetworkAllowed(account.AllowedNetworks, attempt.Connection.RemoteAddress) ? LoginReason.NetworkNotAllowed
        : account.RefusesLogin ? LoginReason.LoginSwitchedOff
        : !string.Equals(identity?.Address, account.Address, StringComparison.Ordinal) ? LoginReason.AuthorizationIdentityMismatch
        : LoginReason.Accepted;

    private static bool IsNetworkAllowed(IReadOnlyList<IPNetwork> networks, IPAddress? remote)
    {
        if (networks.Count == 0)
        {
            return true;
        }

        for (int i = 0; remote is not null && i < networks.Count; i++)
        {
            // Connections carry IPv4 addresses as such; a store may hold their networks as IPv4-mapped ones (RFC 4291 section 2.5.5.2).
            if (networks[i].Contains(networks[i].BaseAddress.IsIPv4MappedToIPv6 ? remote.MapToIPv6() : remote))
            {
                return true;
            }
        }

        return false;
    }
}
