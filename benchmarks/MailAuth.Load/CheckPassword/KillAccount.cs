namespace MailAuth.Load.CheckPassword;

/// <summary>An account whose hash is to be replaced.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Password">Its password.</param>
/// <param name="OldHash">What was stored of it at first.</param>
internal sealed record KillAccount(string Address, string Password, string OldHash);
