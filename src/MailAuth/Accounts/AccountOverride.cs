using MailAuth.Transition;

namespace MailAuth.Accounts;

/// <summary>An exception from the transition that the store keeps with an account.</summary>
/// <param name="BareUsername">What holds for the account's bare form.</param>
/// <param name="Until">The first instant at which it no longer holds; <see langword="null"/> for never.</param>
/// <param name="Reason">Why it exists.</param>
/// <param name="Owner">Who answers for it.</param>
public sealed record AccountOverride(BareUsernameRule BareUsername, DateTimeOffset? Until, string? Reason, string? Owner);
