using System.Text;
using BenchmarkDotNet.Attributes;
using Konscious.Security.Cryptography;
using MailAuth.Passwords;
using MailAuth.Sodium;
using Microsoft.AspNetCore.Identity;

namespace MailAuth.Benchmarks.Peers;

/// <summary>
/// One right password against one stored value, beside the hashers that a program would pick instead, each at its own default cost: what is bought differs as much as the price. Argon2id of 19 MiB holds off a
/// guesser with graphics cards far longer than PBKDF2 does for the same time.
/// </summary>
[MemoryDiagnoser]
public class HasherBenchmarks
{
    private static readonly IdentityUser User = new("kalle@domain.se");

    private readonly PasswordVerifier sodium = new(schemes: [SodiumArgon2.Scheme]);
    private readonly PasswordHasher<IdentityUser> identity = new();
    private readonly byte[] password = Encoding.ASCII.GetBytes("secret");
    private readonly byte[] salt = Encoding.ASCII.GetBytes("saltsaltsaltsalt");
    private readonly string argon2Stored;
    private readonly string identityStored;
    private readonly string bcryptStored = BCrypt.Net.BCrypt.HashPassword("secret");

    public HasherBenchmarks()
    {
        argon2Stored = sodium.Hash(password);
        identityStored = identity.HashPassword(User, "secret");
    }

    [Benchmark(Baseline = true)]
    public bool MailAuthSodiumArgon2id() => sodium.Verify(argon2Stored, password).Result == PasswordCheckResult.Match;

    [Benchmark]
    public byte[] KonsciousArgon2id()
    {
        using var argon2 = new Argon2id(password) { Salt = salt, MemorySize = 19_456, Iterations = 2, DegreeOfParallelism = 1 };
        return argon2.GetBytes(32);
    }

    [Benchmark]
    public bool IdentityPasswordHasher() => identity.VerifyHashedPassword(User, identityStored, "secret") == PasswordVerificationResult.Success;

    [Benchmark]
    public bool BCryptNet() => BCrypt.Net.BCrypt.Verify("secret", bcryptStored);
}
