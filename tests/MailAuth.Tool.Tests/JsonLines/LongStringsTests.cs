using System.Text;
using System.Text.Json;
using CsCheck;
using MailAuth.Tool.JsonLines;

namespace MailAuth.Tool.Tests.JsonLines;

/// <summary>A line of megabytes takes no memory to speak of, and is answered as it would be whole.</summary>
public sealed class LongStringsTests
{
    private const int Long = 300_000;

    public static TheoryData<string> Units => ["a", "å", "€", "😀", "\\u00e5", "\\uD83D\\uDE00", "\\\"", "\\\\", "\\n", "\\/", ".\\u002E", "x€\\\\\\u0022"];

    [Theory]
    [MemberData(nameof(Units))]
    public void Of_a_long_string_the_beginning_is_kept_and_the_rest_of_the_line(string unit)
    {
        for (int shift = 0; shift < 8; shift++)
        {
            foreach (int atOnce in (int[])[1_021, 64 * 1024, Long])
            {
                string text = new string('.', shift) + string.Concat(Enumerable.Repeat(unit, Long / unit.Length));
                byte[] line = Encoding.UTF8.GetBytes($$"""{"a\"":"b\\","c":"{{text}}","d":["\"",1,"{{text}}"],"e":"\\\"f"}""");

                (byte[] shortened, bool hasCut) = Shorten(line, atOnce);

                Assert.True(hasCut);
                Assert.InRange(shortened.Length, 32 * 1024, 34 * 1024);
                using JsonDocument before = JsonDocument.Parse(line);
                using JsonDocument after = JsonDocument.Parse(shortened);
                Assert.Equal("b\\", after.RootElement.GetProperty("a\"").GetString());
                Assert.Equal("\\\"f", after.RootElement.GetProperty("e").GetString());
                Assert.Equal("\"", after.RootElement.GetProperty("d")[0].GetString());
                foreach (Func<JsonElement, JsonElement> which in (Func<JsonElement, JsonElement>[])[root => root.GetProperty("c"), root => root.GetProperty("d")[2]])
                {
                    // Between the two halves of a pair a JSON string may end; the second cut, behind this one, keeps pairs whole.
                    string raw = which(after.RootElement).GetRawText();
                    Assert.StartsWith(raw[..^1], which(before.RootElement).GetRawText(), StringComparison.Ordinal);
                    Assert.True(raw.Length * 3 > JsonStrings.LongestText);
                }
            }
        }
    }

    /// <summary>Whatever comes, and in whatever pieces: what is no long string stays, byte for byte.</summary>
    [Fact]
    public void What_has_no_long_string_stays_as_it_is()
    {
        Gen<string> piece = Gen.OneOf(Gen.Const("\""), Gen.Const("\\"), Gen.Const("\\u"), Gen.Const("{}:,[]"), Gen.Const("å"), Gen.Char[' ', '~'].Select(c => c.ToString()));
        Gen.Select(piece.Array[0, 60], Gen.Int[1, 9]).Sample(
            (pieces, atOnce) =>
            {
                byte[] line = Encoding.UTF8.GetBytes(string.Concat(pieces));
                (byte[] shortened, bool hasCut) = Shorten(line, atOnce);
                return !hasCut && shortened.AsSpan().SequenceEqual(line);
            },
            iter: 5_000);
    }

    /// <summary>Bytes that are not UTF-8 have no characters to wait for, and an escape that is none has no end to wait for.</summary>
    [Fact]
    public void What_is_malformed_is_left_out_too()
    {
        (byte[] continuations, bool first) = Shorten([(byte)'"', .. Enumerable.Repeat((byte)0x80, Long), (byte)'"', (byte)'}'], Long);
        Assert.True(first && continuations.Length < 17_000 && continuations.AsSpan().EndsWith("\"}"u8));

        (byte[] escapes, bool second) = Shorten(Encoding.UTF8.GetBytes('"' + string.Concat(Enumerable.Repeat("\\u1\\ug", Long / 6)) + "\\u\"}"), Long);
        Assert.True(second && escapes.Length < 17_000 && escapes.AsSpan().EndsWith("\"}"u8));
    }

