namespace MailAuth.Passwords;

/// <summary>The types of Argon2 (RFC 9106), with the numbers of the reference implementation.</summary>
public enum Argon2Type
{
    /// <summary>Argon2d: its memory accesses depend on the password.</summary>
    D = 0,

    /// <summary>Argon2i: they don't.</summary>
    I = 1,

    /// <summary>Argon2id: the first half as <see cref="I"/>, the rest as <see cref="D"/>.</summary>
    Id = 2,
}
