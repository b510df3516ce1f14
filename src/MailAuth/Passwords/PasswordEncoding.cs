namespace MailAuth.Passwords;

/// <summary>How the bytes of a stored value are written, as the suffix of its scheme's name says.</summary>
public enum PasswordEncoding
{
    /// <summary>No suffix: the scheme's own rule.</summary>
    Unspecified = 0,

    /// <summary>Suffix <c>.hex</c>: hexadecimal.</summary>
    Hex,

    /// <summary>Suffix <c>.b64</c> or <c>.base64</c>: base64 (RFC 4648 section 4).</summary>
    Base64,

    /// <summary>Any other suffix: the scheme is unknown.</summary>
    Unknown,
}
