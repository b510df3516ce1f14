using System.Text;
using System.Text.Json;

namespace MailAuth.Tool.Tests.JsonLines;

/// <summary><c>mailauth verify --json-lines</c>: one answer for each line, in order, whatever the lines hold.</summary>
public sealed class VerifyLinesTests
{
    [Fact]
    public void Each_line_has_its_answer_in_order()
    {
        ToolRun run = Verify(
            """{"stored":"{PLAIN}a","password":"a"}""",
            """{"stored":"{PLAIN}a","password":"b"}""",
            """{"stored":"{NOSUCH}a","password":"b"}""",
            """{"stored":"{CLEARTEXT}c","password_hex":"63"}""");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            [
                """{"result":"match","scheme":"PLAIN","reason":null,"rehash":true}""",
                """{"result":"mismatch","scheme":"PLAIN","reason":null,"rehash":false}""",
                """{"result":"unusable","scheme":null,"reason":"unknown scheme","rehash":false}""",
                """{"result":"match","scheme":"CLEARTEXT","reason":null,"rehash":true}""",
            ],
            run.Lines);
    }

    [Theory]
    [InlineData("""{"stored":"{PLAIN}åä😀\"\\/","password":"\u00e5\u00E4\ud83d\ude00\"\\\/"}""", "match")]
    [InlineData("""{"stored":"\u007bPLAIN}a\u0000b","password":"ab"}""", "mismatch")]
    [InlineData("""{"stored":"{PLAIN}a\u0000b","password":"a\u0000b"}""", "mismatch")]
    [InlineData("""{"stored":"{PLAIN}a","password":"a\u0000"}""", "mismatch")]
    [InlineData("""{"stored":"{PLAIN}a","password":""}""", "mismatch")]
    [InlineData("""{"stored":"{PLAIN}a","password_hex":""}""", "mismatch")]
    [InlineData("""{"stored":"{PLAIN.hex}e5ff","password_hex":"E5fF"}""", "match")]
    [InlineData("""{"stored":"{PLAIN.hex}e5ff","password_hex":"e5fe"}""", "mismatch")]
    [InlineData("""{"stored":"","password":"a"}""", "unusable")]
    [InlineData("""{"stored":null,"password":"a"}""", "unusable")]
    [InlineData("""{"stored":"\ud800","password":"a"}""", "unusable")]
    [InlineData("""{"stored":"abc","password":"abc","user":null,"default_scheme":null}""", "unusable")]
    [InlineData("""{"stored":"abc","password":"abc","default_scheme":""}""", "unusable")]
    [InlineData("""{"stored":"abc","password":"abc","default_scheme":"plain"}""", "match")]
    [InlineData("""{"stored":"{PLAIN}a","password":null,"password_hex":"61"}""", "match")]
    [InlineData("""  { "password" : "a" , "stored" : "{PLAIN}a" }  """, "match")]
    public void A_line_that_can_be_read_is_answered(string line, string result)
    {
        ToolRun run = Verify(line);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(result, Parse(Assert.Single(run.Lines)).GetProperty("result").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sesam")]
    [InlineData("\"sesam\"")]
    [InlineData("[\"sesam\"]")]
    [InlineData("""{"stored":"sesam","password":"sesam\x"}""")]
    [InlineData("""{"stored":"{PLAIN}sesam","password":"sesam"} sesam""")]
    [InlineData("""{"stored":"{PLAIN}sesam","password":"sesam"}{}""")]
    [InlineData("""{"stored":"{PLAIN}sesam","password":"sesam",}""")]
    [InlineData("""{"stored":"{PLAIN}sesam","password":"sesam" """)]
    [InlineData("""{"stored":"{PLAIN}sesam","password":["sesam"]}""")]
    [InlineData("""{"stored":7,"password":"sesam"}""")]
    [InlineData("""{"stored":"{PLAIN}sesam","password":true}""")]
    [InlineData("""{"password":"sesam"}""")]
    [InlineData("""{"stored":"{PLAIN}sesam"}""")]
    [InlineData("""{"stored":"{PLAIN}sesam","password":"sesam","password_hex":"736573616d"}""")]
    [InlineData("""{"stored":"{PLAIN}sesam","password":"sesam","password":"sesam"}""")]
    [InlineData("""{"stored":"{PLAIN}sesam","password":"sesam\ud800"}""")]
    [InlineData("""{"stored":"{PLAIN}sesam","password_hex":"736"}""")]
    [InlineData("""{"stored":"{PLAIN}sesam","password_hex":"7g"}""")]
    [InlineData("""{"stored":"{PLAIN}sesam","password":"sesam","user":"\udc00"}""")]
    [InlineData("""{"stored":"sesam","password":"sesam","default_scheme":"\udc00"}""")]
    public void A_line_that_cannot_be_read_gets_an_answer_in_its_place_and_the_rest_goes_on(string line)
    {
        const string Right = """{"stored":"{PLAIN}a","password":"a"}""";
        ToolRun run = Verify(Right, line, Right);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(3, run.Lines.Length);
        Assert.Contains("\"match\"", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains("\"match\"", run.Lines[2], StringComparison.Ordinal);
        JsonElement answer = Parse(run.Lines[1]);
        Assert.Equal("unusable", answer.GetProperty("result").GetString());
        Assert.StartsWith("line 2: ", answer.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("mailauth verify: line 2: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sesam", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_no_text()
    {
        byte[] line = [.. """{"stored":"{PLAIN}a","password":"x"""u8, 0xE5, .. "\"}\n"u8];
        ToolRun run = ToolRun.With(line, "verify", "--json-lines");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("line 1: password is not Unicode text", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_not_known_is_told_and_not_looked_at()
    {
        ToolRun run = Verify("""{"stored":"{PLAIN}a","pasword":{"deep":[1,2]},"password":"a"}""");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"match\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("line 1: a key pasword is none of stored, password,", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024, "match")]
    [InlineData(1025, "mismatch")]
    [InlineData(3_000_000, "mismatch")]
    public void A_password_over_1024_bytes_does_not_match(int length, string result)
    {
        // 1,024 bytes decoded from 683 characters and more of Base64 would be over the limit of a stored value: Argon2 takes any length.
        string stored = length == 1024 ? ToolRun.With(new string('a', 1024), "hash").Output.TrimEnd() : "{PLAIN}a";
        ToolRun run = Verify($$"""{"stored":"{{stored}}","password":"{{new string('a', length)}}"}""");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(result, Parse(Assert.Single(run.Lines)).GetProperty("result").GetString());
    }

    [Theory]
    [InlineData("{PLAIN}")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$")]
    [InlineData("å\\u00e5")]
    public void A_stored_value_of_two_megabytes_is_refused(string start)
    {
        ToolRun run = Verify($$"""{"stored":"{{start}}{{new string('a', 2 * 1024 * 1024)}}","password":"a"}""");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("over 1024 characters", Assert.Single(run.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$argon2id$v=19$m=4194304,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=65536,t=4294967295,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$2b$31$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234")]
    [InlineData("{PBKDF2}$1$salt$2147483647$0123456789012345678901234567890123456789")]
    [InlineData("$6$rounds=999999999$salt$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Hostile_parameters_are_unusable(string stored)
    {
        // The process would be busy for minutes or fall over, were they computed.
        ToolRun run = Verify($$"""{"stored":"{{stored}}","password":"a"}""");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"unusable\"", Assert.Single(run.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_default_scheme_is_unusable_and_named()
    {
        ToolRun run = Verify("""{"stored":"abc","password":"abc","default_scheme":"PLAIM"}""");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            "the default scheme \"PLAIM\" is none that is known here",
            Parse(run.Lines[0]).GetProperty("reason").GetString());
    }

    [Fact]
    public void An_answer_is_there_before_the_next_line_is_waited_for()
    {
        var output = new MemoryStream();
        var input = new AskingStream(() => output.Length, """{"stored":"{PLAIN}a","password":"a"}""" + "\n");
        Assert.Equal(0, MailAuthCommand.Run(["verify", "--json-lines"], new ToolConsole(input, output, new StringWriter())));
        Assert.True(input.WrittenAtSecondRead > 0, "nothing was written before the second read");
    }

    [Fact]
    public void Many_lines_come_out_one_for_one()
    {
        var input = new StringBuilder();
        for (int i = 0; i < 20_000; i++)
        {
            input.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""{"stored":"{PLAIN}{{i}}","password":"{{i / 3 * 3}}"}""").Append('\n');
        }

        ToolRun run = ToolRun.With(input.ToString(), "verify", "--json-lines");
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => i % 3 == 0), run.Lines.Select(line => line.Contains("\"match\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_on_standard_input_is_nothing_on_standard_output() =>
        Assert.Equal(new ToolRun(0, "", ""), ToolRun.With("", "verify", "--json-lines"));

    private static ToolRun Verify(params string[] lines) => ToolRun.With(string.Join('\n', lines) + "\n", "verify", "--json-lines");

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;

    /// <summary>Gives its text at the first read, and notes how much had been written when it is asked again.</summary>
    private sealed class AskingStream(Func<long> written, string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        private int reads;

        public long WrittenAtSecondRead { get; private set; } = -1;

        public override int Read(byte[] buffer, int offset, int count)
        {
            WrittenAtSecondRead = ++reads == 2 ? written() : WrittenAtSecondRead;
            return base.Read(buffer, offset, count);
        }
    }
}
