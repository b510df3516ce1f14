using System.Net;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using MailAuth.Accounts;
using MailAuth.LegacySchemes;
using MailAuth.Passwords;
using MailAuth.Sodium;

namespace MailAuth.Benchmarks;

/// <summary>A whole login with the right password, for stored values of each kind, at the costs that new ones of their kind have.</summary>
[MemoryDiagnoser]
public class SchemeBenchmarks : IDisposable
{
    private const string Password = "Hello world!";

    private readonly MailAuthenticator engine;
    private readonly LoginConnection connection = new() { Protocol = MailProtocol.Imap, Tls = true, RemoteAddress = IPAddress.Parse("198.51.100.7") };
    private LoginAttempt attempt;

    public SchemeBenchmarks()
    {
        // The password of the SHA-crypt specification's first vector (https://www.akkadia.org/drepper/SHA-crypt.txt), of which the $6$ value below is.
        byte[] password = Encoding.ASCII.GetBytes(Password), salt = "saltsalt"u8.ToArray();
        var store = new InMemoryAccountStore();
        IPasswordScheme[] schemes = [.. LegacyPasswordSchemes.All, SodiumArgon2.Scheme];
        var verifier = new PasswordVerifier(schemes: schemes);
        store.Add("plain@domain.se", "{PLAIN}" + Password);
        store.Add("ssha512@domain.se", "{SSHA512}" + Convert.ToBase64String([.. SHA512.HashData([.. password, .. salt]), .. salt]));
        store.Add("pbkdf2@domain.se", $"{{PBKDF2}}$1$salt$100000${Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(password, "salt"u8.ToArray(), 100_000, HashAlgorithmName.SHA1, 20))}");
        store.Add("bcrypt12@domain.se", "{BLF-CRYPT}" + BCrypt.Net.BCrypt.HashPassword(Password, 12));
        store.Add("sha512crypt@domain.se", "{SHA512-CRYPT}$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1");
        store.Add("argon2id@domain.se", verifier.Hash(password));
        engine = new MailAuthenticator(new MailAuthOptions { Passwords = { Rehash = false, Executor = { Inline = true } } }, store, schemes: schemes);
        attempt = Attempt();
    }

    [Params("plain", "ssha512", "pbkdf2", "sha512crypt", "bcrypt12", "argon2id")]
    public string Stored { get; set; } = "plain";

    [GlobalSetup]
    public void Choose() => attempt = Attempt();

    [Benchmark]
    public LoginStatus Login()
    {
        LoginResult result = Completed.Of(engine.AuthenticateAsync(attempt));
        return result.IsAccepted ? result.Status : throw new InvalidOperationException($"{Stored}: {result}");
    }

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    private LoginAttempt Attempt() => new($"{Stored}@domain.se", Encoding.ASCII.GetBytes(Password), connection);
}
