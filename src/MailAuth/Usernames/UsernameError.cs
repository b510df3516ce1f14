namespace MailAuth.Usernames;

/// <summary>Why a text is not a username.</summary>
public enum UsernameError
{
    /// <summary>No error: it is a username.</summary>
    None = 0,

    /// <summary>Nothing is left after trimming.</summary>
    Empty,

    /// <summary>Over 254 octets in all, 64 in the local-part, 255 in the domain or 63 in a label (RFC 5321 section 4.5.3.1, RFC 1035 section 2.3.4), after mapping; or over 1,024 octets as it was sent.</summary>
    TooLong,

    /// <summary>The bytes are not UTF-8 (RFC 3629).</summary>
    NotUtf8,

    /// <summary>It holds a control character: U+0000 to U+001F, or U+007F to U+009F.</summary>
    ControlCharacter,

    /// <summary>The local-part is empty, or breaks the dot rules, the quoting or RFC 8265's UsernameCaseMapped profile.</summary>
    InvalidLocalPart,

    /// <summary>The domain is empty or not a domain of IDNA (UTS 46 non-transitional, STD 3, Bidi rule, IDNA 2008).</summary>
    InvalidDomain,
}
