using System.Text;

namespace MailAuth.Sasl;

/// <summary>The mechanisms that this library speaks.</summary>
public static class SaslMechanisms
{
    /// <summary>Their names in upper case, in the order in which a server should offer them. All are plaintext mechanisms: not to be offered without TLS.</summary>
    public static IReadOnlyList<string> Names { get; } = Array.AsReadOnly(["PLAIN", "LOGIN"]);

    /// <summary>Starts a mechanism by its name in any case; null for a name that is none of <see cref="Names"/>.</summary>
    internal static SaslMechanism? Create(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "PLAIN") ? new PlainMechanism()
        : Ascii.EqualsIgnoreCase(name, "LOGIN") ? new LoginMechanism()
        : null;
}
