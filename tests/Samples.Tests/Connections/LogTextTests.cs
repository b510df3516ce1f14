using System.Text;
using MailHost.Connections;

namespace Samples.Tests.Connections;

/// <summary>What a client chose is escaped in logs.</summary>
public sealed class LogTextTests
{
    [Fact]
    public void Bytes_become_printable_ASCII_on_one_line()
    {
        Assert.Equal("kalle\\x0D\\x0A\\x1B[0m\\xC3\\xA5\\x22\\x5C\\x7F", LogText.Escape("kalle\r\n\u001B[0må\"\\\u007F"u8));
        Assert.Equal(new string('x', 256) + "...", LogText.Escape(Encoding.ASCII.GetBytes(new string('x', 300))));
    }

    [Theory]
    [InlineData(null, "-")]
    [InlineData("", "-")]
    [InlineData("Mail åäö 7.2", "Mail åäö 7.2")]
    [InlineData("a\r\nb", "a\\u{D}\\u{A}b")]
    [InlineData("a\u202Eb\u2028c\u00A0", "a\\u{202E}b\\u{2028}c\\u{A0}")]
    [InlineData("\"\\", "\\u{22}\\u{5C}")]
    public void Text_keeps_its_letters_and_loses_what_cannot_be_seen(string? text, string expected) => Assert.Equal(expected, LogText.Escape(text));
}
