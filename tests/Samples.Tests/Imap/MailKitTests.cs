using MailAuth;
using MailKit.Net.Imap;
using MailKit.Security;
using MailKit;
using MimeKit;
using Samples.Tests.Connections;

namespace Samples.Tests.Imap;

/// <summary>MailKit, over TLS on connect and over STARTTLS.</summary>
public sealed class MailKitTests
{
    [Theory]
    [InlineData(SecureSocketOptions.SslOnConnect)]
    [InlineData(SecureSocketOptions.StartTls)]
    public async Task It_logs_in_and_reads_the_message(SecureSocketOptions security)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        using ImapClient client = await ConnectAsync(host, security);

        await client.IdentifyAsync(new ImapImplementation { Name = "MailKit", Version = "4" }, cancellationToken);
        await client.AuthenticateAsync("kalle@domain.se", "secret", cancellationToken);
        IMailFolder inbox = client.Inbox!;
        await inbox.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        Assert.Equal(1, inbox.Count);
        IMessageSummary summary = Assert.Single(await inbox.FetchAsync(
            0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.BodyStructure | MessageSummaryItems.Flags | MessageSummaryItems.Size | MessageSummaryItems.InternalDate, cancellationToken));
        Assert.Equal("You are logged in", summary.Envelope!.Subject);
        Assert.Equal("kalle@domain.se", summary.Envelope.To.Mailboxes.Single().Address);
        Assert.NotNull(summary.TextBody);
        MimeMessage message = await inbox.GetMessageAsync(summary.UniqueId, cancellationToken);
        Assert.Contains("You are logged in as kalle@domain.se.", message.TextBody, StringComparison.Ordinal);
        Assert.Equal("8BIT", summary.TextBody.ContentTransferEncoding);
        Assert.Equal([summary.UniqueId], await inbox.SearchAsync(MailKit.Search.SearchQuery.SubjectContains("logged in"), cancellationToken));
        await client.DisconnectAsync(quit: true, cancellationToken);

        RecordingEngine.Attempt attempt = Assert.Single(host.Engine.Attempts);
        Assert.True(attempt.Connection.Tls);
        Assert.Equal("localhost", attempt.Connection.ServerName);
        Assert.Equal("MailKit 4", attempt.Connection.ClientId);
    }

    [Fact]
    public async Task An_alert_and_a_refusal_reach_its_user()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        using ImapClient client = await ConnectAsync(host, SecureSocketOptions.SslOnConnect);
        string? alert = null;
        client.Alert += (_, told) => alert = told.Message;

        host.Engine.Decide = _ => new LoginResult { Status = LoginStatus.Rejected, Notice = LoginNotice.UseFullAddress, Account = RecordingEngine.Kalle };
        var refused = await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync("kalle", "secret", cancellationToken));
        Assert.Contains("kalle@domain.se", refused.Message, StringComparison.Ordinal);

        host.Engine.Decide = _ => new LoginResult { Status = LoginStatus.Accepted, Notice = LoginNotice.ChangeToFullAddress, Account = RecordingEngine.Kalle };
        await client.AuthenticateAsync("kalle", "secret", cancellationToken);
        Assert.Contains("kalle@domain.se", alert, StringComparison.Ordinal);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private static async Task<ImapClient> ConnectAsync(ImapTestHost host, SecureSocketOptions security)
    {
        var client = new ImapClient
        {
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = (_, certificate, _, _) => TestHost.Certificate.Equals(certificate),
        };
        int port = security == SecureSocketOptions.SslOnConnect ? host.TlsPort : host.StartTlsPort;
        await client.ConnectAsync("localhost", port, security, TestContext.Current.CancellationToken);
        return client;
    }
}
