using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MailAuth.Load.Dovecot;

/// <summary>A client of Dovecot's auth socket (the auth-client protocol, version 1), as Postfix is one: it sends a login and waits for its answer.</summary>
internal sealed class AuthSocketClient : IDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly StreamReader reader;
    private int id;

    /// <param name="path">The socket.</param>
    /// <param name="clientId">What is sent as the client's process id; no two connections have the same.</param>
    public AuthSocketClient(string path, int clientId)
    {
        socket.Connect(new UnixDomainSocketEndPoint(path));
        reader = new StreamReader(new NetworkStream(socket), Encoding.UTF8);
        Send($"VERSION\t1\t2\nCPID\t{clientId}\n");
        while (ReadLine() != "DONE")
        {
        }
    }

    /// <summary>Logs in.</summary>
    /// <exception cref="InvalidOperationException">The login is not accepted.</exception>
    public void Login(string user, string password)
    {
        string response = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password}"));
        string number = (++id).ToString(CultureInfo.InvariantCulture);
        Send($"AUTH\t{number}\tPLAIN\tservice=imap\tsecured\tnologin\tlip=127.0.0.1\trip=127.0.0.1\tresp={response}\n");
        string[] answer = ReadLine().Split('\t');
        if (answer[0] != "OK" || answer[1] != number)
        {
            throw new InvalidOperationException($"Dovecot answered {string.Join(' ', answer)}.");
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        socket.Dispose();
    }

    private void Send(string text) => socket.Send(Encoding.ASCII.GetBytes(text));

    private string ReadLine() => reader.ReadLine() ?? throw new InvalidOperationException("Dovecot closed the auth socket.");
}
