namespace MailAuth.Passwords;

/// <summary>How the bytes of a stored value are written, as the suffix of its scheme's name says.</summary>
public enum PasswordEncoding
{
    /// <summary>No suffix: the scheme's own rule.</summary>
    Unspecified = 0,

    /// <summary>Suffix <c>.hex</c>.</summary>
    Hex,

    /// <summary>Suffix <c>.b64</c> or <c>.base64</c>.</summary>
    Base64,

    /// <summary>Any other suffix: the scheme is unknown.</summary>
    Unknown,
}
