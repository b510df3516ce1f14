using System.Globalization;
using Samples.Tests.Connections;

namespace Samples.Tests.Imap;

/// <summary>The mailbox as the wire shows it (RFC 3501).</summary>
public sealed class MailboxTests
{
    [Fact]
    public async Task INBOX_is_selected_with_its_one_message_and_cannot_be_changed()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();

        Assert.StartsWith("a BAD ", await wire.CommandAsync("a FETCH 1 FLAGS"), StringComparison.Ordinal);
        IReadOnlyList<string> selected = await wire.DialogAsync("b SELECT \"inbox\"");
        Assert.Contains("* 1 EXISTS", selected);
        Assert.Contains("* 0 RECENT", selected);
        Assert.Contains(selected, line => line.StartsWith("* OK [UIDVALIDITY 1251108000]", StringComparison.Ordinal));
        Assert.Equal("b OK [READ-ONLY] SELECT completed", selected[^1]);
        foreach (string command in (string[])["STORE 1 +FLAGS (\\Seen)", "EXPUNGE", "COPY 1 INBOX", "UID STORE 1 FLAGS ()", "CREATE Sent", "DELETE INBOX", "RENAME INBOX Old"])
        {
            Assert.StartsWith("c NO ", await wire.CommandAsync("c " + command), StringComparison.Ordinal);
        }

        foreach (string command in (string[])["CHECK", "NOOP", "SUBSCRIBE INBOX", "CLOSE"])
        {
            Assert.StartsWith("d OK ", await wire.CommandAsync("d " + command), StringComparison.Ordinal);
        }

        Assert.StartsWith("e BAD ", await wire.CommandAsync("e FETCH 1 FLAGS"), StringComparison.Ordinal);
        Assert.Equal("f OK [READ-ONLY] EXAMINE completed", (await wire.DialogAsync("f EXAMINE {5+}\r\nInbox"))[^1]);
        Assert.StartsWith("g NO ", await wire.CommandAsync("g SELECT Sent"), StringComparison.Ordinal);
        Assert.StartsWith("h BAD ", await wire.CommandAsync("h FETCH 1 FLAGS"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LIST \"\" \"\"", "* LIST (\\Noselect) \"/\" \"\"")]
    [InlineData("LIST \"\" *", "* LIST (\\HasNoChildren) \"/\" INBOX")]
    [InlineData("LIST \"\" \"%\"", "* LIST (\\HasNoChildren) \"/\" INBOX")]
    [InlineData("LIST \"\" inbox", "* LIST (\\HasNoChildren) \"/\" INBOX")]
    [InlineData("LIST \"\" in%", "* LIST (\\HasNoChildren) \"/\" INBOX")]
    [InlineData("LIST \"\" Sent", null)]
    [InlineData("LIST Archive/ *", null)]
    [InlineData("LSUB \"\" *", "* LSUB (\\HasNoChildren) \"/\" INBOX")]
    [InlineData("STATUS INBOX (MESSAGES UNSEEN UIDNEXT RECENT)", "* STATUS INBOX (MESSAGES 1 UNSEEN 1 UIDNEXT 2 RECENT 0)")]
    [InlineData("NAMESPACE", "* NAMESPACE ((\"\" \"/\")) NIL NIL")]
    public async Task What_there_is_is_told(string command, string? expected)
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();

        IReadOnlyList<string> lines = await wire.DialogAsync("a " + command);

