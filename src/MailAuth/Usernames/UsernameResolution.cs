using MailAuth.Accounts;

namespace MailAuth.Usernames;

/// <summary>Which account a username means on a connection, and what told so.</summary>
/// <param name="Status">Whether one account is meant.</param>
/// <param name="Source">The source that decided; <see cref="ResolutionSource.None"/> where none applied.</param>
/// <param name="Account">The account; <see langword="null"/> unless <see cref="ResolutionStatus.Found"/>.</param>
public readonly record struct UsernameResolution(ResolutionStatus Status, ResolutionSource Source, Account? Account);
