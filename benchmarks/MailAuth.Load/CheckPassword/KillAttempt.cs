namespace MailAuth.Load.CheckPassword;

/// <summary>A login that may be killed.</summary>
/// <param name="User">The username.</param>
/// <param name="Password">The right password.</param>
/// <param name="ServerName">The server name that the client asks for: no two attempts have the same, so that a usage line tells its attempt.</param>
/// <param name="KillAfterMicroseconds">When, after its start; null: never.</param>
internal sealed record KillAttempt(string User, string Password, string ServerName, long? KillAfterMicroseconds);
