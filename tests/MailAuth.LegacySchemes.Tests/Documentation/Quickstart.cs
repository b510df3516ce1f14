using MailAuth;
using MailAuth.Accounts;
using MailAuth.LegacySchemes;

namespace MailAuth.LegacySchemes.Tests.Documentation;

/// <summary>The package's README example, compiled: a whole program, with the file's usings and the lines between the two marks.</summary>
internal static class Quickstart
{
    public static async Task RunAsync(TextWriter Console)
    {
        // example
        string stored = "{CRYPT}$6$domainse$k14d9U0iVoM5w/aeV.f2T1CvyFS9RVtDEZtC7mASZXyZm/7DON6ENiUTaBvhUir.M8cXPrOgnsVeZJt3jj89B/";
        var store = new InMemoryAccountStore { { "kalle@domain.se", stored } };
        await using var engine = new MailAuthenticator(new MailAuthOptions(), store, schemes: LegacyPasswordSchemes.All);

        var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true };
        LoginResult result = await engine.AuthenticateAsync(new LoginAttempt("kalle@domain.se", "sommar"u8.ToArray(), connection));
        Console.WriteLine($"{result.Status}, {result.Account?.Address}");   // Accepted, kalle@domain.se
        // end of the example
    }
}
