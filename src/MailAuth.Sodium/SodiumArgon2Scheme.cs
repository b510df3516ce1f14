using MailAuth.Passwords;

namespace MailAuth.Sodium;

/// <summary>
/// Argon2id and Argon2i of version 19 (RFC 9106) on libsodium, with any number of lanes. Tags under 16 bytes, which libsodium does not
/// take, are left to the core.
/// </summary>
internal sealed class SodiumArgon2Scheme(Lazy<SodiumLibrary> library) : IPasswordScheme
{
    private const string Hybrid = "ARGON2ID", Independent = "ARGON2I", Any = "ARGON2";
    private const string Library = "libsodium";

    /// <summary>16 bytes in base64 without padding.</summary>
    private const int LeastTagCharacters = 22;

    public string Name => "Argon2 (libsodium)";

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } =
        [new(Hybrid, Library) { CanHash = true }, new(Independent, Library), new(Any, Library)];

    public bool Claims(in StoredPassword stored)
    {
        ReadOnlySpan<char> value = stored.Value;
        return (stored.IsUnnamed || stored.Names("CRYPT") || stored.Names(Hybrid) || stored.Names(Independent) || stored.Names(Any))
            && Argon2Text.TryReadStart(value, out Argon2Type type, out int version) && type != Argon2Type.D && version == Argon2Text.Version19
            && value.Length - value.LastIndexOf('$') - 1 >= LeastTagCharacters;
    }

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem) =>
        Argon2Text.TryRead(stored.Value, limits, out Argon2Text text, out problem) ? new SodiumArgon2Hash(library, text, stored.Value) : null;

    /// <summary>One lane, whatever the options say: libsodium makes no other, and would compute the lanes one after another.</summary>
    public string Hash(string scheme, ReadOnlySpan<byte> password, Argon2Options cost) =>
        $"{{{Hybrid}}}{library.Value.Make(password, cost.MemoryKiB, cost.Passes)}";
}