        Assert.StartsWith("a OK ", lines[^1], StringComparison.Ordinal);
        Assert.Equal(expected is null ? [] : [expected], lines.SkipLast(1));
    }

    [Theory]
    [InlineData("FETCH 1 FLAGS", "* 1 FETCH (FLAGS ())")]
    [InlineData("FETCH 1:* (UID FLAGS)", "* 1 FETCH (UID 1 FLAGS ())")]
    [InlineData("UID FETCH * FLAGS", "* 1 FETCH (UID 1 FLAGS ())")]
    [InlineData("FETCH 1 INTERNALDATE", "* 1 FETCH (INTERNALDATE \"24-Aug-2009 10:00:00 +0000\")")]
    [InlineData("FETCH 1 BODY.PEEK[HEADER.FIELDS (subject X)]", "* 1 FETCH (BODY[HEADER.FIELDS (SUBJECT X)] {30}|Subject: You are logged in||)")]
    [InlineData("FETCH 1 BODY[TEXT]<4.3>", "* 1 FETCH (BODY[TEXT]<4> {3}|are)")]
    [InlineData("FETCH 1 BODY[TEXT]<9999.3>", "* 1 FETCH (BODY[TEXT]<9999> {0}|)")]
    [InlineData("FETCH 1 BODY[]<0.4294967295>", null)]
    [InlineData("FETCH 1 (BODY[2])", "* 1 FETCH (BODY[2] NIL)")]
    [InlineData("FETCH 1 ENVELOPE", "* 1 FETCH (ENVELOPE (\"Mon, 24 Aug 2009 10:00:00 +0000\" \"You are logged in\" ((\"Postmaster\" NIL \"postmaster\" \"domain.se\")) ((\"Postmaster\" NIL \"postmaster\" \"domain.se\")) ((\"Postmaster\" NIL \"postmaster\" \"domain.se\")) ((NIL NIL \"kalle\" \"domain.se\")) NIL NIL NIL \"<welcome.1251108000@domain.se>\"))")]
    public async Task What_is_fetched_is_given(string command, string? expected)
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();
        await wire.DialogAsync("a SELECT INBOX");

        IReadOnlyList<string> lines = await wire.DialogAsync("b " + command);

        Assert.Equal("b OK FETCH completed", lines[^1]);
        if (expected is not null)
        {
            Assert.Equal(expected, string.Join('|', lines.SkipLast(1)));
        }
    }

    [Fact]
    public async Task Header_and_text_are_the_message_and_its_size_is_what_is_said()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();
        await wire.DialogAsync("a SELECT INBOX");

        string message = await LiteralAsync("BODY[]");

        Assert.Equal(message, await LiteralAsync("BODY[HEADER]") + await LiteralAsync("BODY[TEXT]"));
        Assert.Equal(message, await LiteralAsync("RFC822"));
        Assert.Equal(await LiteralAsync("BODY[TEXT]"), await LiteralAsync("BODY.PEEK[1]"));
        Assert.Contains("You are logged in as kalle@domain.se.\r\n", message, StringComparison.Ordinal);
        Assert.Equal($"* 1 FETCH (RFC822.SIZE {message.Length})", (await wire.DialogAsync("b FETCH 1 RFC822.SIZE"))[0]);

        async Task<string> LiteralAsync(string item)
        {
            IReadOnlyList<string> lines = await wire.DialogAsync("b FETCH 1 " + item);
            int length = int.Parse(lines[0][(lines[0].LastIndexOf('{') + 1)..^1], CultureInfo.InvariantCulture);
            string rest = string.Join("\r\n", lines.Skip(1).SkipLast(1));
            Assert.Equal(length + 1, rest.Length); // and the closing parenthesis
            return rest[..length];
        }
    }

    [Theory]
    [InlineData("FETCH 2 FLAGS")]
    [InlineData("FETCH 0 FLAGS")]
    [InlineData("FETCH 1 NONSENSE")]
    [InlineData("FETCH 1 (FLAGS")]
    [InlineData("FETCH 1 BODY[HEADER.FIELDS ()]")]
    [InlineData("FETCH 1 BODY[HEADER.FIELDS (\"a\nb\")]")]
    [InlineData("FETCH 1 BODY[TEXT")]
    [InlineData("FETCH 1 BODY[TEXT]<1>")]
    [InlineData("FETCH 1,,2 FLAGS")]
    [InlineData("UID NOOP")]
    [InlineData("SEARCH")]
    [InlineData("SEARCH NONSENSE")]
    [InlineData("SEARCH (ALL")]
    [InlineData("SEARCH SINCE yesterday")]
    [InlineData("STATUS INBOX ()")]
    public async Task What_cannot_be_asked_is_BAD(string command)
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();
        await wire.DialogAsync("a SELECT INBOX");

        Assert.Contains(" BAD ", await wire.CommandAsync("b " + command), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALL", true)]
    [InlineData("UNSEEN", true)]
    [InlineData("SEEN", false)]
    [InlineData("NOT SEEN", true)]
    [InlineData("1:*", true)]
    [InlineData("2:5", false)]
    [InlineData("UID 1", true)]
    [InlineData("OR SEEN (UNSEEN 1)", true)]
    [InlineData("UNSEEN DELETED", false)]
    [InlineData("SINCE 24-Aug-2009 BEFORE 25-Aug-2009", true)]
    [InlineData("ON 4-Sep-2009", false)]
    [InlineData("CHARSET UTF-8 SUBJECT \"logged in\"", true)]
    [InlineData("HEADER To kalle@domain.se", true)]
    [InlineData("BODY lisa", false)]
    [InlineData("LARGER 100 SMALLER 10000", true)]
    public async Task A_search_finds_what_matches(string keys, bool found)
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();
        await wire.DialogAsync("a SELECT INBOX");

        IReadOnlyList<string> lines = await wire.DialogAsync("b UID SEARCH " + keys);

        Assert.Equal([found ? "* SEARCH 1" : "* SEARCH", "b OK SEARCH completed"], lines);
    }

    [Fact]
    public async Task IDLE_ends_with_DONE()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.LogInAsync();

        Assert.StartsWith("+ ", await wire.CommandAsync("a IDLE"), StringComparison.Ordinal);
        Assert.StartsWith("a OK ", await wire.CommandAsync("DONE"), StringComparison.Ordinal);
    }
}
