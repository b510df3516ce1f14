using System.Collections.Frozen;

namespace MailAuth.Accounts;

/// <summary>What few accounts have: apart from them, so that of a million accounts a login reads little memory. Written while its account is made, never after.</summary>
internal sealed class AccountDetails
{
    /// <summary>What an account has that has none.</summary>
    public static readonly AccountDetails None = new();

    public string? StatusReason { get; set; }

    public DateTimeOffset? BareUsernameLastUsed { get; set; }

    public string? HashedUsername { get; set; }

    public DateTimeOffset? Created { get; set; }

    public string? Home { get; set; }

    public uint? UserId { get; set; }

    public uint? GroupId { get; set; }

    public string? MailLocation { get; set; }

    public IReadOnlyDictionary<string, string> ExtraFields { get; set; } = FrozenDictionary<string, string>.Empty;
}
