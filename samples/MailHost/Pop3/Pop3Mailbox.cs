using System.Globalization;
using MailHost.Connections;
using MailHost.Mailboxes;

namespace MailHost.Pop3;

/// <summary>
/// What a logged-in client does with its mailbox (RFC 1939 sections 5 to 7): it has one message. Programs that leave no copy on the server
/// delete what they have fetched, so DELE is accepted and holds to the session's end; the mailbox itself is never written, and the message is there again at the next login.
/// </summary>
internal sealed class Pop3Mailbox(MailConnection connection, Inbox inbox)
{
    private const string NoSuchMessage = "-ERR No such message";

    private bool deleted;

    private string Size => inbox.Message.Length.ToString(CultureInfo.InvariantCulture);

    /// <summary>The same at every login until the server starts anew: then the message is another.</summary>
    private string UniqueId => string.Create(CultureInfo.InvariantCulture, $"{inbox.UidValidity}.1");

    /// <summary>Carries out a command; gives the first line of the answer, <see langword="null"/> where all of it is written.</summary>
    public string? Execute(Pop3Command command) => command.Name switch
    {
        "STAT" or "NOOP" or "RSET" when !command.HasNoArguments => $"-ERR {command.Name} takes no arguments",
        "STAT" => deleted ? "+OK 0 0" : $"+OK 1 {Size}",
        "NOOP" => "+OK",
        "RSET" => Reset(),
        "LIST" => List(command, Size),
        "UIDL" => List(command, UniqueId),
        "RETR" => command.TryGetNumber(out int number) ? Send(number, $"+OK {Size} octets", inbox.Message) : "-ERR RETR takes a message's number",
        "TOP" => command.TryGetNumbers(out int number, out int lines) ? Send(number, "+OK The top of it", Top(lines)) : "-ERR TOP takes a message's number and a number of lines",
        "DELE" => command.TryGetNumber(out int number) ? Delete(number) : "-ERR DELE takes a message's number",
        _ => "-ERR That is no command",
    };

    /// <summary>LIST and UIDL: one line for one message, or all of them.</summary>
    private string? List(Pop3Command command, string value)
    {
        if (command.HasNoArguments)
        {
            connection.Write(deleted ? "+OK 0 messages\r\n.\r\n" : $"+OK 1 message\r\n1 {value}\r\n.\r\n");
            return null;
        }

        return !command.TryGetNumber(out int number) ? $"-ERR {command.Name} takes a message's number, or nothing"
            : Has(number) ? $"+OK 1 {value}"
            : NoSuchMessage;
    }

    private string? Send(int number, string answer, ReadOnlySpan<byte> text)
    {
        if (!Has(number))
        {
            return NoSuchMessage;
        }

        connection.Write(answer + "\r\n");
        connection.Write(DotStuffing.Stuff(text));
        connection.Write(".\r\n"u8);
        return null;
    }

    /// <summary>The header, the empty line, and so many lines of the body.</summary>
    private ReadOnlySpan<byte> Top(int lines)
    {
        int end = inbox.Header.Length;
        for (; lines > 0 && end < inbox.Message.Length; lines--)
        {
            end += inbox.Message.AsSpan(end).IndexOf((byte)'\n') + 1;
        }

        return inbox.Message.AsSpan(0, end);
    }

    private string Delete(int number)
    {
        if (!Has(number))
        {
            return NoSuchMessage;
        }

        deleted = true;
        return "+OK Deleted for this session";
    }

    private string Reset()
    {
        deleted = false;
        return "+OK";
    }

    private bool Has(int number) => number == 1 && !deleted;
}
