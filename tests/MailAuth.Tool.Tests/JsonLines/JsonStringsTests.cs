using System.Text;
using MailAuth.Tool.JsonLines;

namespace MailAuth.Tool.Tests.JsonLines;

/// <summary>Strings of JSON, whole where they are of a sensible length, cut where they are over every limit.</summary>
public sealed class JsonStringsTests
{
    [Theory]
    [InlineData("a", 16 * 1024)]
    [InlineData("\\u0061", 16 * 1024 / 6)]
    [InlineData("\\n", 8 * 1024)]
    public void What_is_within_the_length_is_whole(string unit, int count)
    {
        using var strings = new JsonStrings("first", "second");
        Assert.Null(strings.Read(Object(unit, count, "b"), out _));
        Assert.Equal(count, strings.Text(0)!.Length);
        Assert.Equal("b", strings.Text(1));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("å")]
    [InlineData("€")]
    [InlineData("😀")]
    [InlineData("\\u00e5")]
    [InlineData("\\ud83d\\ude00")]
    [InlineData("x\\uD83D\\uDE00")]
    [InlineData("\\\\ud83")]
    [InlineData("\\\\")]
    public void A_cut_breaks_no_character(string unit)
    {
        for (int shift = 0; shift < 12; shift++)
        {
            using var strings = new JsonStrings("first", "second");
            string start = new('.', shift);
            Assert.Null(strings.Read(Encoding.UTF8.GetBytes($$"""{"first":"{{start}}{{string.Concat(Enumerable.Repeat(unit, 20_000))}}","second":"b"}"""), out _));
            Assert.True(strings.IsUnicode(0));
            Assert.InRange(strings.Text(0)!.Length, 2_700, 17_000);
            Assert.DoesNotContain('\uFFFD', strings.Text(0)!);
            Assert.Equal("b", strings.Text(1));
        }
    }

    [Fact]
    public void Every_string_may_be_over_long()
    {
        using var strings = new JsonStrings("a", "b", "c");
        string text = new('x', 1_000_000);
        Assert.Null(strings.Read(Encoding.UTF8.GetBytes($$"""{"a":"{{text}}","b":"\n{{text}}","c":"{{text}}\ud800"}"""), out _));
        Assert.True(strings.Text(0)!.Length > 16_000 && strings.Text(1)!.Length > 16_000 && strings.Text(2)!.Length > 16_000);
        Assert.Null(strings.Read(Encoding.UTF8.GetBytes($$"""{"a":"\ud800{{text}}","b":"\ud800{{text}}","c":"\ud800{{text}}"}"""), out _));
        Assert.False(strings.IsUnicode(0) || strings.IsUnicode(1) || strings.IsUnicode(2));
    }

    [Fact]
    public void Nothing_is_left_of_the_object_before()
    {
        using var strings = new JsonStrings("first", "second");
        strings.Read(Object("a", 3, "b"), out _);
        Span<byte> held = strings.Utf8(0);
        Assert.Equal("aaa"u8, held);
        Assert.Null(strings.Read("{}"u8, out _));
        Assert.False(strings.Has(0) || strings.Has(1));
        Assert.Equal(new byte[3], held.ToArray());
    }

    [Theory]
    [InlineData("4bC3", true)]
    [InlineData("", true)]
    [InlineData("4", false)]
    [InlineData("4g", false)]
    [InlineData("g4", false)]
    [InlineData("é", false)]
    public void Hexadecimal_digits_come_in_pairs(string text, bool isHex)
    {
        using var strings = new JsonStrings("hex");
        strings.Read(Encoding.UTF8.GetBytes($$"""{"hex":"{{text}}"}"""), out _);
        Assert.Equal(isHex, strings.DecodeHex(0));
        if (isHex)
        {
            Assert.Equal(Convert.FromHexString(text), strings.Utf8(0));
        }
    }

    private static byte[] Object(string unit, int count, string second) =>
        Encoding.UTF8.GetBytes($$"""{"first":"{{string.Concat(Enumerable.Repeat(unit, count))}}","second":"{{second}}"}""");
}
