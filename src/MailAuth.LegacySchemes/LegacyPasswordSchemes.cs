using MailAuth.LegacySchemes.Argon2;
using MailAuth.LegacySchemes.Challenge;
using MailAuth.LegacySchemes.Crypt;
using MailAuth.LegacySchemes.Digests;
using MailAuth.Passwords;

namespace MailAuth.LegacySchemes;

/// <summary>
/// What hosts have stored since the nineties: crypt(3) by the system's libcrypt, Apache's <c>$apr1$</c>, MD4 digests,
/// Argon2 of version 16 and Argon2d. Each is replaced by Argon2id at its owner's next login, where the store allows it; only what is kept for
/// CRAM-MD5 (which needs OpenSSL's libcrypto) stays, because that mechanism needs it.
/// </summary>
/// <remarks>
/// <para>
/// crypt(3) needs a libcrypt with <c>crypt_rn</c>: libxcrypt, which Debian, Ubuntu, Fedora and openSUSE have. It is looked for, and asked for its
/// families, when the schemes are first used here: where it or one of them is missing, <see cref="PasswordSchemeInfo.Problem"/> says so, values
/// of that family are unusable, and bcrypt is left to the core.
/// </para>
/// <para>
/// Rulings where implementations differ. bcrypt is crypt_blowfish's, for any bytes: <c>$2y$</c> and <c>$2b$</c> are the correct algorithm, <c>$2x$</c> is
/// the one with the sign extension fault, <c>$2a$</c> is the correct one except that it differs on purpose for passwords with bytes 0xFF that would
/// collide under the fault. DES looks at 8 bytes of a password (their lower seven bits), bigcrypt at 128, bcrypt at 72, every other family at all;
/// libcrypt takes no longer password than 511 bytes there. <c>{CRYPT}</c>, <c>{DES-CRYPT}</c>, <c>{SHA256-CRYPT}</c> and <c>{SHA512-CRYPT}</c> each stand for
/// any crypt(3) value, as in Dovecot. NT hashes are libcrypt's too as crypt(3) values (<c>$3$</c>: each byte is a character), and of UTF-16 as <c>{NTLM}</c>.
/// </para>
/// <para>
/// New values, for other programs that read the same table, are made of four schemes: <c>BLF-CRYPT</c> (<c>$2b$</c>, cost 12), <c>SHA512-CRYPT</c> and
/// <c>SHA256-CRYPT</c> (100,000 rounds) and <c>YESCRYPT</c> (libcrypt's default cost), where libcrypt has the family and <c>crypt_gensalt_rn</c>. No password
/// is truncated for it: over 72 bytes for bcrypt, over 511 for the others is an <see cref="ArgumentException"/>. Where
/// <see cref="PasswordLimits"/> are set below these costs, <see cref="PasswordVerifier.Hash"/> makes no such value, and says which limit it is.
/// </para>
/// </remarks>
public static class LegacyPasswordSchemes
{
    /// <summary>The schemes, to be registered in this order.</summary>
    public static IReadOnlyList<IPasswordScheme> All { get; } = [new CryptScheme(), new Apr1Scheme(), new Md4Scheme(), new LegacyArgon2Scheme(), new CramMd5Scheme()];
}
