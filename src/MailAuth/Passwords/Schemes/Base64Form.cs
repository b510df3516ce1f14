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

    /// <summary>A dot or a plus sign, padded or not; no blanks, unused bits are ignored. As passlib reads it, which writes dots and no padding.</summary>
    Passlib,
}
