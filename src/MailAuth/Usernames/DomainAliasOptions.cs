namespace MailAuth.Usernames;

/// <summary>A domain that stands for another: <c>kalle@alias</c> is <c>kalle@domain</c>.</summary>
public sealed class DomainAliasOptions
{
    /// <summary>The domain that is written.</summary>
    public string? Alias { get; set; }

    /// <summary>The domain that is meant. May not itself be an alias.</summary>
    public string? Domain { get; set; }
}
