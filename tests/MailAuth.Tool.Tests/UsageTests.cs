using System.Diagnostics;
using MailAuth.Accounts;
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
        if (!named)
        {
            await MakeDatabaseAsync();
        }

        ToolRun run = ToolRun.With("", ["usage", "fold", "--config", Config, .. named ? (string[])["--into", Database] : []]);
        Assert.Equal((ExitCode.Success, "1 record\n", ""), (run.ExitCode, run.Output, run.Error));
        using var database = new SqliteMailAuthDatabase(Database);
        SqliteUsageLine line = Assert.Single(await new SqliteUsageReport(database).LinesAsync(new DateOnly(2009, 1, 1), new DateOnly(2010, 1, 1), TestContext.Current.CancellationToken));
        Assert.Equal("kalle@domain.se", line.Record.Address);
        Assert.Equal("0 records\n", ToolRun.With("", ["usage", "fold", "--config", Config, "--into", Database]).Output);
    }

    [Theory]
    [InlineData("""{ "store": { "passwdFile": "users" }, "stateDirectory": "state" }""", "--into FILE")]
    [InlineData("""{ "store": { "sqlite": "mailauth.db" } }""", "stateDirectory is not set")]
    [InlineData("""{ "stor": {}, "stateDirectory": "state" }""", "is not a setting; did you mean store?")]
    [InlineData("""{ "store": { "sqlite": "users" }, "stateDirectory": "nowhere" }""", "nowhere")]
    [InlineData("""{ "store": { "sqlite": "mailauht.db" }, "stateDirectory": "state" }""", "mailauht.db is not there")]
    public async Task What_is_missing_is_named_and_nothing_is_lost(string config, string named)
    {
        Write(config);
        await MakeDatabaseAsync("users");
        int files = Directory.GetFiles(folder).Length;
        ToolRun run = ToolRun.With("", ["usage", "fold", "--config", Config]);
        Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Output));
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Log));
        Assert.Equal(files, Directory.GetFiles(folder).Length);
    }

    [Theory]
    [InlineData("mailauth.db", "mailauth.db is not there")]
    [InlineData("mailauth.json", "is damaged, or not a database")]
    public void A_store_that_can_not_be_opened_is_told_also_where_there_is_nothing_to_move(string store, string named)
    {
        Write($$"""{ "store": { "sqlite": "{{store}}" }, "stateDirectory": "state" }""");
        File.Delete(Log);
        ToolRun run = ToolRun.With("", "usage", "fold", "--config", Config);
        Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Output));
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Database));
    }

    /// <summary>Whoever makes the database, the server's user reads it; only root can see here that it becomes its directory's owner's.</summary>
    [Theory]
    [InlineData(0b111_101_101, 0b110_000_000)]
    [InlineData(0b111_111_000, 0b110_110_000)]
    [InlineData(0b111_111_111, 0b110_110_000)]
    public async Task A_database_that_is_made_belongs_to_the_owner_of_its_directory(int ofDirectory, int ofDatabase)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Write("""{ "store": { "passwdFile": "users" }, "stateDirectory": "state" }""");
        string directory = Directory.CreateDirectory(Path.Combine(folder, "databases")).FullName;
        File.SetUnixFileMode(directory, (UnixFileMode)ofDirectory);
        if (Environment.IsPrivilegedProcess)
        {
            await CommandAsync("chown", "12345:54321", directory);
        }

        string made = Path.Combine(directory, "usage.db");
        Assert.Equal("1 record\n", ToolRun.With("", "usage", "fold", "--config", Config, "--into", made).Output);
        Assert.Equal((UnixFileMode)ofDatabase, File.GetUnixFileMode(made));
        Assert.Equal(await CommandAsync("stat", "-c", "%u:%g", directory), await CommandAsync("stat", "-c", "%u:%g", made));

        // What SQLite keeps beside it while it is open is for the same users.
        using var database = new SqliteMailAuthDatabase(made);
        await new SqliteAccountStore(database).SaveAsync(new Account("kalle@domain.se", null), TestContext.Current.CancellationToken);
        Assert.Equal((UnixFileMode)ofDatabase, File.GetUnixFileMode(made + "-wal"));
        Assert.Equal(await CommandAsync("stat", "-c", "%u:%g", made), await CommandAsync("stat", "-c", "%u:%g", made + "-shm"));
    }

    private static async Task<string> CommandAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private async Task MakeDatabaseAsync(string name = "mailauth.db")
    {
        using var database = new SqliteMailAuthDatabase(Path.Combine(folder, name));
        await new SqliteAccountStore(database).CountAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Lines_that_cannot_be_read_are_told()
    {
        Write("""{ "store": { "sqlite": "mailauth.db" }, "stateDirectory": "state" }""");
        await MakeDatabaseAsync();
        File.AppendAllText(Log, "nonsense\n");
        ToolRun run = ToolRun.With("", ["usage", "fold", "--config", Config]);
        Assert.Equal((ExitCode.Unusable, "1 record\n"), (run.ExitCode, run.Output));
        Assert.Contains("1 line could not be read, and is kept in", run.Error, StringComparison.Ordinal);
    }

    private void Write(string config)
    {
        File.WriteAllText(Config, config);
        Directory.CreateDirectory(Path.GetDirectoryName(Log)!);
        File.WriteAllBytes(Log, UsageLog.FormatLine(Login));
    }
}
