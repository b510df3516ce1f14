using System.Globalization;
using System.Text;

namespace MailHost.Mailboxes;

/// <summary>The one message of an account, in IMAP in its INBOX: the same at every login until the server starts anew.</summary>
internal sealed class Inbox
{
    public const string Subject = "You are logged in";

    /// <summary>Makes the inbox of an account.</summary>
    /// <param name="address">The account's canonical address, or a service identity's name.</param>
    /// <param name="date">When the server started.</param>
    public Inbox(string address, DateTimeOffset date)
    {
        int at = address.LastIndexOf('@');
        LocalPart = at < 0 ? address : address[..at];
        Domain = at < 0 ? "localhost" : address[(at + 1)..];
        UidValidity = (uint)Math.Clamp(date.ToUnixTimeSeconds(), 1, uint.MaxValue);
        Date = date.ToUniversalTime();
        MessageId = $"<welcome.{UidValidity}@{Domain}>";
        string header = $"""
            From: Postmaster <postmaster@{Domain}>
            To: <{LocalPart}@{Domain}>
            Subject: {Subject}
            Date: {Rfc5322Date}
            Message-ID: {MessageId}
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit


            """;
        string body = $"""
            You are logged in as {address}.

            This mailbox holds one message, and it is this one.

            """;
        Header = Bytes(header);
        Body = Bytes(body);
        Message = [.. Header, .. Body];
    }

    public string LocalPart { get; }

    public string Domain { get; }

    public string MessageId { get; }

    public DateTimeOffset Date { get; }

    public uint UidValidity { get; }

    /// <summary>The header with the empty line behind it.</summary>
    public byte[] Header { get; }

    public byte[] Body { get; }

    public byte[] Message { get; }

    public int BodyLines => Body.AsSpan().Count((byte)'\n');

    public string Rfc5322Date => Date.ToString("ddd, dd MMM yyyy HH':'mm':'ss", CultureInfo.InvariantCulture) + " +0000";

    public string InternalDate => Date.ToString("dd-MMM-yyyy HH':'mm':'ss", CultureInfo.InvariantCulture) + " +0000";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));
}
