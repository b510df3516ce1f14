using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth.Tests.Usage;

/// <summary>What a record holds of a login, and the sink that keeps records in memory.</summary>
public sealed class UsageRecordTests
{
    private static readonly LoginResult Result = new() { Status = LoginStatus.Accepted, Form = UsernameForm.LocalPart, DryRunStatus = LoginStatus.Rejected };

    [Fact]
    public void A_record_holds_the_login_with_the_clients_words_cleaned()
    {
        var connection = new LoginConnection
        {
            Protocol = MailProtocol.Pop3,
            Tls = true,
            TlsVersion = "TLSv1.3",
            ServerName = "Mail.Domain.se",
            ClientId = "Outlook\r\nExpress",
        };
        DateTimeOffset time = DateTimeOffset.UnixEpoch;
        UsageRecord record = UsageRecord.Of("kalle@domain.se", connection, Result, time, inherited: true);
        Assert.Equal(
            new UsageRecord
            {
                Address = "kalle@domain.se",
                Form = UsernameForm.LocalPart,
                Protocol = MailProtocol.Pop3,
                Time = time,
                ClientId = "Outlook??Express",
                ServerName = "mail.domain.se",
                TlsVersion = "TLSv1.3",
                Inherited = true,
                DryRunStatus = LoginStatus.Rejected,
            },
            record);
    }

    [Theory]
    [InlineData(false, null, null)]
    [InlineData(false, "TLSv1.3", null)]
    [InlineData(true, null, "")]
    [InlineData(true, "TLSv1.2", "TLSv1.2")]
    public void No_TLS_and_TLS_of_an_unknown_version_are_told_apart(bool tls, string? version, string? recorded) =>
        Assert.Equal(recorded, UsageRecord.Of("a@b.se", new LoginConnection { Tls = tls, TlsVersion = version }, Result, default, false).TlsVersion);

    [Fact]
    public async Task The_sink_in_memory_keeps_what_it_is_given_in_order()
    {
        var sink = new InMemoryUsageSink();
        await sink.WriteAsync(new[] { UsageRecorderTests.Record(1), UsageRecorderTests.Record(2) }, TestContext.Current.CancellationToken);
        IReadOnlyList<UsageRecord> snapshot = sink.Snapshot();
        await sink.WriteAsync(new[] { UsageRecorderTests.Record(3) }, TestContext.Current.CancellationToken);
        Assert.Equal(["1", "2"], snapshot.Select(record => record.Address));
        Assert.Equal(["1", "2", "3"], sink.Snapshot().Select(record => record.Address));
    }
}
