namespace MailAuth.Passwords;

/// <summary>A reading of the bytes of a password.</summary>
internal enum PasswordReading
{
    /// <summary>As they were sent; UTF-8 in its <see cref="OpaqueString"/> form where the host's hashes were made of that.</summary>
    AsSent = 0,

    /// <summary>Sent as UTF-8, read as Windows-1252.</summary>
    AsWindows1252,

    /// <summary>Sent as Windows-1252, read as UTF-8.</summary>
    AsUtf8,
}
