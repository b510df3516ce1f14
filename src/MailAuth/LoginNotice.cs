namespace MailAuth;

/// <summary>What may be told to the user besides the status. Set only after the right password and over TLS.</summary>
public enum LoginNotice
{
    /// <summary>Nothing is to be told.</summary>
    None = 0,

    /// <summary>Accepted, with a bare username that will stop working: change to the full address soon.</summary>
    ChangeToFullAddress,

    /// <summary>Refused: the bare username works no more, use the full address.</summary>
    UseFullAddress,

    /// <summary>Refused: logging in is switched off for the account, and its extra field <c>reason</c> may say why.</summary>
    LoginSwitchedOff,

    /// <summary>Refused: the authorization identity is another account.</summary>
    AnotherAccount,
}
