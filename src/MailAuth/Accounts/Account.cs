using System.Net;

namespace MailAuth.Accounts;

/// <summary>An account as a store keeps it. Immutable. Not a record: a record's printed form would hold the password hash.</summary>
public sealed class Account
{
    /// <summary>Makes an account.</summary>
    /// <param name="address">The canonical address, as <see cref="Usernames.UsernameNormalizer"/> gives it. A store that takes addresses from people normalizes them first.</param>
    /// <param name="passwordHash">The stored password hash with its scheme; <see langword="null"/> where there is none: no password matches then.</param>
    public Account(string address, string? passwordHash)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        Address = address;
        PasswordHash = passwordHash;
    }

    /// <summary>The canonical address: the only key.</summary>
    public string Address { get; }

    /// <summary>The stored password hash with its scheme, such as <c>{ARGON2ID}$argon2id$…</c>; <see langword="null"/> where there is none. Never to be logged.</summary>
    public string? PasswordHash { get; }

    /// <summary>Whether the account may log in. Default <see cref="AccountStatus.Active"/>.</summary>
    public AccountStatus Status { get; init; } = AccountStatus.Active;

    /// <summary>Why the account is disabled, for the operator; <see langword="null"/> where nothing is recorded.</summary>
    public string? StatusReason { get; init; }

    /// <summary>
    /// The bare usernames recorded for the account, normalized. Empty: recorded, and there is none (an account made after the transition began).
    /// <see langword="null"/>: this store does not record them.
    /// </summary>
    public IReadOnlyList<string>? BareUsernames { get; init; }

    /// <summary>Canonical addresses that the account may send from, besides its own.</summary>
    public IReadOnlyList<string> SenderAddresses { get; init; } = [];

    /// <summary>The networks that the account may log in from; empty for every network.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>The exception from the transition that is kept with the account; <see langword="null"/> for none.</summary>
    public AccountOverride? Override { get; init; }

    /// <summary>When the account's bare form was last used, or, where it never was, when the store began to record it; <see langword="null"/> where the store does not know.</summary>
    public DateTimeOffset? BareUsernameLastUsed { get; init; }

    /// <summary>The username that a DIGEST-MD5 hash was made over; <see langword="null"/> where it is the address.</summary>
    public string? HashedUsername { get; init; }

    /// <summary>When the account was made; <see langword="null"/> where that is not known.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The home directory; <see langword="null"/> for the server's own rule.</summary>
    public string? Home { get; init; }

    /// <summary>The numeric user id of the mailbox; <see langword="null"/> for the server's own rule.</summary>
    public uint? UserId { get; init; }

    /// <summary>The numeric group id of the mailbox; <see langword="null"/> for the server's own rule.</summary>
    public uint? GroupId { get; init; }

    /// <summary>Where the mail is, in the server's own notation; <see langword="null"/> for the server's own rule.</summary>
    public string? MailLocation { get; init; }

    /// <summary>Further fields that a mail server understands, in the server's own names.</summary>
    public IReadOnlyDictionary<string, string> ExtraFields { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;
}
