using System.Security.Cryptography.X509Certificates;
using MailAuth;
using MailAuth.Sqlite;
using MailHost.Connections;
using MailHost.Imap;
using Microsoft.Extensions.Time.Testing;
using Tour;

// The change of 2009, day by day: a real IMAP host over the engine and a SQLite file, real TLS, a real mail client, a clock that jumps.
string folder = Directory.CreateTempSubdirectory("mailauth-tour-").FullName;
try
{
    return await RunAsync(Path.Combine(folder, "mailauth.db")).ConfigureAwait(false);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static async Task<int> RunAsync(string databaseFile)
{
    var clock = new FakeTimeProvider(Moment.All[0].Time);
    using var database = new SqliteMailAuthDatabase(databaseFile, timeProvider: clock);
    var store = new SqliteAccountStore(database);
    await store.ImportAsync(Host.Accounts, CancellationToken.None).ConfigureAwait(false);

    var visits = new List<Visit>();
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
        Report.Begin(server.ImapsPort);

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
        }
    }

    // The engine has ended, so every login is in the file.
    Report.ToChange(await WhoMustChange.FindAsync(database, Host.Options, clock.GetUtcNow()).ConfigureAwait(false));
    return Report.End(visits);
}
