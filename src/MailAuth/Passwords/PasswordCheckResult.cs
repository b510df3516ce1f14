namespace MailAuth.Passwords;

/// <summary>The three answers of a password check. The zero value is no.</summary>
public enum PasswordCheckResult
{
    /// <summary>It is not the password; or it can be none (empty, with a NUL, over 1,024 bytes).</summary>
    Mismatch = 0,

    /// <summary>It is the password.</summary>
    Match,

    /// <summary>The stored value can't be used: malformed, of an unknown scheme, or over a limit. An operator's fault, not the user's.</summary>
    Unusable,
}
