namespace MailAuth.Load.Connections;

/// <summary>What a client of a protocol says. Each answer comes as its last line.</summary>
internal abstract class Dialog
{
    public static readonly Dialog[] All = [new ImapDialog(), new Pop3Dialog(), new SubmissionDialog()];

    public abstract string Name { get; }

    /// <summary>Reads the greeting, and what a client asks first.</summary>
    public abstract Task GreetAsync(LoadWire wire, CancellationToken cancellationToken);

    /// <summary>Asks for TLS, up to the go-ahead.</summary>
    public abstract Task AskForTlsAsync(LoadWire wire, CancellationToken cancellationToken);

    /// <summary>Logs in; gives the answer.</summary>
    public abstract Task<string> LogInAsync(LoadWire wire, string username, string password, CancellationToken cancellationToken);

    /// <summary>Whether an answer to a login accepts it.</summary>
    public abstract bool IsAccepted(string answer);

    /// <summary>Does what a client does once it is logged in; false where the server did not go along.</summary>
    public abstract Task<bool> WorkAsync(LoadWire wire, string address, CancellationToken cancellationToken);

    /// <summary>Says goodbye.</summary>
    public abstract Task QuitAsync(LoadWire wire, CancellationToken cancellationToken);

    private sealed class ImapDialog : Dialog
    {
        public override string Name => "IMAP";

        public override Task GreetAsync(LoadWire wire, CancellationToken cancellationToken) => wire.ReadUntilAsync(static line => line.StartsWith('*'), cancellationToken);

        public override Task AskForTlsAsync(LoadWire wire, CancellationToken cancellationToken) => wire.CommandAsync("s STARTTLS", Tagged, cancellationToken);

        public override Task<string> LogInAsync(LoadWire wire, string username, string password, CancellationToken cancellationToken) =>
            wire.CommandAsync($"a LOGIN \"{username}\" \"{password}\"", Tagged, cancellationToken);

        public override bool IsAccepted(string answer) => answer.StartsWith("a OK ", StringComparison.Ordinal);

        public override async Task<bool> WorkAsync(LoadWire wire, string address, CancellationToken cancellationToken) =>
            (await wire.CommandAsync("b SELECT INBOX", Tagged, cancellationToken)).StartsWith("b OK", StringComparison.Ordinal)
            && (await wire.CommandAsync("c FETCH 1 (FLAGS BODY.PEEK[])", Tagged, cancellationToken)).StartsWith("c OK", StringComparison.Ordinal);

        public override Task QuitAsync(LoadWire wire, CancellationToken cancellationToken) => wire.CommandAsync("z LOGOUT", Tagged, cancellationToken);

        private static bool Tagged(string line) => line.Length > 2 && line[1] == ' ' && char.IsAsciiLetterLower(line[0]);
    }

    private sealed class Pop3Dialog : Dialog
    {
        public override string Name => "POP3";

        public override Task GreetAsync(LoadWire wire, CancellationToken cancellationToken) => wire.ReadUntilAsync(Any, cancellationToken);

        public override Task AskForTlsAsync(LoadWire wire, CancellationToken cancellationToken) => wire.CommandAsync("STLS", Any, cancellationToken);

        public override async Task<string> LogInAsync(LoadWire wire, string username, string password, CancellationToken cancellationToken)
        {
            await wire.CommandAsync("USER " + username, Any, cancellationToken);
            return await wire.CommandAsync("PASS " + password, Any, cancellationToken);
        }

        public override bool IsAccepted(string answer) => answer.StartsWith("+OK", StringComparison.Ordinal);

        public override async Task<bool> WorkAsync(LoadWire wire, string address, CancellationToken cancellationToken) =>
            (await wire.CommandAsync("STAT", Any, cancellationToken)).StartsWith("+OK 1 ", StringComparison.Ordinal)
            && await wire.CommandAsync("RETR 1", static line => line == "." || line.StartsWith("-ERR", StringComparison.Ordinal), cancellationToken) == ".";

        public override Task QuitAsync(LoadWire wire, CancellationToken cancellationToken) => wire.CommandAsync("QUIT", Any, cancellationToken);

        private static bool Any(string line) => true;
    }

    private sealed class SubmissionDialog : Dialog
    {
        public override string Name => "SMTP";

        public override async Task GreetAsync(LoadWire wire, CancellationToken cancellationToken)
        {
            await wire.ReadUntilAsync(Last, cancellationToken);
            await wire.CommandAsync("EHLO client.example", Last, cancellationToken);
        }

        public override Task AskForTlsAsync(LoadWire wire, CancellationToken cancellationToken) => wire.CommandAsync("STARTTLS", Last, cancellationToken);

        public override async Task<string> LogInAsync(LoadWire wire, string username, string password, CancellationToken cancellationToken)
        {
            await wire.CommandAsync("EHLO client.example", Last, cancellationToken);
            return await wire.CommandAsync("AUTH PLAIN " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"\0{username}\0{password}")), Last, cancellationToken);
        }

        public override bool IsAccepted(string answer) => answer.StartsWith("235 ", StringComparison.Ordinal);

        public override async Task<bool> WorkAsync(LoadWire wire, string address, CancellationToken cancellationToken)
        {
            await wire.SendAsync($"MAIL FROM:<{address}>\r\nRCPT TO:<someone@elsewhere.example>\r\nDATA", cancellationToken);
            for (int i = 0; i < 3; i++)
            {
                if (await wire.ReadUntilAsync(Last, cancellationToken) is not ['2' or '3', ..])
                {
                    return false;
                }
            }

            return (await wire.CommandAsync("Subject: Hej\r\n\r\nHej.\r\n.", Last, cancellationToken)).StartsWith("250 ", StringComparison.Ordinal);
        }

        public override Task QuitAsync(LoadWire wire, CancellationToken cancellationToken) => wire.CommandAsync("QUIT", Last, cancellationToken);

        private static bool Last(string line) => line.Length > 3 && line[3] == ' ';
    }
}
