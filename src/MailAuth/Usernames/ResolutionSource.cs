namespace MailAuth.Usernames;

/// <summary>Where the answer to "which account is meant" came from. The order of the values is the default order in which the sources are asked.</summary>
public enum ResolutionSource
{
    /// <summary>No source was asked, or none applied.</summary>
    None = 0,

    /// <summary>The domain in the name itself.</summary>
    Domain,

    /// <summary>The server name that the client asked for (TLS SNI) is mapped to a hosted domain.</summary>
    ServerName,

    /// <summary>The listener or local address is mapped to a hosted domain.</summary>
    Listener,

    /// <summary>An account on the host has the bare username recorded.</summary>
    LegacyUsername,

    /// <summary>The host's default domain: <see cref="UsernameOptions.DefaultDomain"/>.</summary>
    DefaultDomain,

    /// <summary>The only account on the host with that local-part.</summary>
    OnlyAccount,

    /// <summary>A service identity: exempt from qualification (<see cref="UsernameOptions.ServiceIdentities"/>). No source that <see cref="UsernameOptions.Sources"/> may list.</summary>
    ServiceIdentity,
}
