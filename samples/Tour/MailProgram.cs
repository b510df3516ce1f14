using System.Net;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace Tour;

/// <summary>A real mail client (MailKit) that logs in over TLS and opens its inbox.</summary>
internal static class MailProgram
{
    /// <summary>Connects from the visitor's address, asks for the visitor's server name, logs in.</summary>
    /// <returns>The server's answer to the login, without its tag, and the alert that came with it.</returns>
    public static async Task<(string Answer, string? Alert)> LogInAsync(Visitor visitor, string username, int port)
    {
        var log = new AnswerLog();
        string? alert = null;
        using var client = new ImapClient(log);
        client.ServerCertificateValidationCallback = (_, _, _, _) => true; // a development certificate
        client.Alert += (_, shown) => alert = shown.Message;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(visitor.From), 0));
        await socket.ConnectAsync(IPAddress.Loopback, port).ConfigureAwait(false);
        await client.ConnectAsync(socket, visitor.ServerName, port, SecureSocketOptions.SslOnConnect).ConfigureAwait(false);
        try
        {
            await client.AuthenticateAsync(username, visitor.Password).ConfigureAwait(false);
        }
        catch (AuthenticationException)
        {
            return (log.Answer, alert);
        }

        string answer = log.Answer;
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly).ConfigureAwait(false);
        return (client.Inbox.Count == 1 ? answer : $"OK, but the inbox holds {client.Inbox.Count} messages", alert);
    }

    /// <summary>Keeps the last tagged line that the server sent; what the client sends is never looked at.</summary>
    private sealed class AnswerLog : IProtocolLogger
    {
        public string Answer { get; private set; } = "";

        public IAuthenticationSecretDetector AuthenticationSecretDetector { get; set; } = null!;

        public void LogConnect(Uri uri)
        {
        }

        public void LogClient(byte[] buffer, int offset, int count)
        {
        }

        public void LogServer(byte[] buffer, int offset, int count)
        {
            foreach (string line in System.Text.Encoding.ASCII.GetString(buffer, offset, count).Split("\r\n"))
            {
                int blank = line.IndexOf(' ', StringComparison.Ordinal);
                if (blank > 0 && line[0] is not ('*' or '+'))
                {
                    Answer = line[(blank + 1)..];
                }
            }
        }

        public void Dispose()
        {
        }
    }
}
