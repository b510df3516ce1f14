using MailKit.Net.Pop3;
using MailKit.Security;
using MimeKit;
using Samples.Tests.Connections;

namespace Samples.Tests.Pop3;

/// <summary>MailKit, over TLS on connect and over STLS.</summary>
public sealed class MailKitTests
{
    [Theory]
    [InlineData(SecureSocketOptions.SslOnConnect)]
    [InlineData(SecureSocketOptions.StartTls)]
    public async Task It_logs_in_and_fetches_the_message(SecureSocketOptions security)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        using Pop3Client client = await ConnectAsync(host, security);

        Assert.True(client.Capabilities.HasFlag(Pop3Capabilities.Sasl | Pop3Capabilities.User | Pop3Capabilities.Pipelining | Pop3Capabilities.ResponseCodes));
        Assert.Equal(["LOGIN", "PLAIN"], client.AuthenticationMechanisms.Order());
        await client.AuthenticateAsync("kalle@domain.se", "secret", cancellationToken);
        Assert.Equal(1, client.Count);
        int size = await client.GetMessageSizeAsync(0, cancellationToken);
        Assert.Single(await client.GetMessageUidsAsync(cancellationToken));
        Assert.Equal("You are logged in", (await client.GetMessageHeadersAsync(0, cancellationToken))[HeaderId.Subject]);
        MimeMessage message = await client.GetMessageAsync(0, cancellationToken);
        Assert.Contains("You are logged in as kalle@domain.se.", message.TextBody, StringComparison.Ordinal);
        using var written = new MemoryStream();
        await message.WriteToAsync(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, written, cancellationToken);
        Assert.Equal(size, written.Length);
        await client.DeleteMessageAsync(0, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);

        RecordingEngine.Attempt attempt = Assert.Single(host.Engine.Attempts);
        Assert.True(attempt.Connection.Tls);
        Assert.Equal("localhost", attempt.Connection.ServerName);
    }

    [Fact]
    public async Task USER_and_PASS_work_where_SASL_is_left_aside()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        using Pop3Client client = await ConnectAsync(host, SecureSocketOptions.SslOnConnect);

        client.AuthenticationMechanisms.Clear();
        await client.AuthenticateAsync("kalle@domain.se", "secret", TestContext.Current.CancellationToken);

        Assert.Equal(1, client.Count);
    }

    [Fact]
    public async Task A_refused_login_may_be_tried_again_on_the_same_connection()
    {
        await using Pop3TestHost host = await Pop3TestHost.StartAsync();
        using Pop3Client client = await ConnectAsync(host, SecureSocketOptions.SslOnConnect);

        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync("kalle", "wrong", TestContext.Current.CancellationToken));
        await client.AuthenticateAsync("kalle", "secret", TestContext.Current.CancellationToken);

        Assert.Equal(1, client.Count);
    }

    private static async Task<Pop3Client> ConnectAsync(Pop3TestHost host, SecureSocketOptions security)
    {
        var client = new Pop3Client
        {
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = (_, certificate, _, _) => TestHost.Certificate.Equals(certificate),
        };
        int port = security == SecureSocketOptions.SslOnConnect ? host.TlsPort : host.StartTlsPort;
        await client.ConnectAsync("localhost", port, security, TestContext.Current.CancellationToken);
        return client;
    }
}
