using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using MailAuth.Accounts;
using MailAuth.Passwords;
using MailHost.Connections;
using MailHost.Imap;
using MailHost.Pop3;
using MailHost.Submission;

namespace MailAuth.Load.Connections;

/// <summary>
/// The three sample hosts over one engine, as a process of its own: what it takes of memory is the hosts' alone. It writes its <see cref="LoadTarget"/> as one line and ends with its standard input.
/// Hashes are cheap, so that the connections are the load: {SSHA512}, and decoys at the least cost that Argon2id has.
/// </summary>
internal static class ConnectionsHost
{
    public const int Accounts = 1_000;
    public const string Password = "secret";

    public static string Address(int account) => string.Create(CultureInfo.InvariantCulture, $"user{account}@domain.se");

    public static async Task<int> RunAsync(LoadArguments arguments)
    {
        string mail = arguments.Text("mail") ?? throw new ArgumentException("--mail takes a directory.");
        var options = new MailAuthOptions
        {
            Usernames = { HostedDomains = ["domain.se"], DefaultDomain = "domain.se" },
            Transition = { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24) },
            Passwords = { Argon2 = { MemoryKiB = 64, Passes = 1 }, Rehash = false, Executor = { QueueLength = 10_000 } },
        };
        var store = new InMemoryAccountStore();
        for (int i = 0; i < Accounts; i++)
        {
            store.Add(new Account(Address(i), "{SSHA512}" + Ssha512(i)) { BareUsernames = [string.Create(CultureInfo.InvariantCulture, $"user{i}")] });
        }

        await using var engine = new MailAuthenticator(options, store);
        using X509Certificate2 certificate = DevelopmentCertificate.Create(["mail.domain.se"]);
        ConnectionLimits limits = new() { Connections = 4_000, TimeBeforeLogin = TimeSpan.FromSeconds(20), FailedLogins = 3 };
        await using ImapServer imap = await ImapServer.StartAsync(new ImapServerOptions { Authenticator = engine, Certificate = certificate, Limits = limits });
        await using Pop3Server pop3 = await Pop3Server.StartAsync(new Pop3ServerOptions { Authenticator = engine, Certificate = certificate, Limits = limits });
        await using SubmissionServer submission = await SubmissionServer.StartAsync(
            new SubmissionServerOptions { Authenticator = engine, Certificate = certificate, Limits = limits, MailDirectory = mail });

        Console.WriteLine(new LoadTarget(
            certificate.GetCertHashString(), [imap.ImapPort, imap.ImapsPort, pop3.Pop3Port, pop3.Pop3sPort, submission.SubmissionPort, submission.SubmissionsPort]));
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static string Ssha512(int account)
    {
        byte[] salt = BitConverter.GetBytes(account);
        byte[] salted = [.. System.Text.Encoding.ASCII.GetBytes(Password), .. salt];
        return Convert.ToBase64String([.. System.Security.Cryptography.SHA512.HashData(salted), .. salt]);
    }
}
