using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Samples.Tests.Connections;

/// <summary>A client that sends exactly the bytes it is given. Text is Latin-1: a character is a byte.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly Socket socket;
    private readonly byte[] one = new byte[1];
    private Stream stream;

    private Wire(Socket socket)
    {
        this.socket = socket;
        stream = new NetworkStream(socket, ownsSocket: true);
    }

    public static async Task<Wire> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        return new Wire(socket);
    }

    public async Task StartTlsAsync(string serverName)
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => TestHost.Certificate.Equals(certificate));
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = serverName }, Patience());
        stream = new BufferedStream(tls);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, Patience());
        await stream.FlushAsync(Patience());
    }

    /// <summary>The next line without its CRLF; "(closed)" where the server has closed.</summary>
    public async Task<string> ReadLineAsync()
    {
        string line = await ReadRawLineAsync();
        if (line.EndsWith("(closed)", StringComparison.Ordinal))
        {
            return line;
        }

        Assert.Equal('\r', line[^1]);
        return line[..^1];
    }

    /// <summary>The same of whatever bytes come: without LF alone.</summary>
    public async Task<string> ReadRawLineAsync()
    {
        var line = new StringBuilder();
        while (true)
        {
            int read;
            try
            {
                read = await stream.ReadAsync(one, Patience());
            }
            catch (IOException)
            {
                read = 0;
            }

            if (read == 0)
            {
                return line.Append("(closed)").ToString();
            }

            if (one[0] == '\n')
            {
                return line.ToString();
            }

            line.Append((char)one[0]);
        }
    }

    /// <summary>Sends a line and reads the next line.</summary>
    public async Task<string> CommandAsync(string line)
    {
        await SendAsync(line + "\r\n");
        return await ReadLineAsync();
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    /// <summary>A server that does not answer fails the test, it does not hang it.</summary>
    private static CancellationToken Patience()
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return patience.Token;
    }
}
