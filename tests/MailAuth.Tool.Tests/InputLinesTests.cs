using System.Text;

namespace MailAuth.Tool.Tests;

/// <summary>Lines are bytes, of any length, however they come in.</summary>
public sealed class InputLinesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(70_000)]
    public void Lines_are_the_same_however_many_bytes_come_at_once(int atOnce)
    {
        string[] expected = ["a", "", "b\rc", new string('x', 200_000), "é", "last"];
        Assert.Equal(expected, Read(string.Join("\n", expected).Replace("é", "é\r", StringComparison.Ordinal), atOnce));
    }

    [Fact]
    public void A_line_end_at_the_end_begins_no_line()
    {
        Assert.Equal(["a"], Read("a\n", 100));
        Assert.Equal(["", ""], Read("\n\n", 100));
        Assert.Empty(Read("", 100));
    }

    [Fact]
    public void An_over_long_line_is_thrown_away_and_the_next_is_whole()
    {
        string text = new string('x', InputLines.MaximumLength * 2) + "\nnext\n" + new string('y', InputLines.MaximumLength * 2);
        using var lines = new InputLines(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        Assert.True(lines.Read(out ReadOnlySpan<byte> first));
        Assert.True(first.IsEmpty && lines.IsTooLong);
        Assert.True(lines.Read(out ReadOnlySpan<byte> second));
        Assert.Equal("next", Encoding.UTF8.GetString(second));
        Assert.False(lines.IsTooLong);
        Assert.True(lines.Read(out _));
        Assert.True(lines.IsTooLong);
        Assert.False(lines.Read(out _));
    }

    [Fact]
    public void A_line_is_zeroed_when_the_next_is_asked_for()
    {
        using var lines = new InputLines(new MemoryStream("secret\nnext\n"u8.ToArray()));
        lines.Read(out ReadOnlySpan<byte> first);
        Assert.Equal("secret", Encoding.UTF8.GetString(first));
        lines.Read(out _);
        Assert.Equal(new byte[6], first.ToArray());
    }

    private static List<string> Read(string text, int atOnce)
    {
        var read = new List<string>();
        using var lines = new InputLines(new Dripping(Encoding.UTF8.GetBytes(text), atOnce));
        while (lines.Read(out ReadOnlySpan<byte> line))
        {
            read.Add(Encoding.UTF8.GetString(line));
        }

        return read;
    }

    private sealed class Dripping(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, atOnce));
    }
}
