using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace MailAuth.SmtpServer.Tests.RealLibrary;

/// <summary>A client that speaks SMTP line by line.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpClient client;
    private Stream stream;

    private Wire(TcpClient client)
    {
        this.client = client;
        stream = client.GetStream();
    }

    public static async Task<Wire> ConnectAsync(int port, bool tls)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        var wire = new Wire(client);
        if (tls)
        {
            await wire.StartTlsAsync();
        }

        Assert.StartsWith("220 ", await wire.ReadAsync(), StringComparison.Ordinal);
        return wire;
    }

    public static string Plain(string user, string password) => "AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password}"));

    public async Task StartTlsAsync()
    {
        // Made by the test, signed by nobody.
        var secured = new SslStream(stream, leaveInnerStreamOpen: false, static (_, certificate, _, _) => certificate?.Subject == "CN=mail.domain.se");
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "mail.domain.se" }, TestContext.Current.CancellationToken);
        stream = secured;
    }

    /// <summary>Sends a line and gives the reply, all lines of it.</summary>
    public async Task<string> SendAsync(string line)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), TestContext.Current.CancellationToken);
        return await ReadAsync();
    }

    /// <summary>The next reply; empty where the server has closed the connection.</summary>
    public async Task<string> ReadAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var reply = new StringBuilder();
        var line = new StringBuilder();
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one, patience.Token) == 1)
        {
            if (one[0] != '\n')
            {
                line.Append((char)one[0]);
                continue;
            }

            string text = line.ToString().TrimEnd('\r');
            reply.Append(text);
            if (text.Length < 4 || text[3] != '-')
            {
                return reply.ToString();
            }

            reply.Append('\n');
            line.Clear();
        }

        return reply.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        client.Dispose();
    }
}
