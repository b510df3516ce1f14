using System.Net;
using MailAuth.Usernames;

namespace MailAuth.Accounts;

/// <summary>An account as a store keeps it. Immutable. Not a record: a record's printed form would hold the password hash.</summary>
public sealed class Account
{
    private AccountDetails details = AccountDetails.None;

    /// <summary>Makes an account.</summary>
    /// <param name="address">The canonical address, as <see cref="UsernameNormalizer"/> gives it. A store that takes addresses from people normalizes them first.</param>
    /// <param name="passwordHash">The stored password hash with its scheme; <see langword="null"/> where there is none: no password matches then.</param>
    /// <exception cref="ArgumentException">The address is empty. Nothing else of it is checked here: see <see cref="Normalize"/>.</exception>
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
    public string? StatusReason
    {
        get => details.StatusReason;
        init => Detail(value is not null)?.StatusReason = value;
    }

    /// <summary>
    /// The bare usernames recorded for the account, normalized. Empty: recorded, and there is none (an account made after the transition began).
    /// <see langword="null"/> (the default): this store does not record them, and <see cref="UsernameOptions.BareUsernames"/> says whether the local-part is one.
    /// </summary>
    public IReadOnlyList<string>? BareUsernames { get; init; }

    /// <summary>Canonical addresses that the account may send from, besides its own. Default: none.</summary>
    public IReadOnlyList<string> SenderAddresses { get; init; } = [];

    /// <summary>The networks that the account may log in from; empty (the default) for every network. With some, a login from an address that is not known is refused.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>The exception from the transition that is kept with the account; <see langword="null"/> for none.</summary>
    public AccountOverride? Override { get; init; }

    /// <summary>When the account's bare form was last used, or, where it never was, when the store began to record it; <see langword="null"/> where the store does not know.</summary>
    public DateTimeOffset? BareUsernameLastUsed
    {
        get => details.BareUsernameLastUsed;
        init => Detail(value is not null)?.BareUsernameLastUsed = value;
    }

    /// <summary>The username that a DIGEST-MD5 hash was made over; <see langword="null"/> where it is the address.</summary>
    public string? HashedUsername
    {
        get => details.HashedUsername;
        init => Detail(value is not null)?.HashedUsername = value;
    }

    /// <summary>When the account was made; <see langword="null"/> where that is not known.</summary>
    public DateTimeOffset? Created
    {
        get => details.Created;
        init => Detail(value is not null)?.Created = value;
    }

    /// <summary>The home directory; <see langword="null"/> for the server's own rule.</summary>
    public string? Home
    {
        get => details.Home;
        init => Detail(value is not null)?.Home = value;
    }

    /// <summary>The numeric user id of the mailbox; <see langword="null"/> for the server's own rule.</summary>
    public uint? UserId
    {
        get => details.UserId;
        init => Detail(value is not null)?.UserId = value;
    }

    /// <summary>The numeric group id of the mailbox; <see langword="null"/> for the server's own rule.</summary>
    public uint? GroupId
    {
        get => details.GroupId;
        init => Detail(value is not null)?.GroupId = value;
    }

    /// <summary>Where the mail is, in the server's own notation; <see langword="null"/> for the server's own rule.</summary>
    public string? MailLocation
    {
        get => details.MailLocation;
        init => Detail(value is not null)?.MailLocation = value;
    }

    /// <summary>
    /// Further fields that a mail server understands, in the server's own names. The engine itself reads two of them, as Dovecot has them: with <c>nologin</c>
    /// the right password is refused too, and its owner is told <c>reason</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> ExtraFields
    {
        get => details.ExtraFields;
        init => Detail(value.Count > 0)?.ExtraFields = value;
    }

    /// <summary>
    /// Gives this account with its names in canonical form: the address, the bare usernames (none twice) and the sender addresses (none twice).
    /// For a store that takes accounts from people or from other programs. An address without a domain (a service identity) stays one.
    /// </summary>
    /// <param name="normalizer">The host's normalizer.</param>
    /// <returns>This account where nothing changes, else a copy.</returns>
    /// <exception cref="ArgumentException">The address is not a username, a bare username is not one or has a domain, or a sender address is not a full address. The message names it.</exception>
    public Account Normalize(UsernameNormalizer normalizer)
    {
        ArgumentNullException.ThrowIfNull(normalizer);
        string address = Canonical(normalizer, Address, UsernameForm.None, "address");
        IReadOnlyList<string>? bareUsernames = BareUsernames is null ? null : Canonical(normalizer, BareUsernames, UsernameForm.LocalPart, "bare username");
        IReadOnlyList<string> senderAddresses = Canonical(normalizer, SenderAddresses, UsernameForm.FullAddress, "sender address");
        return address == Address && ReferenceEquals(bareUsernames, BareUsernames) && ReferenceEquals(senderAddresses, SenderAddresses)
            ? this
            : With(address, PasswordHash, bareUsernames, senderAddresses);
    }

    /// <summary>Whether the account's extra fields refuse a login, whatever the password.</summary>
    internal bool RefusesLogin => ExtraFields.Count > 0 && ExtraFields.ContainsKey("nologin");

    /// <summary>What the owner of an account that refuses logins is told; null for the common sentence.</summary>
    internal string? RefusalReason => ExtraFields.GetValueOrDefault("reason");

    /// <summary>This account with another password hash.</summary>
    internal Account WithPasswordHash(string? passwordHash) => With(Address, passwordHash, BareUsernames, SenderAddresses);

    /// <summary>This account with other bare usernames.</summary>
    internal Account WithBareUsernames(IReadOnlyList<string> bareUsernames) => With(Address, PasswordHash, bareUsernames, SenderAddresses);

    private static IReadOnlyList<string> Canonical(UsernameNormalizer normalizer, IReadOnlyList<string> names, UsernameForm form, string what)
    {
        List<string> canonical = new(names.Count);
        bool same = true;
        foreach (string name in names)
        {
            string one = Canonical(normalizer, name, form, what);
            same &= one == name;
            if (canonical.Contains(one))
            {
                same = false;
            }
            else
            {
                canonical.Add(one);
            }
        }

        return same ? names : canonical.AsReadOnly();
    }

    private static string Canonical(UsernameNormalizer normalizer, string name, UsernameForm form, string what)
    {
        Username username = normalizer.Normalize(name);
        if (username.Text is null)
        {
            throw new ArgumentException($"\"{name}\" can't be an account's {what}: {username.Error}.");
        }

        return form == UsernameForm.None || username.Form == form
            ? username.Text
            : throw new ArgumentException($"\"{name}\" can't be an account's {what}: it must {(form == UsernameForm.LocalPart ? "have no domain" : "be a full address")}.");
    }

    private Account With(string address, string? passwordHash, IReadOnlyList<string>? bareUsernames, IReadOnlyList<string> senderAddresses) => new(address, passwordHash)
    {
        Status = Status,
        BareUsernames = bareUsernames,
        SenderAddresses = senderAddresses,
        AllowedNetworks = AllowedNetworks,
        Override = Override,
        details = details,
    };

    /// <summary>The details to write to while the account is made; null where there is nothing to write.</summary>
    private AccountDetails? Detail(bool isGiven)
    {
        if (isGiven && ReferenceEquals(details, AccountDetails.None))
        {
            details = new AccountDetails();
        }

        return isGiven ? details : null;
    }
}
