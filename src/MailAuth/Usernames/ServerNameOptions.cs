namespace MailAuth.Usernames;

/// <summary>A server name that clients ask for, and the hosted domain it means.</summary>
public sealed class ServerNameOptions
{
    /// <summary>Makes an empty mapping, to be filled in.</summary>
    public ServerNameOptions()
    {
    }

    /// <summary>Makes a mapping.</summary>
    /// <param name="name">The server name, such as <c>mail.domain.se</c>, or a pattern such as <c>mail.{domain}</c> for every hosted domain.</param>
    /// <param name="domain">The hosted domain; left out for a pattern.</param>
    public ServerNameOptions(string name, string? domain = null)
    {
        Name = name;
        Domain = domain;
    }

    /// <summary>The server name, such as <c>mail.domain.se</c>, or a pattern with one <c>{domain}</c> at its end, such as <c>mail.{domain}</c>, that holds for every one of <see cref="UsernameOptions.HostedDomains"/>.</summary>
    public string? Name { get; set; }

    /// <summary>The hosted domain that the name means, in any spelling. Required; left out for a pattern.</summary>
    public string? Domain { get; set; }
}
