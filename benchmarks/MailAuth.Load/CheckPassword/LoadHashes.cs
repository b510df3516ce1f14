using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MailAuth.LegacySchemes;
using MailAuth.Passwords;
using MailAuth.Sodium;

namespace MailAuth.Load.CheckPassword;

/// <summary>The password of every account of these commands, and what is stored of it.</summary>
internal static partial class LoadHashes
{
    public const string Password = "correct horse battery staple";
    public const int Argon2KiB = 19_456;

    private const string SaltCharacters = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly PasswordVerifier Verifier =
        new(new PasswordOptions { Argon2 = { MemoryKiB = Argon2KiB, Passes = 2 } }, [SodiumArgon2.Scheme, .. LegacyPasswordSchemes.All]);

    /// <summary><c>{SHA512-CRYPT}$6$…</c>, 5,000 rounds: what most hosts have stored, and a hundredth of what MailAuth itself would make. Not for several threads at once.</summary>
    public static string MakeShaCrypt(string password = Password) =>
        "{SHA512-CRYPT}" + Marshal.PtrToStringUTF8(Crypt(password, "$6$" + RandomNumberGenerator.GetString(SaltCharacters, 16)));

    /// <summary><c>{ARGON2ID}$argon2id$…</c>, 19 MiB, two passes.</summary>
    public static string MakeArgon2(string password = Password) => Verifier.Hash(Encoding.ASCII.GetBytes(password));

    /// <summary>Whether a stored value is of a password.</summary>
    public static bool Matches(string stored, string password) =>
        Verifier.Verify(stored, Encoding.ASCII.GetBytes(password)).Result == PasswordCheckResult.Match;

    [LibraryImport("libcrypt.so.1", EntryPoint = "crypt", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Crypt(string phrase, string setting);
}
