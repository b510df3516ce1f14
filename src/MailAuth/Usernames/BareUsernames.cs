namespace MailAuth.Usernames;

/// <summary>Which bare usernames an account has.</summary>
public enum BareUsernames
{
    /// <summary>Those recorded for it; its local-part where the store records none (<see cref="Accounts.Account.BareUsernames"/> is <see langword="null"/>).</summary>
    Auto = 0,

    /// <summary>Those recorded for it, and no other.</summary>
    Recorded,

    /// <summary>Those recorded for it, and its local-part.</summary>
    LocalPart,
}
