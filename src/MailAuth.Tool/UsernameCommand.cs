using System.CommandLine;
using System.Text;
using MailAuth.Tool.JsonLines;
using MailAuth.Usernames;

namespace MailAuth.Tool;

/// <summary><c>mailauth username</c>: what a username is after normalization.</summary>
internal static class UsernameCommand
{
    public const string Name = "username";

    private const string Summary = "Normalizes a username: text alone, no account is looked up. Exit code 0 a username, 1 none.";

    private const string Details = """
        A full username (kalle@domain.se) keeps its domain. A bare one (kalle) is qualified by the server name that the client asked for
        where that is mail.DOMAIN, DOMAIN being a domain with a dot; any other server name is not mapped and counts as absent; then by
        the default domain. Where nothing says the domain, domain and canonical are null. Domains are given as A-labels.

        --json-lines reads a JSON object a line: username (text) or username_hex (any bytes), and where they are wanted server_name,
        separators and default_domain. It writes one a line, in order: form (full, bare or null), local_part, domain, canonical, error.
        error is null, empty, too_long, not_utf8, control_character, invalid_local_part, invalid_domain, or a sentence about separators
        or default_domain; "line N: ..." where the line can't be read: the rest goes on, and the exit code is 1.

        Example:
          $ echo '{"username":"Kalle","server_name":"mail.domain.se"}' | mailauth username --json-lines
          {"form":"bare","local_part":"kalle","domain":"domain.se","canonical":"kalle@domain.se","error":null}
        """;

    public static Command Create(ToolConsole console)
    {
        Argument<string?> name = new("NAME") { Description = "The username.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> serverName = new("--server-name") { Description = "The server name that the client asked for.", HelpName = "NAME" };
        Option<string?> separators = new("--separators") { Description = "Characters that stand for @, such as %.", HelpName = "CHARACTERS" };
        Option<string?> defaultDomain = new("--default-domain") { Description = "The domain of a bare username.", HelpName = "DOMAIN" };
        Option<bool> jsonLines = new("--json-lines") { Description = "One username for each line of standard input." };
        var command = new DetailedCommand(Name, Summary, Details) { name, serverName, separators, defaultDomain, jsonLines };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(jsonLines))
            {
                return RunLines(console, new Option<string?>[] { serverName, separators, defaultDomain }.All(option => parsed.GetValue(option) is null) && parsed.GetValue(name) is null);
            }

            return parsed.GetValue(name) is { } given
                ? Run(console, given, parsed.GetValue(serverName), parsed.GetValue(separators), parsed.GetValue(defaultDomain))
                : console.Refuse("username: NAME is missing; or --json-lines to read them from standard input");
        });
        return command;
    }

    private static int RunLines(ToolConsole console, bool goesAlone)
    {
        if (!goesAlone)
        {
            return console.Refuse("username: --json-lines goes alone: the names and what belongs to them are in the lines");
        }

        using var answers = new UsernameLines();
        return JsonLineLoop.Run(console, answers);
    }

    private static int Run(ToolConsole console, string name, string? serverName, string? separators, string? defaultDomain)
    {
        var reading = new UsernameReading();
        reading.Read(Encoding.UTF8.GetBytes(name), serverName, separators, defaultDomain);
        if (reading.WrongKey is { } key)
        {
            return console.Refuse($"username: --{key.Replace('_', '-')}{reading.Error![key.Length..]}");
        }

        if (reading.Error is not null)
        {
            console.Error.WriteLine($"mailauth username: \"{Shown.Text(name)}\": {reading.Error}");
            return ExitCode.No;
        }

        console.WriteLine($"form        {(reading.Form == UsernameForm.FullAddress ? "full" : "bare")}");
        console.WriteLine($"local-part  {reading.LocalPart}");
        console.WriteLine($"domain      {reading.Domain ?? "(nothing says it)"}");
        console.WriteLine($"canonical   {reading.Canonical ?? "(none without a domain)"}");
        console.WriteLine($"shown as    {UsernameNormalizer.ToDisplay(reading.Canonical ?? reading.LocalPart!)}");
        return ExitCode.Success;
    }
}
