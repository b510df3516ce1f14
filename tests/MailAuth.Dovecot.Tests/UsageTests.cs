using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth.Dovecot.Tests;

/// <summary>Who logged in how, as the processes note it for the operator.</summary>
public sealed class UsageTests
{
    [Fact]
    public async Task Every_successful_login_is_noted_and_no_other()
    {
        await using MailServers servers = await MailServers.StartAsync(setup => setup.Phase = Phase.Warn);
        var curl = new Curl(servers);
        await curl.LogInAsync(MailService.Imaps, "anna", "anna-2009");
        await curl.LogInAsync(MailService.Pop3s, "anna@domain.se", "anna-2009", "localhost");
        await curl.LogInAsync(MailService.Imaps, "kalle", "vinter-2009", "mail.kund.se");
        await curl.LogInAsync(MailService.Imaps, "anna", "wrong-2009");
        await AuthSocket.LogInAsync(servers, "smtp", [("anna", "anna-2009")]);
        await new Doveadm(servers).RunAsync("user", "anna");
        servers.SetPhase(Phase.Closed);
        await curl.LogInAsync(MailService.Imaps, "anna", "anna-2009");

        var sink = new RecordingSink();
        UsageLogFold fold = await new UsageLog(servers.Folder.State).FoldAsync(sink, TestContext.Current.CancellationToken);
        Assert.Equal(0, fold.BadLines);
        Assert.Equal(
            [
                "anna@domain.se LocalPart Imap mail.domain.se",
                "anna@domain.se FullAddress Pop3 localhost",
                "kalle@kund.se LocalPart Imap mail.kund.se",
                "anna@domain.se LocalPart Submission ",
            ],
            sink.Records.Select(record => $"{record.Address} {record.Form} {record.Protocol} {record.ServerName}"));
    }

    private sealed class RecordingSink : IUsageSink
    {
        public List<UsageRecord> Records { get; } = [];

        public ValueTask WriteAsync(ReadOnlyMemory<UsageRecord> batch, CancellationToken cancellationToken)
        {
            Records.AddRange(batch.ToArray());
            return ValueTask.CompletedTask;
        }
    }
}
