using CustomAccountStore;
using MailAuth;

// Two customers have a kalle, and their passwords came from an old system: what a store has to answer, and what it is asked to write.
string folder = Directory.CreateTempSubdirectory("mailauth-store-").FullName;
string file = Path.Combine(folder, "accounts.json");
await File.WriteAllTextAsync(file, """
    [
      { "address": "kalle@domain.se", "passwordHash": "{SHA256}26bIG4Bfiy088IvjamlF/QafStGKOv7WvkQgZIuXALY=", "bareUsernames": [ "kalle" ] },
      { "address": "Kalle@Kund.SE", "passwordHash": "{SHA256}26bIG4Bfiy088IvjamlF/QafStGKOv7WvkQgZIuXALY=", "bareUsernames": [ "kalle" ] }
    ]
    """).ConfigureAwait(false);

// In a service: services.AddMailAuth("mailauth.json").UseStore(_ => new JsonFileAccountStore("accounts.json")).
var options = new MailAuthOptions { Usernames = { HostedDomains = ["domain.se", "kund.se"], ServerNames = [new("mail.{domain}")] } };
using (var store = new JsonFileAccountStore(file))
{
    var engine = new MailAuthenticator(options, store);
    await using (engine.ConfigureAwait(false))
    {
        Console.WriteLine($"kalle@domain.se is stored as {await SchemeAsync("kalle@domain.se").ConfigureAwait(false)}");
        foreach (string serverName in (string[])["mail.domain.se", "mail.kund.se", "localhost"])
        {
            var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true, ServerName = serverName };
            LoginResult result = await engine.AuthenticateAsync(new LoginAttempt("kalle", "sommar"u8.ToArray(), connection)).ConfigureAwait(false);
            Console.WriteLine($"kalle at {serverName}: {(result.IsAccepted ? result.Account!.Address : result.Reason)}");
        }

        Console.WriteLine($"kalle@domain.se is stored as {await SchemeAsync("kalle@domain.se").ConfigureAwait(false)}");
    }

    async Task<string?> SchemeAsync(string address) => (await store.FindByAddressAsync(address, CancellationToken.None).ConfigureAwait(false))?.PasswordHash?.Split('}')[0][1..];
}

Directory.Delete(folder, recursive: true);
