namespace MailAuth.Accounts;

/// <summary>Whether an account may log in. The zero value is no.</summary>
public enum AccountStatus
{
    /// <summary>It may not log in; its mail still arrives.</summary>
    Disabled = 0,

    /// <summary>It may log in, with the right password and as far as its networks, its extra fields and the transition let it.</summary>
    Active,
}
