using System.Globalization;
using System.Net.Sockets;
using System.Text;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests.Clients;

/// <summary>
/// Asks Dovecot's auth process as Postfix does, with as many logins at once as one likes: each of them is a process of its own there.
/// The protocol: https://doc.dovecot.org/2.3/developer_manual/design/auth_protocol/.
/// </summary>
internal static class AuthSocket
{
    /// <summary>Logs in, all at once.</summary>
    /// <returns>The answers, each without its number: <c>OK user=…</c> or <c>FAIL …</c>, blanks for TABs; in no order.</returns>
    public static async Task<string[]> LogInAsync(MailServers servers, string service, IReadOnlyList<(string Username, string Password)> logins)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(servers.Folder.Queue, "private/auth")), patience.Token);
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await SendAsync(stream, $"VERSION\t1\t1\nCPID\t{Environment.ProcessId}\n", patience.Token);
        while (await reader.ReadLineAsync(patience.Token) is { } line && line != "DONE")
        {
        }

        var requests = new StringBuilder();
        for (int i = 0; i < logins.Count; i++)
        {
            string response = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{logins[i].Username}\0{logins[i].Password}"));
            requests.Append(CultureInfo.InvariantCulture, $"AUTH\t{i + 1}\tPLAIN\tservice={service}\tsecured\tlip=127.0.0.1\trip=127.0.0.1\tresp={response}\n");
        }

        await SendAsync(stream, requests.ToString(), patience.Token);
        var answers = new string[logins.Count];
        for (int i = 0; i < answers.Length; i++)
        {
            string[] parts = (await reader.ReadLineAsync(patience.Token) ?? throw new IOException("The auth process has gone away.")).Split('\t', StringSplitOptions.RemoveEmptyEntries);
            answers[i] = string.Join(' ', parts.Where((_, at) => at != 1));
        }

        return answers;
    }

    private static async Task SendAsync(NetworkStream stream, string text, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
}
