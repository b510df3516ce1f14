using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailAuth.Load.CheckPassword;

/// <summary>A whole IMAP session that only logs in.</summary>
internal static class ImapLogin
{
    /// <exception cref="InvalidOperationException">The login is not accepted.</exception>
    public static void Run(int port, string user, string password)
    {
        using var client = new TcpClient();
        client.NoDelay = true;
        client.Connect(IPAddress.Loopback, port);
        using NetworkStream stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string? line = reader.ReadLine();
        if (line?.StartsWith("* OK", StringComparison.Ordinal) != true)
        {
            throw new InvalidOperationException($"Dovecot greeted with {line}.");
        }

        Ask("a", $"LOGIN {user} \"{password}\"");
        Ask("b", "LOGOUT");

        void Ask(string tag, string command)
        {
            stream.Write(Encoding.ASCII.GetBytes($"{tag} {command}\r\n"));
            do
            {
                line = reader.ReadLine();
            }
            while (line?.StartsWith('*') == true);

            if (line?.StartsWith($"{tag} OK", StringComparison.Ordinal) != true)
            {
                throw new InvalidOperationException($"Dovecot answered {line}.");
            }
        }
    }
}
