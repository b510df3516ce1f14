using MailAuth;
using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Sodium;
using MailAuth.Sqlite;
using Microsoft.Extensions.DependencyInjection;

// A login with what is left of every package: a new hash of libsodium's in SQLite, and one of crypt(3).
string folder = Directory.CreateTempSubdirectory("mailauth-trimmed-").FullName;
try
{
    var services = new ServiceCollection();
    services.AddMailAuth().UseSqlite(Path.Combine(folder, "mailauth.db")).UseSodiumArgon2().AddLegacySchemes().AddSmtpServer();
    await using ServiceProvider provider = services.BuildServiceProvider();

    var store = provider.GetRequiredService<SqliteAccountStore>();
    string hash = new PasswordVerifier(schemes: [SodiumArgon2.Scheme]).Hash("sommar"u8);
    await store.SaveAsync(new Account("kalle@domain.se", hash) { BareUsernames = ["kalle"] });
    await store.SaveAsync(new Account("anna@domain.se", "{CRYPT}$6$domainse$k14d9U0iVoM5w/aeV.f2T1CvyFS9RVtDEZtC7mASZXyZm/7DON6ENiUTaBvhUir.M8cXPrOgnsVeZJt3jj89B/"));

    var engine = provider.GetRequiredService<MailAuthenticator>();
    bool right = await LogsInAsync(engine, "kalle", "sommar") && await LogsInAsync(engine, "Anna@Domain.SE", "sommar") && !await LogsInAsync(engine, "kalle", "vinter");
    Console.WriteLine(right ? "Logins work." : "Logins do not work.");
    return right ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static async Task<bool> LogsInAsync(MailAuthenticator engine, string username, string password)
{
    var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true };
    LoginResult result = await engine.AuthenticateAsync(new LoginAttempt(username, System.Text.Encoding.UTF8.GetBytes(password), connection));
    return result.IsAccepted;
}
