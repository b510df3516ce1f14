using System.Globalization;
using MailAuth;
using Spectre.Console;

namespace Tour;

/// <summary>What the tour shows: tables on a terminal, plain lines when piped.</summary>
internal static class Report
{
    /// <summary>Piped output has no terminal to fit into: a row stays on its line.</summary>
    private static readonly IAnsiConsole Out = CreateConsole();

    public static void Begin(int port)
    {
        Out.MarkupLine("[bold]A mail host changes its usernames, 2009[/]");
        Out.WriteLine($"kalle becomes kalle@domain.se on 7 September. A real IMAP host listens on 127.0.0.1:{port}; every row is a login over TLS.");
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
    public static int End(IReadOnlyList<Visit> visits)
    {
        int wrong = visits.Count(visit => !visit.IsAsExpected);
        Out.WriteLine();
        Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{visits.Count} logins, {visits.Count(visit => visit.Result.Status == LoginStatus.Accepted)} accepted, {wrong} not as expected.");
        return wrong == 0 ? 0 : 1;
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
