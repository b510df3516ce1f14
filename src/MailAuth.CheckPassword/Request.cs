namespace MailAuth.CheckPassword;

/// <summary>What the server asks.</summary>
internal enum Request
{
    /// <summary>Is this the password, and may this username be used?</summary>
    Password,

    /// <summary>The server has checked a master user's password, and asks for the account that is to be opened.</summary>
    MasterLogin,

    /// <summary>Who is this, without a password (a userdb look-up)?</summary>
    Lookup,

    /// <summary>What is the stored password itself? Never answered.</summary>
    Credentials,

    /// <summary>Is this a master user? Never answered: whoever has an account would open every other.</summary>
    MasterPassdb,
}
