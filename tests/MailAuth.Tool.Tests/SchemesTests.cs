using System.Text.Json;

namespace MailAuth.Tool.Tests;

/// <summary><c>mailauth schemes</c>.</summary>
public sealed class SchemesTests
{
    [Fact]
    public void Each_scheme_has_a_row_with_its_library()
    {
        ToolRun run = ToolRun.With("", "schemes");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("(?m)^SCHEME +VERIFIED +WEAK +HASHES +LIBRARY$", run.Output);
        Assert.Matches("(?m)^ARGON2ID +yes +no +yes +libsodium$", run.Output);
        Assert.Matches("(?m)^SSHA +yes +yes +no +\\.NET$", run.Output);
        Assert.Matches("(?m)^PLAIN-MD4 +yes +yes +no +BouncyCastle$", run.Output);
    }

    [Fact]
    public void The_array_says_the_same()
    {
        JsonElement all = JsonDocument.Parse(ToolRun.With("", "schemes", "--json").Output).RootElement;
        Assert.Equal(ToolRun.With("", "schemes").Lines.Length - 1, all.GetArrayLength());
        JsonElement argon = all.EnumerateArray().Single(scheme => scheme.GetProperty("scheme").GetString() == "ARGON2ID");
        Assert.Equal(
            """{"scheme":"ARGON2ID","verified":true,"problem":null,"weak":false,"hashes":true,"library":"libsodium"}""",
            JsonSerializer.Serialize(argon));
    }
}
