using MailAuth.Replies;

namespace MailAuth.Tests.Replies;

/// <summary>Every line is printable ASCII, fits its protocol, and can't be broken open by an address.</summary>
public sealed class ReplyTextTests
{
    private static readonly string[] Addresses =
    [
        "kalle@domain.se",
        "kalle@xn--rksmrgs-5wao1o.se",
        "åsa@xn--rksmrgs-5wao1o.se",
        "\"kalle karlsson\"@domain.se",
        "kalle]@domain.se",
        "[kalle@domain.se",
        "kalle\r\n* OK [ALERT] @domain.se",
        "kalle\t@domain.se",
        "kalle\0@domain.se",
        "kal le@domain.se",
        "kalle\\@domain.se",
        "kalle\u007F@domain.se",
        "",
        new string('a', 64) + "@" + new string('b', 189),
        new string('a', 64) + "@" + new string('b', 190),
        new string('a', 10_000),
    ];

    [Fact]
    public void Every_line_is_printable_ASCII_and_fits_its_protocol()
    {
        foreach (string line in AllLines())
        {
            Assert.DoesNotContain(line, c => c is < ' ' or > '~');
            Assert.InRange(line.Length, 1, 510);
        }
    }

    [Fact]
    public void Every_text_says_something_and_brackets_nothing()
    {
        foreach (ReplyKind kind in Enum.GetValues<ReplyKind>())
        {
            foreach (string address in Addresses)
            {
                foreach (string text in (string[])[MailReplies.Smtp(kind, address).Text, MailReplies.Imap(kind, address).Text, MailReplies.Pop3(kind, address).Text])
                {
                    Assert.NotEqual("", text);
                    if (kind == ReplyKind.LoginSwitchedOff)
                    {
                        // The account's own sentence: its operator may quote, but not begin with what a client takes for a response code.
                        Assert.False(text.StartsWith('['), text);
                        continue;
                    }

                    Assert.DoesNotContain(text, c => c is '"' or '[' or ']' or '\\');
                }
            }
        }
    }

    [Theory]
    [InlineData("kalle@domain.se", true)]
    [InlineData("kalle+tag@domain.se", true)]
    [InlineData("o'neil@xn--rksmrgs-5wao1o.se", true)]
    [InlineData("åsa@xn--rksmrgs-5wao1o.se", false)]
    [InlineData("\"kalle karlsson\"@domain.se", false)]
    [InlineData("kalle]@domain.se", false)]
    [InlineData("kalle\r\n@domain.se", false)]
    public void An_address_is_named_only_where_it_is_plain_ASCII(string address, bool named)
    {
        string withAddress = MailReplies.Smtp(ReplyKind.UseFullAddress, address).Text;
        Assert.Equal(named, withAddress.Contains(address, StringComparison.Ordinal));
        if (!named)
        {
            Assert.Equal("Log in with your full e-mail address as the username; the short name stopped working.", withAddress);
        }
    }

    [Fact]
    public void The_longest_address_still_fits_and_a_longer_one_is_left_out()
    {
        string longest = new string('a', 64) + "@" + new string('b', 189);
        Assert.Contains(longest, MailReplies.Smtp(ReplyKind.UseFullAddress, longest).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("bbb", MailReplies.Smtp(ReplyKind.UseFullAddress, longest + "b").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_address_the_sentence_is_whole() =>
        Assert.Equal("Change your username to your full e-mail address; the short name will soon stop working.", MailReplies.Pop3(ReplyKind.AcceptedChangeSoon).Text);

    private static IEnumerable<string> AllLines()
    {
        yield return MailReplies.Pop3User.ToString();
        yield return MailReplies.CheckPasswordCredentials.Reason!;
        foreach (ReplyKind kind in Enum.GetValues<ReplyKind>())
        {
            foreach (string address in Addresses)
            {
                yield return MailReplies.Smtp(kind, address).ToString();
                ImapReply imap = MailReplies.Imap(kind, address);
                yield return imap.ToString();
                if (imap.Alert is { } alert)
                {
                    yield return alert;
                }

                yield return MailReplies.Pop3(kind, address).ToString();
                if (MailReplies.CheckPassword(kind, "imap", address).Reason is { } reason)
                {
                    yield return reason;
                }
            }
        }
    }
}
