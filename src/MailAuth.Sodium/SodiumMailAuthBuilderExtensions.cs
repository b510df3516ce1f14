using MailAuth.Sodium;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Argon2 on libsodium for the engine.</summary>
public static class SodiumMailAuthBuilderExtensions
{
    /// <summary>Verifies and makes Argon2 hashes with libsodium: <see cref="SodiumArgon2.Scheme"/>. May be repeated.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="PlatformNotSupportedException">libsodium can't be loaded here: said now, not at the first login.</exception>
    public static MailAuthBuilder UseSodiumArgon2(this MailAuthBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddScheme(SodiumArgon2.Scheme);
    }
}
