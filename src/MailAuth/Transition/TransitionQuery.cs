using System.Net;
using MailAuth.Accounts;
using MailAuth.Usernames;

namespace MailAuth.Transition;

/// <summary>What a transition decision depends on: all of it, the time included.</summary>
public readonly record struct TransitionQuery
{
    /// <summary>The account's canonical address. Required.</summary>
    public required string Address { get; init; }

    /// <summary>The form that was used: everything but <see cref="UsernameForm.FullAddress"/> is decided as a bare username. Required.</summary>
    public required UsernameForm Form { get; init; }

    /// <summary>The time, by which the dates decide. Required.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The protocol, which overrides may go by. Default <see cref="MailProtocol.Other"/>.</summary>
    public MailProtocol Protocol { get; init; }

    /// <summary>The client's address; <see langword="null"/> where it is not known: no network override applies then.</summary>
    public IPAddress? RemoteAddress { get; init; }

    /// <summary>The override that is kept with the account; <see langword="null"/> for none.</summary>
    public AccountOverride? AccountOverride { get; init; }

    /// <summary>When the account's bare form was last used; <see langword="null"/> where it is not known: no ratchet applies then.</summary>
    public DateTimeOffset? BareUsernameLastUsed { get; init; }
}
