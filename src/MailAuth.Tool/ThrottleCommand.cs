using System.CommandLine;
using System.Net;
using MailAuth.Configuration;
using MailAuth.Throttling;
using MailAuth.Transition;
using MailAuth.Usernames;

namespace MailAuth.Tool;

/// <summary><c>mailauth throttle</c>: who has guesses to answer for, and forgetting them.</summary>
internal static class ThrottleCommand
{
    public const string Name = "throttle";

    private const string Summary = "Shows who has guesses to answer for, and forgets them.";

    private const string Details = """
        Lists what mailauth-checkpassword and hosts on the library have counted in throttle.map of the state directory: the most pressing first, those who are held
        up above the others. A host without a state directory counts in its own memory, and is not seen. It changes nothing and needs permission to read alone.

        LIMIT is the setting that counts: nameAndNetwork, name or network. GUESSES: how many count now, of how many may be made. HELD UNTIL: when one more may
        be made (UTC); - where one may be made now. Without a configuration (--state-directory) the limits are the usual ones.
        --json-lines writes an object a line: limit, name, form (full, bare or null), network, guesses, of, held_until, free_at; null for none.
        free_at: when nothing of it counts any more, and the entry is gone, if no guess is added (UTC).

        Example:
          $ mailauth throttle --network 192.0.2.0/24
        """;

    private const string ClearSummary = "Forgets guesses: of a name, of a network, or all.";

    private const string ClearDetails = """
        NAME, as the list shows it, clears what is counted for it in every network, whether the bare or the full username was sent. A bare username is listed with
        the domain that the connection gave it, and alone where none did. A name of more than 76 octets clears all that begin as it does. NETWORK (192.0.2.1,
        192.0.2.0/24, 2001:db8::/64) clears what is counted for it, and for names in it. What is cleared is printed. What is no address or network
        (192.0.2.300, say) is looked for as a name. Exit code 0 cleared, 1 there was nothing to: the line says of which name or network.

        Example:
          $ mailauth throttle clear kalle@domain.se
        """;

    public static Command Create(ToolConsole console)
    {
        var source = new ThrottleSource();
        Option<string?> name = new("--name") { Description = "Only this name.", HelpName = "NAME" };
        Option<string?> network = new("--network") { Description = "Only this address or network.", HelpName = "NETWORK" };
        Option<bool> jsonLines = new("--json-lines") { Description = "As JSON, an object a line." };
        var command = new DetailedCommand(Name, Summary, Details) { source.Config, source.StateDirectory, name, network, jsonLines, CreateClear(console) };
        command.SetAction(parsed => List(console, source.Read(parsed), parsed.GetValue(name), parsed.GetValue(network), parsed.GetValue(jsonLines)));
        return command;
    }

    private static DetailedCommand CreateClear(ToolConsole console)
    {
        var source = new ThrottleSource();
        Argument<string?> what = new("NAME|NETWORK") { Description = "The name or the network.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> all = new("--all") { Description = "All that is counted." };
        var command = new DetailedCommand("clear", ClearSummary, ClearDetails) { what, source.Config, source.StateDirectory, all };
        command.SetAction(parsed => Clear(console, source.Read(parsed), parsed.GetValue(what), parsed.GetValue(all)));
        return command;
    }

    private static int List(ToolConsole console, ThrottleState state, string? name, string? network, bool jsonLines)
    {
        IPNetwork inNetwork = default;
        if ((state.Problem ?? (network is null ? null : ProblemOf(network, out inNetwork))) is { } problem)
        {
            return console.Refuse($"{Name}: {problem}");
        }

        if ((name is null ? "" : Normalize(state, name)) is not { } normalized)
        {
            return console.Refuse($"{Name}: \"{Shown.Text(name!)}\" is no username");
        }

        return Try(console, Name, state.Directory, () =>
        {
            IReadOnlyList<ThrottleEntry> entries = ThrottleRows.MostPressingFirst(
                ThrottleFile.Open(state.Directory).Entries(state.Limits, TimeProvider.System.GetUtcNow())
                    .Where(entry => (name is null || entry.IsOf(normalized)) && (network is null || entry.IsOf(inNetwork))),
                state.Limits);
            ThrottleRows.Write(console, entries, state.Limits, jsonLines);
            return ExitCode.Success;
        });
    }

    private static int Clear(ToolConsole console, ThrottleState state, string? what, bool all)
    {
        const string Command = Name + " clear";
        if (state.Problem is not null || all == what is not null)
        {
            return console.Refuse($"{Command}: {state.Problem ?? "say NAME, or NETWORK, or --all, and one of them"}");
        }

        IPNetwork network = default;
        string? problem = what is null ? null : ProblemOf(what, out network);
        bool isNetwork = what is not null && problem is null;
        if (problem is not null && LooksLikeNetwork(what!))
        {
            return console.Refuse($"{Command}: {problem}");
        }

        string? name = what is null || isNetwork ? null : Normalize(state, what);
        if (!all && !isNetwork && name is null)
        {
            return console.Refuse($"{Command}: \"{Shown.Text(what!)}\" is no username, address or network");
        }

        return Try(console, Command, state.Directory, () =>
        {
            var file = ThrottleFile.Open(state.Directory, canClear: true);
            IReadOnlyList<ThrottleEntry> entries = ThrottleRows.MostPressingFirst(
                file.Entries(state.Limits, TimeProvider.System.GetUtcNow()).Where(entry => all || (isNetwork ? entry.IsOf(network) : entry.IsOf(name!))), state.Limits);
            foreach (ThrottleEntry entry in entries)
            {
                file.Clear(entry);
            }

            if (entries.Count == 0)
            {
                console.WriteLine(all ? "nothing to clear" : isNetwork ? $"nothing to clear for the network {network}" : $"nothing to clear for the name {Shown.Text(name!)}");
                return ExitCode.No;
            }

            ThrottleRows.Write(console, entries, state.Limits, jsonLines: false);
            console.WriteLine(entries.Count == 1 ? "cleared" : $"cleared, {entries.Count} of them");
            return ExitCode.Success;
        });
    }

    /// <summary>As logins have it: the canonical address, or the normalized bare username; null where it is no username.</summary>
    private static string? Normalize(ThrottleState state, string name) => state.Normalizer.Normalize(name) is { Form: not UsernameForm.None } username ? username.Text : null;

    /// <summary>What is wrong with an address or a network, as the configuration has them: 10 is none (a bare username may be a number), and 192.0.2.1/24 is not all of 192.0.2.0/24.</summary>
    private static string? ProblemOf(string text, out IPNetwork network) => NetworkText.Read(text, out network) is { } problem ? $"\"{Shown.Text(text)}\" {problem}" : null;

    /// <summary>Whether nobody means a name: it is an address with a prefix that is wrong.</summary>
    private static bool LooksLikeNetwork(string text) => text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && IPAddress.TryParse(text[..slash], out _);

    private static int Try(ToolConsole console, string command, string directory, Func<int> action)
    {
        try
        {
            return action();
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return console.Refuse($"{command}: {Path.Combine(Path.GetFullPath(directory), FileThrottleStore.FileName)} is not there: no process has counted a guess in that directory");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return console.Refuse($"{command}: {fault.Message}");
        }
    }
}
