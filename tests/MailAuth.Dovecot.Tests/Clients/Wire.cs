using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests.Clients;

/// <summary>A client that sends exactly the bytes it is given, over TLS or not. Text is Latin-1: a character is a byte.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly Stream stream;
    private readonly byte[] one = new byte[1];

    private Wire(Stream stream) => this.stream = stream;

    /// <summary>Connects and reads the greeting.</summary>
    /// <param name="port">The port.</param>
    /// <param name="serverName">The server name for TLS from the first byte; null: no TLS.</param>
    /// <param name="address">The address.</param>
    public static async Task<Wire> ConnectAsync(int port, string? serverName, string address = "127.0.0.1")
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Parse(address), port, TestContext.Current.CancellationToken);
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (serverName is not null)
        {
            var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate?.GetCertHashString() == Certificate.Thumbprint);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = serverName }, Patience());
            stream = new BufferedStream(tls);
        }

        var wire = new Wire(stream);
        await wire.ReadLineAsync();
        return wire;
    }

    /// <summary>Sends a line and reads on until one begins with a text, which is returned.</summary>
    public async Task<string> CommandAsync(string line, string until)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), Patience());
        await stream.FlushAsync(Patience());
        while (true)
        {
            string answer = await ReadLineAsync();
            if (answer.StartsWith(until, StringComparison.Ordinal))
            {
                return answer;
            }
        }
    }

    /// <summary>Logs in with IMAP's LOGIN; gives the answer without its tag.</summary>
    public async Task<string> LogInAsync(string username, string password) =>
        (await CommandAsync($"a LOGIN \"{username}\" \"{password}\"", "a "))[2..];

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async Task<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        while (await stream.ReadAsync(one, Patience()) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        throw new IOException($"The server has closed the connection after: {line}");
    }

    /// <summary>A server that does not answer fails the test, it does not hang it.</summary>
    private static CancellationToken Patience()
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        return patience.Token;
    }
}
