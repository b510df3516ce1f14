namespace MailAuth.Passwords;

/// <summary>What <see cref="PasswordVerifier.Verify"/> found out. Holds neither the password nor the stored value.</summary>
/// <param name="Result">Whether the password matches; or that the stored value can't be used.</param>
/// <param name="Scheme">The scheme in its usual spelling, such as <c>SSHA256</c>; <see langword="null"/> where it is not a known one.</param>
/// <param name="Reason">Why there is no match, in words for a log; <see langword="null"/> after a match and where the password is simply wrong.</param>
/// <param name="RehashDue">
/// After a match: whether the value is outdated and may be replaced. Never where the scheme looks at a part of this password only, or where CRAM-MD5, SCRAM or DIGEST-MD5 still need the value.
/// </param>
public readonly record struct PasswordCheck(PasswordCheckResult Result, string? Scheme, string? Reason, bool RehashDue);