    [Theory]
    [InlineData("""{"stored":"{PLAIN}a","password":"LONG"}""", "mismatch", "1 to 1,024 bytes")]
    [InlineData("""{"password":"a","stored":"{PLAIN}LONG"}""", "unusable", "over 1024 characters")]
    [InlineData("""{"stored":"LONG","password":"LONG","user":"LONG","default_scheme":"LONG"}""", "unusable", "is none that is known here")]
    [InlineData("""{"stored":"{PLAIN}a","password_hex":"LONG"}""", "mismatch", "1 to 1,024 bytes")]
    [InlineData("""{"stored":"{PLAIN}a","password":"a","other":"LONG"}""", "match", null)]
    [InlineData("""{"stored":"{PLAIN}a","password":"LONG","password":"LONG"}""", "unusable", "line 1: password is there twice (over-long strings left out)")]
    [InlineData("""{"stored":"{PLAIN}a","password":"LONG"]""", "unusable", "(over-long strings left out)")]
    [InlineData("""{"stored":"{PLAIN}a","password":"LONG""", "unusable", "(over-long strings left out)")]
    [InlineData("""{"stored":"{PLAIN}a","password":"a","LONG":1}""", "match", null)]
    public void A_line_of_megabytes_is_answered_as_it_is_and_takes_no_memory_to_speak_of(string line, string result, string? reason)
    {
        byte[] input = Encoding.UTF8.GetBytes(line.Replace("LONG", new string('a', 3_000_000), StringComparison.Ordinal) + "\n{\"stored\":\"{PLAIN}a\",\"password\":\"a\"}\n");
        var output = new MemoryStream();
        var console = new ToolConsole(new MemoryStream(input), output, new StringWriter());
        MailAuthCommand.Run(["verify", "--json-lines"], new ToolConsole(new MemoryStream(input), new MemoryStream(), new StringWriter()));

        long before = GC.GetAllocatedBytesForCurrentThread();
        MailAuthCommand.Run(["verify", "--json-lines"], console);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_500_000);

        string[] answers = Encoding.UTF8.GetString(output.ToArray()).Split('\n');
        using JsonDocument answer = JsonDocument.Parse(answers[0]);
        Assert.Equal(result, answer.RootElement.GetProperty("result").GetString());
        Assert.Contains(reason ?? "", answer.RootElement.GetProperty("reason").GetString() ?? "", StringComparison.Ordinal);
        Assert.Contains("\"match\"", answers[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_long_without_its_strings_is_refused_and_the_next_is_read()
    {
        string numbers = string.Join(',', Enumerable.Repeat("1", 1_000_000));
        ToolRun run = ToolRun.With($$"""{"stored":"{PLAIN}a","password":"a","other":[{{numbers}}]}""" + "\n{\"stored\":\"{PLAIN}a\",\"password\":\"a\"}\n", "verify", "--json-lines");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"line 1: over {InputLines.MaximumLength} bytes", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains("\"match\"", run.Lines[1], StringComparison.Ordinal);
    }

    /// <summary>As the lines come in: a piece at a time, shortened after each.</summary>
    private static (byte[] Shortened, bool HasCut) Shorten(byte[] line, int atOnce)
    {
        var longStrings = new LongStrings();
        longStrings.Begin();
        byte[] buffer = new byte[line.Length];
        int length = 0;
        for (int at = 0; at < line.Length; at += atOnce)
        {
            ReadOnlySpan<byte> piece = line.AsSpan(at, Math.Min(atOnce, line.Length - at));
            piece.CopyTo(buffer.AsSpan(length));
            length = longStrings.Shorten(buffer.AsSpan(0, length + piece.Length));
        }

        return (buffer[..length], longStrings.HasCut);
    }
}
