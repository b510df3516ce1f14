namespace MailAuth.Accounts;

/// <summary>Whether an account may log in. The zero value is no.</summary>
public enum AccountStatus
{
    /// <summary>It may not log in; its mail still arrives.</summary>
    Disabled = 0,

    /// <summary>It may log in.</summary>
    Active,
}
