using System.Text;
using MailAuth;
using MailAuth.Accounts;
using MailAuth.Passwords;
using MailAuth.Sodium;
using MailAuth.Sqlite;
using Microsoft.Extensions.DependencyInjection;

// One login with each package, in one program. A line for each that was accepted, and refused with a wrong password: "logs in: PACKAGE". nuget/consume reads them.
const string Sha512Crypt = "{CRYPT}$6$domainse$k14d9U0iVoM5w/aeV.f2T1CvyFS9RVtDEZtC7mASZXyZm/7DON6ENiUTaBvhUir.M8cXPrOgnsVeZJt3jj89B/";
string folder = Directory.CreateTempSubdirectory("mailauth-consumer-").FullName;
try
{
    var memory = new InMemoryAccountStore { { "kalle@domain.se", new PasswordVerifier().Hash("sommar"u8) } };
    await LogInAsync("MailAuth", "Kalle@Domain.SE", builder => builder.UseStore(memory));

    var hashes = new InMemoryAccountStore { { "kalle@domain.se", new PasswordVerifier(schemes: [SodiumArgon2.Scheme]).Hash("sommar"u8) } };
    await LogInAsync("MailAuth.Sodium", "kalle@domain.se", builder => builder.UseStore(hashes).UseSodiumArgon2());

    var old = new InMemoryAccountStore { { "kalle@domain.se", Sha512Crypt } };
    await LogInAsync("MailAuth.LegacySchemes", "kalle@domain.se", builder => builder.UseStore(old).AddLegacySchemes());

    string file = Path.Combine(folder, "mailauth.db");
    using (var database = new SqliteMailAuthDatabase(file))
    {
        await new SqliteAccountStore(database).SaveAsync(new Account("kalle@domain.se", Sha512Crypt) { BareUsernames = ["kalle"] });
    }

    await LogInAsync("MailAuth.Sqlite", "kalle", builder => builder.UseSqlite(file).UseSodiumArgon2().AddLegacySchemes());
#if WITH_SMTPSERVER
    await PackageConsumer.SubmissionLogin.RunAsync(memory);
    Console.WriteLine("logs in: MailAuth.SmtpServer");
#endif
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static async Task LogInAsync(string package, string username, Action<MailAuthBuilder> use)
{
    var services = new ServiceCollection();
    use(services.AddMailAuth());
    await using ServiceProvider provider = services.BuildServiceProvider();
    var engine = provider.GetRequiredService<MailAuthenticator>();
    var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true };
    LoginResult right = await engine.AuthenticateAsync(new LoginAttempt(username, Encoding.UTF8.GetBytes("sommar"), connection));
    LoginResult wrong = await engine.AuthenticateAsync(new LoginAttempt(username, Encoding.UTF8.GetBytes("vinter"), connection));
    Console.WriteLine(right.Account?.Address == "kalle@domain.se" && right.IsAccepted && wrong.Status == LoginStatus.Rejected
        ? $"logs in: {package}"
        : $"{package}: the right password is {right}, a wrong one is {wrong}");
}
