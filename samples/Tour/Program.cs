using System.Security.Cryptography.X509Certificates;
using MailAuth;
using MailAuth.Sqlite;
using MailHost.Connections;
using MailHost.Imap;
using MailHost.Submission;
using Microsoft.Extensions.Time.Testing;
using Tour;

// The change of 2009, day by day: a real IMAP host and a real submission host over one engine and a SQLite file, real TLS, a real mail client, a clock that jumps.
string folder = Directory.CreateTempSubdirectory("mailauth-tour-").FullName;
try
{
    return await RunAsync(Path.Combine(folder, "mailauth.db"), Directory.CreateDirectory(Path.Combine(folder, "mail")).FullName).ConfigureAwait(false);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static async Task<int> RunAsync(string databaseFile, string mailDirectory)
{
    var clock = new FakeTimeProvider(Moment.All[0].Time);
    using var database = new SqliteMailAuthDatabase(databaseFile, timeProvider: clock);
    var store = new SqliteAccountStore(database);
    await store.ImportAsync(Host.Accounts, CancellationToken.None).ConfigureAwait(false);

    var visits = new List<Visit>();
    var sendings = new List<Sending>();
    await using (var engine = new MailAuthenticator(Host.Options, store, new SqliteUsageSink(database), timeProvider: clock))
    {
        LoginResult? last = null;
        using X509Certificate2 certificate = DevelopmentCertificate.Create(Host.ServerNames);
        await using ImapServer server = await ImapServer.StartAsync(new ImapServerOptions
        {
            Authenticate = async (attempt, cancellationToken) => last = await engine.AuthenticateAsync(attempt, cancellationToken).ConfigureAwait(false),
            Certificate = certificate,
            TimeProvider = clock,
            ImapPort = null,
        }).ConfigureAwait(false);
        await using SubmissionServer submission = await SubmissionServer.StartAsync(new SubmissionServerOptions
        {
            Authenticator = engine,
            Certificate = certificate,
            TimeProvider = clock,
            SubmissionsPort = null,
            MailDirectory = mailDirectory,
        }).ConfigureAwait(false);
        Report.Begin(server.ImapsPort, submission.SubmissionPort);

        for (int moment = 0; moment < Moment.All.Length; moment++)
        {
            clock.SetUtcNow(Moment.All[moment].Time);
            var today = new List<Visit>();
            foreach (Visitor visitor in Visitor.All)
            {
                string username = visitor.UsernameAt(moment);
                (string answer, string? alert) = await MailProgram.LogInAsync(visitor, username, server.ImapsPort, certificate).ConfigureAwait(false);
                today.Add(new Visit(visitor, username, answer, alert, last!, visitor.ExpectedAt(moment)));
            }

            Report.Show(Moment.All[moment], today);
            visits.AddRange(today);

            var sent = new List<Sending>();
            foreach (Sender sender in Sender.All)
            {
                sent.Add(new Sending(sender, await SendingProgram.SendAsync(sender, submission.SubmissionPort, certificate).ConfigureAwait(false), sender.ExpectedAt(moment)));
            }

            Report.Show(sent);
            sendings.AddRange(sent);
        }
    }

    // The engine has ended, so every login and every message is in the file.
    Report.ToChange(await WhoMustChange.FindAsync(database, Host.Options, clock.GetUtcNow()).ConfigureAwait(false));
    DateOnly lastDay = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
    Report.WithoutLogin(await new SqliteUsageReport(database).UnauthenticatedMailAsync(lastDay.AddDays(-7), lastDay.AddDays(1)).ConfigureAwait(false));
    return Report.End(visits, sendings, Directory.GetFiles(mailDirectory, "*.eml").Length);
}
