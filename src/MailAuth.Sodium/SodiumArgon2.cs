using MailAuth.Passwords;

namespace MailAuth.Sodium;

/// <summary>Argon2id and Argon2i on libsodium: about half the time of the core's, with no managed memory.</summary>
public static class SodiumArgon2
{
    private static readonly Lazy<SodiumLibrary> Library = new(static () => SodiumLibrary.Load());

    /// <summary>
    /// The scheme, which serves what the core's own Argon2 scheme serves: <c>$argon2id$v=19$</c> and <c>$argon2i$v=19$</c> of any lanes, and new hashes.
    /// New hashes have one lane, whatever <see cref="Argon2Options.Lanes"/> says: libsodium makes no other, and computes lanes one after another.
    /// libsodium is loaded when this is first asked for.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">libsodium can't be loaded here; the message says what to do.</exception>
    public static IPasswordScheme Scheme
    {
        get
        {
            _ = Library.Value;
            return DeferredScheme;
        }
    }

    /// <summary>
    /// The same scheme, for short-lived processes: libsodium is loaded when a hash is first computed, which most of them never do. Where it can't be loaded,
    /// logins that need it are temporarily unavailable.
    /// </summary>
    public static IPasswordScheme DeferredScheme { get; } = new SodiumArgon2Scheme(Library);
}
