using MailAuth.Sqlite;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth.Tool.Tests;

/// <summary><c>mailauth usage fold</c>.</summary>
public sealed class UsageTests : IDisposable
{
    private static readonly UsageRecord Login = new()
    {
        Address = "kalle@domain.se", Form = UsernameForm.LocalPart, Protocol = MailProtocol.Imap, Time = new DateTimeOffset(2009, 9, 1, 12, 0, 0, TimeSpan.Zero),
    };

    private readonly string folder = Directory.CreateTempSubdirectory("mailauth").FullName;

    private string Config => Path.Combine(folder, "mailauth.json");

    private string Log => Path.Combine(folder, "state", UsageLog.FileName);

    private string Database => Path.Combine(folder, "mailauth.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("""{ "store": { "sqlite": "mailauth.db" }, "stateDirectory": "state" }""", false)]
    [InlineData("""{ "store": { "passwdFile": "users" }, "stateDirectory": "state" }""", true)]
    public async Task The_log_goes_into_the_store_or_into_the_database_that_is_named(string config, bool named)
    {
        Write(config);
        ToolRun run = ToolRun.With("", ["usage", "fold", "--config", Config, .. named ? (string[])["--into", Database] : []]);
        Assert.Equal((ExitCode.Success, "1 records\n", ""), (run.ExitCode, run.Output, run.Error));
        using var database = new SqliteMailAuthDatabase(Database);
        SqliteUsageLine line = Assert.Single(await new SqliteUsageReport(database).LinesAsync(new DateOnly(2009, 1, 1), new DateOnly(2010, 1, 1), TestContext.Current.CancellationToken));
        Assert.Equal("kalle@domain.se", line.Record.Address);
        Assert.Equal("0 records\n", ToolRun.With("", ["usage", "fold", "--config", Config, "--into", Database]).Output);
    }

    [Theory]
    [InlineData("""{ "store": { "passwdFile": "users" }, "stateDirectory": "state" }""", "--into FILE")]
    [InlineData("""{ "store": { "sqlite": "mailauth.db" } }""", "stateDirectory is not set")]
    [InlineData("""{ "stor": {}, "stateDirectory": "state" }""", "is not a setting; did you mean store?")]
    [InlineData("""{ "store": { "sqlite": "mailauth.db" }, "stateDirectory": "nowhere" }""", "nowhere")]
    public void What_is_missing_is_named_and_nothing_is_lost(string config, string named)
    {
        Write(config);
        ToolRun run = ToolRun.With("", ["usage", "fold", "--config", Config]);
        Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Output));
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Log));
    }

    [Fact]
    public void Lines_that_cannot_be_read_are_told()
    {
        Write("""{ "store": { "sqlite": "mailauth.db" }, "stateDirectory": "state" }""");
        File.AppendAllText(Log, "nonsense\n");
        ToolRun run = ToolRun.With("", ["usage", "fold", "--config", Config]);
        Assert.Equal((ExitCode.Unusable, "1 records\n"), (run.ExitCode, run.Output));
        Assert.Contains("1 lines could not be read", run.Error, StringComparison.Ordinal);
    }

    private void Write(string config)
    {
        File.WriteAllText(Config, config);
        Directory.CreateDirectory(Path.GetDirectoryName(Log)!);
        File.WriteAllBytes(Log, UsageLog.FormatLine(Login));
    }
}
