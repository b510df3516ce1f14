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
        ReadOnlySpan<char> value = stored.Value;
        bool named = stored.IsUnnamed || stored.Names("CRYPT") || stored.Names("ARGON2") || stored.Names("ARGON2I") || stored.Names("ARGON2ID") || stored.Names("ARGON2D");
        if (!named || !value.StartsWith("$argon2", StringComparison.Ordinal))
        {
            return false;
        }

        return value.StartsWith("$argon2d$", StringComparison.Ordinal)
            || IsOld(value, "$argon2i$")
            || IsOld(value, "$argon2id$");
    }

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        LegacyArgon2Text text = LegacyArgon2Text.Read(stored.Value);
        problem =
            !text.IsWellFormed ? "malformed"
            : text.MemoryKiB > limits.Argon2MemoryKiB ? $"its memory is over {limits.Argon2MemoryKiB} KiB (passwords.limits.argon2MemoryKiB)"
            : text.Passes > limits.Argon2MemoryTimesPassesKiB || text.MemoryKiB * text.Passes > limits.Argon2MemoryTimesPassesKiB
                ? $"its memory times passes is over {limits.Argon2MemoryTimesPassesKiB} KiB (passwords.limits.argon2MemoryTimesPassesKiB)"
            : text.Lanes > limits.Argon2Lanes ? $"its lanes are over {limits.Argon2Lanes} (passwords.limits.argon2Lanes)"
            : null;
        return problem is null ? new LegacyArgon2Hash(text) : null;
    }

    private static bool IsOld(ReadOnlySpan<char> value, ReadOnlySpan<char> prefix) =>
        value.StartsWith(prefix, StringComparison.Ordinal)
        && (value[prefix.Length..].StartsWith("m=", StringComparison.Ordinal) || value[prefix.Length..].StartsWith("v=16$", StringComparison.Ordinal));
}
