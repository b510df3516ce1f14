namespace MailAuth.LegacySchemes.Argon2;

/// <summary>The types of Argon2, with the numbers of the reference implementation.</summary>
internal enum LegacyArgon2Type
{
    /// <summary>Its memory accesses depend on the password.</summary>
    D = 0,

    /// <summary>They don't.</summary>
    I = 1,

    /// <summary>The first half as <see cref="I"/>, the rest as <see cref="D"/>.</summary>
    Id = 2,
}
