namespace MailAuth.Usernames;

/// <summary>The form of a username: with its domain or without, as it was sent.</summary>
public enum UsernameForm
{
    /// <summary>Not a username.</summary>
    None = 0,

    /// <summary>A bare username: the local-part alone (<c>kalle</c>).</summary>
    LocalPart,

    /// <summary>A full username: the address (<c>kalle@domain.se</c>).</summary>
    FullAddress,
}
