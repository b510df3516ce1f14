using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace MailAuth.Load.Connections;

/// <summary>A client's connection: lines out, lines in, with TLS when it is asked for. Text is Latin-1: a character is a byte.</summary>
internal sealed class LoadWire : IAsyncDisposable
{
    private readonly byte[] buffer = new byte[1024];
    private Stream stream;
    private int start;
    private int end;

    private LoadWire(Socket socket)
    {
        Socket = socket;
        stream = new NetworkStream(socket, ownsSocket: true);
    }

    public Socket Socket { get; }

    /// <summary>The time between two bytes of what is sent; zero for all of it at once.</summary>
    public TimeSpan Pace { get; set; }

    /// <summary>Connects from an address of its own.</summary>
    public static async Task<LoadWire> ConnectAsync(IPAddress from, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new LoadWire(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task StartTlsAsync(string serverName, string certificateHash, CancellationToken cancellationToken)
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, shown, _, _) => shown?.GetCertHashString() == certificateHash);
        stream = tls;
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = serverName }, cancellationToken);
    }

    /// <summary>Sends a line.</summary>
    public async Task SendAsync(string line, CancellationToken cancellationToken)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(line + "\r\n");
        if (Pace == TimeSpan.Zero)
        {
            await stream.WriteAsync(bytes, cancellationToken);
            return;
        }

        for (int i = 0; i < bytes.Length; i++)
        {
            await stream.WriteAsync(bytes.AsMemory(i, 1), cancellationToken);
            await Task.Delay(Pace, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>The next line; null where the server has closed.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            int lineEnd = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            line.Append(Encoding.Latin1.GetString(buffer, start, lineEnd < 0 ? end - start : lineEnd));
            if (lineEnd >= 0)
            {
                start += lineEnd + 1;
                return line.ToString().TrimEnd('\r');
            }

            start = 0;
            end = await stream.ReadAsync(buffer, cancellationToken);
            if (end == 0)
            {
                return null;
            }
        }
    }

    /// <summary>Sends a line and reads up to the line that <paramref name="isLast"/> says ends the answer.</summary>
    /// <exception cref="IOException">The server has closed.</exception>
    public async Task<string> CommandAsync(string line, Func<string, bool> isLast, CancellationToken cancellationToken)
    {
        await SendAsync(line, cancellationToken);
        return await ReadUntilAsync(isLast, cancellationToken);
    }

    /// <summary>Reads up to the line that <paramref name="isLast"/> says ends the answer.</summary>
    /// <exception cref="IOException">The server has closed.</exception>
    public async Task<string> ReadUntilAsync(Func<string, bool> isLast, CancellationToken cancellationToken)
    {
        while (true)
        {
            string line = await ReadLineAsync(cancellationToken) ?? throw new IOException("The server has closed.");
            if (isLast(line))
            {
                return line;
            }
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
