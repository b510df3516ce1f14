using MailAuth.Transition;

namespace MailAuth.Accounts;

/// <summary>An exception from the transition that the store keeps with an account.</summary>
/// <param name="BareUsername">What holds for the account's bare form. It goes before the overrides of the options.</param>
/// <param name="Until">The first instant at which it no longer holds; <see langword="null"/> for never.</param>
/// <param name="Reason">Why it exists, for the operator; <see langword="null"/> where nothing is recorded.</param>
/// <param name="Owner">Who answers for it, for the operator; <see langword="null"/> where nobody is recorded.</param>
public sealed record AccountOverride(BareUsernameRule BareUsername, DateTimeOffset? Until, string? Reason, string? Owner);
