using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Crypt;

/// <summary>Apache's variant of MD5-crypt, <c>$apr1$salt$</c> and 22 characters, which htpasswd writes and libcrypt hasn't got.</summary>
internal sealed class Apr1Scheme : IPasswordScheme
{
    private const string SchemeName = "APR1-CRYPT";

    public string Name => "apr1";

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } = [new(SchemeName, ".NET") { IsWeak = true }];

    public bool Claims(in StoredPassword stored) => stored.NamesItself(Apr1Hash.Prefix) || stored.Names(SchemeName);

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        ReadOnlySpan<char> rest = stored.Value;
        bool wellFormed = CryptText.TryTake(ref rest, Apr1Hash.Prefix)
            & CryptText.TryTakeToDollar(ref rest, out ReadOnlySpan<char> salt)
            && salt.Length <= 8 && CryptText.IsPrintable(salt) && CryptText.IsChecksum(rest, Apr1Hash.ChecksumLength);
        problem = wellFormed ? null : CryptFamily.Malformed;
        return wellFormed ? new Apr1Hash(SchemeName, salt, rest) : null;
    }
}
