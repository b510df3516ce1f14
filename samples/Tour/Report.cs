using System.Globalization;
using MailAuth;
using MailAuth.Sqlite;
using Spectre.Console;

namespace Tour;

/// <summary>What the tour shows: tables on a terminal, plain lines when piped.</summary>
internal static class Report
{
    /// <summary>Piped output has no terminal to fit into: a row stays on its line.</summary>
    private static readonly IAnsiConsole Out = CreateConsole();

    public static void Begin(int imapPort, int submissionPort)
    {
        Out.MarkupLine("[bold]A mail host changes its usernames, 2009[/]");
        Out.WriteLine($"kalle becomes kalle@domain.se on 7 September. A real IMAP host listens on 127.0.0.1:{imapPort}, and a real submission host on port {submissionPort}; every row is a login, or a message, over TLS.");
    }

    public static void Show(Moment moment, IReadOnlyList<Visit> visits)
    {
        Out.WriteLine();
        Out.MarkupLineInterpolated($"[bold]{moment.Time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}  {moment.Title}[/]");
        var table = new Table { Border = Console.IsOutputRedirected ? TableBorder.Ascii : TableBorder.Rounded };
        table.AddColumns("who", "as what", "server name", "the server's answer", "the engine's reason");
        foreach (Visit visit in visits)
        {
            table.AddRow(
                Markup.Escape(visit.Visitor.Who),
                Markup.Escape(visit.Username),
                Markup.Escape(visit.Visitor.ServerName.StartsWith("127.", StringComparison.Ordinal) ? "(none)" : visit.Visitor.ServerName),
                Markup.Escape(visit.Alert is null ? visit.Answer : $"{visit.Answer} [ALERT] {visit.Alert}"),
                $"[{Colour(visit)}]{visit.Result.Reason}{(visit.IsAsExpected ? "" : $", expected {visit.Expected}")}[/]");
        }

        Out.Write(table);
    }

    public static void Show(IReadOnlyList<Sending> sendings)
    {
        var table = new Table { Border = Console.IsOutputRedirected ? TableBorder.Ascii : TableBorder.Rounded };
        table.AddColumns("who sends", "as whom", "the server's answer");
        foreach (Sending sending in sendings)
        {
            string colour = !sending.IsAsExpected ? "red bold" : sending.Answer[0] switch { '2' => "green", '4' => "yellow", _ => "red" };
            table.AddRow(
                Markup.Escape(sending.Sender.Who),
                Markup.Escape(sending.Sender.Address),
                $"[{colour}]{Markup.Escape(sending.Answer)}{(sending.IsAsExpected ? "" : $", expected {sending.Expected}")}[/]");
        }

        Out.Write(table);
    }

    public static void WithoutLogin(IReadOnlyList<SqliteUnauthenticatedMailLine> lines)
    {
        Out.WriteLine();
        Out.MarkupLine("[bold]Mail of the last week that came without a login[/]");
        foreach (SqliteUnauthenticatedMailLine line in lines)
        {
            Out.WriteLine($"  {line.Day.ToString("O", CultureInfo.InvariantCulture)}: {line.Count} from {line.Record.Sender} at {line.Record.Network}{(line.Record.Rule is { } rule ? $", by {rule}" : "")}");
        }
    }

    public static void ToChange(IReadOnlyList<WhoMustChange> accounts)
    {
        Out.WriteLine();
        Out.MarkupLine("[bold]Accounts that would still have to change[/]");
        foreach (WhoMustChange account in accounts)
        {
            Out.WriteLine($"  {account.Address}: last logged in with its bare username on {account.LastBareLogin.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, closes {account.Closes?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "never"}");
        }

        Out.WriteLine("  (The printer is not among them: it has an exception. Neither is Anna: she has changed.)");
    }

    /// <summary>Gives the exit code.</summary>
    public static int End(IReadOnlyList<Visit> visits, IReadOnlyList<Sending> sendings, int messages)
    {
        int wrong = visits.Count(visit => !visit.IsAsExpected) + sendings.Count(sending => !sending.IsAsExpected);
        Out.WriteLine();
        Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{visits.Count} logins, {visits.Count(visit => visit.Result.Status == LoginStatus.Accepted)} accepted; {sendings.Count} messages, {sendings.Count(sending => sending.IsAccepted)} accepted, {messages} kept; {wrong} not as expected.");
        return wrong == 0 && messages == sendings.Count(sending => sending.IsAccepted) ? 0 : 1;
    }

    private static string Colour(Visit visit) => !visit.IsAsExpected ? "red bold" : visit.Result.Status switch
    {
        LoginStatus.Accepted => "green",
        LoginStatus.TemporarilyUnavailable => "yellow",
        _ => "red",
    };

    private static IAnsiConsole CreateConsole()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 400;
        }

        return AnsiConsole.Console;
    }
}
