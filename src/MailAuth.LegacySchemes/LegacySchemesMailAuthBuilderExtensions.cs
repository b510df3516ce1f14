using MailAuth.LegacySchemes;
using MailAuth.Passwords;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What old hosts have stored, for the engine.</summary>
public static class LegacySchemesMailAuthBuilderExtensions
{
    /// <summary>Verifies crypt(3), <c>$apr1$</c>, MD4 and old Argon2 values: <see cref="LegacyPasswordSchemes.All"/>. May be repeated.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static MailAuthBuilder AddLegacySchemes(this MailAuthBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (IPasswordScheme scheme in LegacyPasswordSchemes.All)
        {
            builder.AddScheme(scheme);
        }

        return builder;
    }
}
