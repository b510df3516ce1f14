namespace MailAuth.Passwords;

/// <summary>The types of Argon2 (RFC 9106), with the numbers of the reference implementation.</summary>
public enum Argon2Type
{
    /// <summary>Argon2d (<c>$argon2d$</c>): its memory accesses depend on the password.</summary>
    D = 0,

    /// <summary>Argon2i (<c>$argon2i$</c>): its memory accesses don't depend on the password.</summary>
    I = 1,

    /// <summary>Argon2id (<c>$argon2id$</c>), of which new hashes are: the first half as <see cref="I"/>, the rest as <see cref="D"/>.</summary>
    Id = 2,
}
