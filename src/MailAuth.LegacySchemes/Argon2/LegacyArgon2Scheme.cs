using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Argon2;

/// <summary>
/// Argon2 before RFC 9106: version 16 of any type (<c>v=16</c>, or no version at all), and Argon2d. Version 19 of Argon2i and Argon2id is
/// other schemes'. Always to be replaced.
/// </summary>
internal sealed class LegacyArgon2Scheme : IPasswordScheme
{
    private const string Library = "BouncyCastle";

    public string Name => "Argon2, version 16 and Argon2d";

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } = [new("ARGON2D", Library)];

    public bool Claims(in StoredPassword stored)
    {
        bool named = stored.IsUnnamed || stored.Names("CRYPT") || stored.Names("ARGON2") || stored.Names("ARGON2I") || stored.Names("ARGON2ID") || stored.Names("ARGON2D");
        return named && Argon2Text.TryReadStart(stored.Value, out Argon2Type type, out int version) && (type == Argon2Type.D || version == Argon2Text.Version16);
    }

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem) =>
        Argon2Text.TryRead(stored.Value, limits, out Argon2Text text, out problem) ? new LegacyArgon2Hash(text) : null;
}
