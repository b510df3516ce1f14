using MailAuth;
using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Sqlite;

namespace MailAuth.Sqlite.Tests.Documentation;

/// <summary>The package's README example, compiled: a whole program, with the file's usings and the lines between the two marks.</summary>
internal static class Quickstart
{
    public static async Task RunAsync(TextWriter Console)
    {
        // example
        using var database = new SqliteMailAuthDatabase("mailauth.db");
        var store = new SqliteAccountStore(database);
        await store.SaveAsync(new Account("kalle@domain.se", new PasswordVerifier().Hash("sommar"u8)) { BareUsernames = ["kalle"] });
        await using var engine = new MailAuthenticator(new MailAuthOptions(), store, new SqliteUsageSink(database));

        var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true };
        LoginResult result = await engine.AuthenticateAsync(new LoginAttempt("kalle", "sommar"u8.ToArray(), connection));
        Console.WriteLine($"{result.Status}, {result.Account?.Address}");   // Accepted, kalle@domain.se
        // end of the example
    }
}
