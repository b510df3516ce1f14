namespace MailAuth.Usernames;

/// <summary>A domain that stands for another: <c>kalle@alias</c> is <c>kalle@domain</c>.</summary>
public sealed class DomainAliasOptions
{
    /// <summary>The domain that is written, in any spelling. Required; given once.</summary>
    public string? Alias { get; set; }

    /// <summary>The domain that is meant, in any spelling. May not itself be an alias. Required.</summary>
    public string? Domain { get; set; }
}
