namespace MailAuth;

/// <summary>All that the wire may see of a login's outcome. The zero value is a refusal.</summary>
public enum LoginStatus
{
    /// <summary>Refused, whatever the reason.</summary>
    Rejected = 0,

    /// <summary>The client is logged in, to the mailbox of <see cref="LoginResult.Account"/>.</summary>
    Accepted,

    /// <summary>No decision now; the client may try again with the same username and password.</summary>
    TemporarilyUnavailable,
}
