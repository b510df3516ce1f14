using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace Tour;

/// <summary>A real mail client (MailKit) that logs in over TLS and opens its inbox.</summary>
internal static class MailProgram
{
    /// <summary>Connects from the visitor's address, asks for the visitor's server name, logs in.</summary>
    /// <returns>The server's answer to the login, without its tag, and the alert that came with it.</returns>
    public static async Task<(string Answer, string? Alert)> LogInAsync(Visitor visitor, string username, int port, X509Certificate2 certificate)
    {
        var log = new AnswerLog();
        string? alert = null;
        using var client = new ImapClient(log);
        client.ServerCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString(); // a development certificate: this very one
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

    /// <summary>Keeps the tagged line with which the server answers the login. Of what the client sends only the command's name is looked at.</summary>
    private sealed class AnswerLog : IProtocolLogger
    {
        private bool loggingIn;

        public string Answer { get; private set; } = "";

        public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

        public void LogConnect(Uri uri)
        {
        }

        public void LogClient(byte[] buffer, int offset, int count) =>
            loggingIn |= buffer.AsSpan(offset, count).IndexOf(" AUTHENTICATE "u8) > 0;

        public void LogServer(byte[] buffer, int offset, int count)
        {
            foreach (string line in System.Text.Encoding.ASCII.GetString(buffer, offset, count).Split("\r\n"))
            {
                int blank = line.IndexOf(' ', StringComparison.Ordinal);
                if (loggingIn && blank > 0 && line[0] is not ('*' or '+'))
                {
                    Answer = line[(blank + 1)..];
                    loggingIn = false;
                }
            }
        }

        public void Dispose()
        {
        }
    }
}
