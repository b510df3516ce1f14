namespace MailAuth.Passwords;

/// <summary>The answer of a password check. The zero value is no.</summary>
internal enum PasswordVerdict
{
    /// <summary>The password is wrong (or there was no account to check).</summary>
    Mismatch = 0,

    /// <summary>The password is right.</summary>
    Match,

    /// <summary>The stored hash can't be used.</summary>
    Unusable,

    /// <summary>The queue was full: nothing was checked, or the decoy that was owed could not be done.</summary>
    Busy,
}
