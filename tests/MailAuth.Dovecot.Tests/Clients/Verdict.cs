namespace MailAuth.Dovecot.Tests.Clients;

/// <summary>What a client was told.</summary>
public enum Verdict
{
    /// <summary>Come in.</summary>
    Accepted,

    /// <summary>The name or the password is wrong.</summary>
    Rejected,

    /// <summary>Try later.</summary>
    Unavailable,

    /// <summary>The password is right, the name must be the full address: with the sentence, where the server can tell it.</summary>
    UseFullAddress,
}
