using MailAuth.LegacySchemes;
using MailAuth.Passwords;
using MailAuth.Sodium;

namespace MailAuth.Tool;

/// <summary>The password schemes of the command: the core's and those of the packages that it carries.</summary>
internal static class ToolSchemes
{
    /// <summary>The schemes besides the core's own, in the order of their registration.</summary>
    public static IReadOnlyList<IPasswordScheme> Additional { get; } = [.. Sodium(), .. LegacyPasswordSchemes.All];

    /// <summary>A verifier of all of them with the default limits and costs.</summary>
    public static PasswordVerifier CreateVerifier() => new(schemes: Additional);

    private static IReadOnlyList<IPasswordScheme> Sodium()
    {
        try
        {
            return [SodiumArgon2.Scheme];
        }
        catch (PlatformNotSupportedException)
        {
            // The core's own Argon2 gives the same answers, slower; "mailauth schemes" names the library that serves.
            return [];
        }
    }
}
