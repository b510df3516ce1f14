using System.Text;
using CsCheck;
using MailAuth.LegacySchemes.Crypt;
using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Tests;

/// <summary>What libcrypt refuses is unusable, so what is parsed here is what libcrypt takes. libcrypt itself does not tell a refusal from a mismatch.</summary>
public sealed class StrictnessTests
{
    private const string Characters = "./0129AYZaz$,=_j{}~";

    private static readonly PasswordLimits Limits = new() { CryptRounds = 20_000, ShaCryptRounds = 20_000, ScryptMemoryKiB = 2_048, BcryptCost = 6 };

    private static readonly string[] Values =
    [
        .. VectorFile.Names
            .Where(name => name.StartsWith("libxcrypt/", StringComparison.Ordinal) && !name.EndsWith(".malformed.txt", StringComparison.Ordinal))
            .SelectMany(name => VectorFile.Read(name).Take(8))
            .Select(vector => vector.Stored),
    ];

    [Fact]
    public void Whatever_is_parsed_libcrypt_takes()
    {
        IPasswordScheme crypt = LegacyPasswordSchemes.All.Single(scheme => scheme is CryptScheme);
        CryptLibrary library = CryptLibrary.System!;
        Gen.Select(Gen.Int[0, Values.Length - 1].Select(i => Values[i]), Gen.Int[0, 40], Gen.Char[Characters], Gen.Int[0, 2]).Sample(
            (value, at, c, how) =>
            {
                at = Math.Min(at, value.Length - 1);
                string changed = how switch
                {
                    0 => string.Concat(value.AsSpan(0, at), [c], value.AsSpan(at + 1)),
                    1 => string.Concat(value.AsSpan(0, at), [c], value.AsSpan(at)),
                    _ => value.Remove(at, 1),
                };
                StoredPassword stored = StoredPassword.Read("{CRYPT}" + changed);
                PasswordHash? hash = crypt.Claims(stored) ? crypt.Parse(stored, Limits, out _) : null;
                return hash is null || library.Takes(Encoding.ASCII.GetBytes(changed + "\0"));
            },
            iter: 2_000);
    }
}
