using System.Text.Json;

namespace MailAuth.Tool.Tests.JsonLines;

/// <summary><c>mailauth username --json-lines</c>: normalization, and of resolution what needs no store.</summary>
public sealed class UsernameLinesTests
{
    [Theory]
    [InlineData("""{"username":" Kalle@Domain.SE. "}""", "full", "kalle", "domain.se", "kalle@domain.se")]
    [InlineData("""{"username":"Åsa@RÄKSMÖRGÅS.se"}""", "full", "åsa", "xn--rksmrgs-5wao1o.se", "åsa@xn--rksmrgs-5wao1o.se")]
    [InlineData("""{"username_hex":"4BC3A5406E"}""", "full", "kå", "n", "kå@n")]
    [InlineData("""{"username":"kalle%domain.se","separators":"%","default_domain":"other.se"}""", "full", "kalle", "domain.se", "kalle@domain.se")]
    [InlineData("""{"username":"kalle%domain.se","separators":""}""", "bare", "kalle%domain.se", null, null)]
    [InlineData("""{"username":"kalle@domain.se","server_name":"mail.other.se"}""", "full", "kalle", "domain.se", "kalle@domain.se")]
    [InlineData("""{"username":"KALLE","server_name":"MAIL.Domain.se.","default_domain":"other.se"}""", "bare", "kalle", "domain.se", "kalle@domain.se")]
    [InlineData("""{"username":"kalle","server_name":"mail.räksmörgås.se"}""", "bare", "kalle", "xn--rksmrgs-5wao1o.se", "kalle@xn--rksmrgs-5wao1o.se")]
    [InlineData("""{"username":"kalle","server_name":"imap.domain.se","default_domain":"Other.SE"}""", "bare", "kalle", "other.se", "kalle@other.se")]
    [InlineData("""{"username":"kalle","server_name":"mail.se","default_domain":"other.se"}""", "bare", "kalle", "other.se", "kalle@other.se")]
    [InlineData("""{"username":"kalle","server_name":"no name","default_domain":"other.se"}""", "bare", "kalle", "other.se", "kalle@other.se")]
    [InlineData("""{"username":"kalle","server_name":"\ud800","default_domain":"other.se"}""", "bare", "kalle", "other.se", "kalle@other.se")]
    [InlineData("""{"username":"kalle"}""", "bare", "kalle", null, null)]
    [InlineData("""{"username":"kalle","server_name":null,"separators":null,"default_domain":null}""", "bare", "kalle", null, null)]
    public void A_username_has_its_canonical_form(string line, string form, string localPart, string? domain, string? canonical)
    {
        ToolRun run = Normalize(line);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement answer = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Equal(
            (form, localPart, domain, canonical, null),
            (Text(answer, "form"), Text(answer, "local_part"), Text(answer, "domain"), Text(answer, "canonical"), Text(answer, "error")));
    }

    [Theory]
    [InlineData("""{"username":""}""", "empty")]
    [InlineData("""{"username":" \t"}""", "empty")]
    [InlineData("""{"username_hex":"ff"}""", "not_utf8")]
    [InlineData("""{"username":"\ud800"}""", "not_utf8")]
    [InlineData("""{"username":"a\u0000b"}""", "control_character")]
    [InlineData("""{"username":"@domain.se"}""", "invalid_local_part")]
    [InlineData("""{"username":"a b@domain.se"}""", "invalid_local_part")]
    [InlineData("""{"username":"kalle@"}""", "invalid_domain")]
    [InlineData("""{"username":"kalle@-a.se"}""", "invalid_domain")]
    [InlineData("""{"username":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@domain.se"}""", "too_long")]
    [InlineData("""{"username":"kalle","separators":"a"}""", "separators \"a\"")]
    [InlineData("""{"username":"kalle","separators":"\ud800"}""", "separators is not Unicode text")]
    [InlineData("""{"username":"kalle","default_domain":"a..b"}""", "default_domain \"a..b\" is not a domain")]
    [InlineData("""{"username":"kalle@domain.se","default_domain":""}""", "default_domain \"\" is not a domain")]
    [InlineData("""{"username":"kalle","default_domain":"\ud800"}""", "default_domain is not Unicode text")]
    public void What_is_no_username_has_its_error_and_nothing_else(string line, string error)
    {
        ToolRun run = Normalize(line);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement answer = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.StartsWith(error, Text(answer, "error"), StringComparison.Ordinal);
        Assert.Equal((null, null, null, null), (Text(answer, "form"), Text(answer, "local_part"), Text(answer, "domain"), Text(answer, "canonical")));
    }

    [Fact]
    public void A_bare_username_that_gets_too_long_an_address_is_none()
    {
        string label = new('d', 62);
        string line = $$"""{"username":"{{new string('a', 64)}}","default_domain":"{{label}}.{{label}}.{{label}}.se"}""";
        Assert.Contains("\"too_long\"", Normalize(line).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Separators_are_those_of_the_line()
    {
        string[] lines = Normalize("""{"username":"a%b.se","separators":"%"}""", """{"username":"a%b.se"}""", """{"username":"a%b.se","separators":"!"}""", """{"username":"a%b.se","separators":"%"}""").Lines;
        Assert.Equal(["full", "bare", "bare", "full"], lines.Select(line => Text(JsonDocument.Parse(line).RootElement, "form")));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"username":null}""")]
    [InlineData("""{"username":1}""")]
    [InlineData("""{"username":"a","username_hex":"61"}""")]
    [InlineData("""{"username_hex":"6"}""")]
    [InlineData("""{"username":"a","separators":1}""")]
    public void A_line_that_cannot_be_read_gets_an_answer_in_its_place(string line)
    {
        ToolRun run = Normalize("""{"username":"a"}""", line, """{"username":"b"}""");
        Assert.Equal((1, 3), (run.ExitCode, run.Lines.Length));
        Assert.StartsWith("""{"form":null,"local_part":null,"domain":null,"canonical":null,"error":"line 2: """, run.Lines[1], StringComparison.Ordinal);
        Assert.Contains("\"local_part\":\"b\"", run.Lines[2], StringComparison.Ordinal);
        Assert.StartsWith("mailauth username: line 2: ", run.Error, StringComparison.Ordinal);
    }

    private static ToolRun Normalize(params string[] lines) => ToolRun.With(string.Join('\n', lines) + "\n", "username", "--json-lines");

    private static string? Text(JsonElement answer, string key) => answer.GetProperty(key).GetString();
}
