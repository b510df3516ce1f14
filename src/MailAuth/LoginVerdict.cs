using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Throttling;
using MailAuth.Usage;

namespace MailAuth;

/// <summary>What steps 3 to 6 of a login have come to.</summary>
/// <param name="Result">The result.</param>
/// <param name="Throttle">What it was for the throttle.</param>
/// <param name="Password">The outcome of the password.</param>
/// <param name="Account">Of an accepted login, the account.</param>
/// <param name="Usage">Of an accepted login, its record, where there is somebody to take it.</param>
internal readonly record struct LoginVerdict(LoginResult Result, ThrottleOutcome Throttle, PasswordOutcome Password = default, Account? Account = null, UsageRecord? Usage = null);
