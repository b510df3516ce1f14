using MailAuth;
using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Sodium;

namespace MailAuth.Sodium.Tests.Documentation;

/// <summary>The package's README example, compiled: a whole program, with the file's usings and the lines between the two marks.</summary>
internal static class Quickstart
{
    public static async Task RunAsync(TextWriter Console)
    {
        // example
        var verifier = new PasswordVerifier(schemes: [SodiumArgon2.Scheme]);
        var store = new InMemoryAccountStore { { "kalle@domain.se", verifier.Hash("sommar"u8) } };
        await using var engine = new MailAuthenticator(new MailAuthOptions(), store, schemes: [SodiumArgon2.Scheme]);

        var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true };
        LoginResult result = await engine.AuthenticateAsync(new LoginAttempt("kalle@domain.se", "sommar"u8.ToArray(), connection));
        Console.WriteLine($"{result.Status}, {result.Account?.Address}");   // Accepted, kalle@domain.se
        // end of the example
    }
}
