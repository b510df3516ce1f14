using MailAuth;
using MailAuth.Accounts;
using MailAuth.Passwords;

var store = new InMemoryAccountStore { { "kalle@domain.se", new PasswordVerifier().Hash("sommar"u8) } };
var options = new MailAuthOptions
{
    Transition = new() { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7) },
};
await using var engine = new MailAuthenticator(options, store);

var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true };
LoginResult result = await engine.AuthenticateAsync(new LoginAttempt("Kalle@Domain.SE", "sommar"u8.ToArray(), connection));
Console.WriteLine($"{result.Status}, {result.Account?.Address}");   // Accepted, kalle@domain.se
