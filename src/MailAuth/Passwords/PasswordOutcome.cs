namespace MailAuth.Passwords;

/// <summary>What verifying a password gave.</summary>
/// <param name="Verdict">The answer.</param>
/// <param name="RehashDue">Whether the hash is correct but outdated, and may be replaced.</param>
/// <param name="Reading">Which reading of the bytes matched.</param>
/// <param name="Explanation">For an unusable hash, what is wrong with it, without the hash itself.</param>
internal readonly record struct PasswordOutcome(
    PasswordVerdict Verdict, bool RehashDue = false, PasswordReading Reading = PasswordReading.AsSent, string? Explanation = null);
