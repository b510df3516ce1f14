using System.CommandLine;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Sqlite;
using MailAuth.Usage;

namespace MailAuth.Tool;

/// <summary><c>mailauth usage</c>: the record of who logged in how.</summary>
internal static class UsageCommand
{
    public const string Name = "usage";

    private const string Summary = "Keeps the record of who logged in how.";

    private const string FoldSummary = "Moves the log that mailauth-checkpassword appends to into the store.";

    private const string FoldDetails = """
        The log is usage.log in stateDirectory of the configuration; the store is its store.sqlite, or the SQLite database that --into names, which is made
        where it is not there yet, for the owner of its directory; store.sqlite must be there. Logins go on meanwhile. Every record is counted once, also when this command is ended at any moment and run again.
        A host that runs on the library and has both settings does the same by itself every minute; otherwise run this command every few minutes.

        Example:
          $ mailauth usage fold --into /var/lib/mailauth/usage.db
        """;

    public static Command Create(ToolConsole console) =>
        new DetailedCommand(Name, Summary, "See mailauth usage fold --help.") { CreateFold(console) };

    private static DetailedCommand CreateFold(ToolConsole console)
    {
        Option<string?> config = new("--config") { Description = $"The configuration; else what {MailAuthSettings.PathVariable} names, else {MailAuthSettings.DefaultPath}.", HelpName = "FILE" };
        Option<string?> into = new("--into") { Description = "The SQLite database; else store.sqlite of the configuration.", HelpName = "FILE" };
        var command = new DetailedCommand("fold", FoldSummary, FoldDetails) { config, into };
        command.SetAction((parsed, cancellationToken) =>
        {
            string file = parsed.GetValue(config) ?? Environment.GetEnvironmentVariable(MailAuthSettings.PathVariable) ?? MailAuthSettings.DefaultPath;
            return FoldAsync(console, file, parsed.GetValue(into), cancellationToken);
        });
        return command;
    }

    private static async Task<int> FoldAsync(ToolConsole console, string config, string? into, CancellationToken cancellationToken)
    {
        MailAuthSettings settings = MailAuthSettings.Read(config);
        if (settings.Compile(ToolSchemes.Additional, out IReadOnlyList<ConfigurationProblem> problems) is not { } policy)
        {
            return Refuse(console, string.Join(Environment.NewLine, problems));
        }

        if (policy.StateDirectory is not { } directory)
        {
            return Refuse(console, $"{config}: stateDirectory is not set, so nothing is recorded");
        }

        if ((into ?? settings.Store?.Sqlite) is not { } path)
        {
            return Refuse(console, $"{config} names no store.sqlite: say --into FILE");
        }

        try
        {
            // Before the log is touched: a store that can't be opened is told also when there is nothing to move.
            using SqliteMailAuthDatabase database = await DatabaseFile.OpenAsync(path, mayMake: into is not null).ConfigureAwait(false);
            UsageLogFold fold = await new UsageLog(directory).FoldAsync(new SqliteUsageSink(database), cancellationToken).ConfigureAwait(false);
            console.WriteLine(fold.IsBusy ? "another process is just folding" : Shown.Number(fold.Records, "record"));
            return fold.BadLines == 0 ? ExitCode.Success : Refuse(console, $"{Shown.Number(fold.BadLines, "line")} could not be read, and {(fold.BadLines == 1 ? "is" : "are")} kept in {directory}, in files that end in .bad");
        }
        catch (Exception fault) when (fault is AccountStoreException or IOException or UnauthorizedAccessException)
        {
            return Refuse(console, fault.Message);
        }
    }

    private static int Refuse(ToolConsole console, string what) => console.Refuse($"{Name} fold: {what}");
}
