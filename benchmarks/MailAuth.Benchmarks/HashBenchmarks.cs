using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using MailAuth.LegacySchemes;
using MailAuth.Passwords;
using MailAuth.Sodium;

namespace MailAuth.Benchmarks;

/// <summary>
/// Verifying one password, side by side with the C library that the rest of the world uses: Argon2id against libargon2, bcrypt against
/// crypt(3) called from C.
/// </summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public unsafe class HashBenchmarks
{
    private static readonly byte[] Password = "correct horse battery staple"u8.ToArray();
    private static readonly PasswordVerifier Core = new();
    private static readonly PasswordVerifier Sodium = new(schemes: [SodiumArgon2.Scheme]);
    private static readonly PasswordVerifier Legacy = new(schemes: LegacyPasswordSchemes.All);

    private string large = "";
    private string small = "";
    private string bcrypt = "";
    private delegate* unmanaged<byte*, byte*, int> cryptMatches;

    [GlobalSetup]
    public void Setup()
    {
        large = Make(65_536, 3);
        small = Make(19_456, 2);
        bcrypt = BCrypt.Net.BCrypt.HashPassword("correct horse battery staple", 12);
        cryptMatches = (delegate* unmanaged<byte*, byte*, int>)NativeLibrary.GetExport(NativeLibrary.Load(NativeReference.CompileCrypt()), "crypt_matches");
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Argon2id 64 MiB x 3")]
    public bool LargeLibargon2() => Reference(large);

    [Benchmark]
    [BenchmarkCategory("Argon2id 64 MiB x 3")]
    public bool LargeSodium() => Verify(Sodium, large);

    [Benchmark]
    [BenchmarkCategory("Argon2id 64 MiB x 3")]
    public bool LargeKonscious() => Verify(Core, large);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Argon2id 19 MiB x 2")]
    public bool SmallLibargon2() => Reference(small);

    [Benchmark]
    [BenchmarkCategory("Argon2id 19 MiB x 2")]
    public bool SmallSodium() => Verify(Sodium, small);

    [Benchmark]
    [BenchmarkCategory("Argon2id 19 MiB x 2")]
    public bool SmallKonscious() => Verify(Core, small);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("bcrypt, cost 12")]
    public bool BcryptC()
    {
        fixed (byte* phrase = "correct horse battery staple\0"u8)
        fixed (byte* stored = System.Text.Encoding.ASCII.GetBytes(bcrypt + "\0"))
        {
            return cryptMatches(phrase, stored) == 1 ? true : throw new InvalidOperationException("The reference does not match.");
        }
    }

    [Benchmark]
    [BenchmarkCategory("bcrypt, cost 12")]
    public bool BcryptLegacySchemes() => Verify(Legacy, "{BLF-CRYPT}" + bcrypt);

    [Benchmark]
    [BenchmarkCategory("bcrypt, cost 12")]
    public bool BcryptCore() => Verify(Core, "{BLF-CRYPT}" + bcrypt);

    private static string Make(int memoryKiB, int passes) =>
        new PasswordVerifier(new PasswordOptions { Argon2 = { MemoryKiB = memoryKiB, Passes = passes } }, [SodiumArgon2.Scheme]).Hash(Password);

    private static bool Verify(PasswordVerifier verifier, string stored) =>
        verifier.Verify(stored, Password).Result == PasswordCheckResult.Match ? true : throw new InvalidOperationException("It does not match.");

    private static bool Reference(string stored)
    {
        fixed (byte* password = Password)
        {
            return NativeReference.Argon2Verify(stored["{ARGON2ID}".Length..], password, (nuint)Password.Length) == 0 ? true : throw new InvalidOperationException("The reference does not match.");
        }
    }
}
