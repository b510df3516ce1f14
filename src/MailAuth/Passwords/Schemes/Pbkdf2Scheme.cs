using System.Security.Cryptography;

namespace MailAuth.Passwords.Schemes;

/// <summary>PBKDF2 in the spellings of Dovecot, passlib (with and without an LDAP prefix), 389 Directory Server and Django, computed by .NET.</summary>
internal sealed class Pbkdf2Scheme : IPasswordScheme
{
    private static readonly (string Start, HashAlgorithmName Algorithm, bool Django)[] Spellings =
    [
        ("$pbkdf2$", HashAlgorithmName.SHA1, false),
        ("$pbkdf2-sha1$", HashAlgorithmName.SHA1, false),
        ("$pbkdf2-sha256$", HashAlgorithmName.SHA256, false),
        ("$pbkdf2-sha512$", HashAlgorithmName.SHA512, false),
        ("pbkdf2_sha1$", HashAlgorithmName.SHA1, true),
        ("pbkdf2_sha256$", HashAlgorithmName.SHA256, true),
    ];

    public string Name => "PBKDF2";

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } =
        [new("PBKDF2", ".NET"), new("PBKDF2-SHA1", ".NET"), new("PBKDF2-SHA256", ".NET"), new("PBKDF2-SHA512", ".NET")];

    public bool Claims(in StoredPassword stored) =>
        stored.NamesItself("$pbkdf2") || stored.NamesItself("pbkdf2_sha") || AlgorithmOf(stored) is not null;

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        ReadOnlySpan<char> text = stored.Value;
        foreach ((string start, HashAlgorithmName algorithm, bool django) in Spellings)
        {
            if (StoredNumber.TryTake(ref text, start))
            {
                return Pbkdf2Text.Read(text, algorithm, django, limits, out problem);
            }
        }

        if (stored.Names("PBKDF2") && StoredNumber.TryTake(ref text, "$1$"))
        {
            return Pbkdf2Text.ReadDovecot(text, limits, out problem);
        }

        if (AlgorithmOf(stored) is { } named)
        {
            return Pbkdf2Text.Read(text, named, django: false, limits, out problem);
        }

        problem = "malformed PBKDF2: none of the spellings of Dovecot, passlib and Django";
        return null;
    }

    private static HashAlgorithmName? AlgorithmOf(in StoredPassword stored) =>
        stored.Names("PBKDF2") || stored.Names("PBKDF2-SHA1") ? HashAlgorithmName.SHA1
        : stored.Names("PBKDF2-SHA256") ? HashAlgorithmName.SHA256
        : stored.Names("PBKDF2-SHA512") ? HashAlgorithmName.SHA512
        : null;
}
