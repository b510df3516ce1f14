namespace MailAuth.Passwords.Schemes;

/// <summary>The spellings of base64 that stored values come in.</summary>
internal enum Base64Form
{
    /// <summary>RFC 4648 section 4, padded; blanks and unused bits are ignored. As Dovecot reads it.</summary>
    Lenient,

    /// <summary>RFC 4648 section 4, padded; no blanks, unused bits are zero.</summary>
    Padded,

    /// <summary>As <see cref="Padded"/> but never padded. As Argon2's reference decoder reads it.</summary>
    Unpadded,

    /// <summary>As <see cref="Unpadded"/>, with a dot for the plus sign; unused bits are ignored. As passlib reads it.</summary>
    Passlib,
}
