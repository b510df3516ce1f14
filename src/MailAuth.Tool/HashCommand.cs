using System.CommandLine;
using System.Security.Cryptography;
using MailAuth.Passwords;

namespace MailAuth.Tool;

/// <summary><c>mailauth hash</c>: a password's stored form.</summary>
internal static class HashCommand
{
    public const string Name = "hash";

    private const string Summary = "Prints the stored form of a password.";

    private const string Details = """
        The password is asked for twice, without echo; where standard input is no terminal it is its first line, byte for byte.

        ARGON2ID is the one to use. For other programs that read the same table, where this machine's libcrypt makes them: BLF-CRYPT (cost 12, passwords
        of at most 72 bytes), YESCRYPT (libcrypt's default cost), SHA512-CRYPT and SHA256-CRYPT (100,000 rounds), of at most 511 bytes.

        Example:
          $ printf 'hemligt\n' | mailauth hash --scheme ARGON2ID
          {ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$...
        """;

    public static Command Create(ToolConsole console)
    {
        Option<string> scheme = new("--scheme") { Description = "The scheme to store it as.", HelpName = "NAME", DefaultValueFactory = _ => "ARGON2ID" };
        var command = new DetailedCommand(Name, Summary, Details) { scheme };
        command.SetAction(parsed => Run(console, parsed.GetValue(scheme)!));
        return command;
    }

    private static int Run(ToolConsole console, string scheme)
    {
        PasswordVerifier verifier = ToolSchemes.CreateVerifier();
        string[] makes = [.. verifier.Schemes.Where(info => info.CanHash).Select(info => info.Name)];
        if (!makes.Contains(scheme, StringComparer.OrdinalIgnoreCase))
        {
            return console.Refuse($"hash: --scheme \"{Shown.Text(scheme)}\": no values of this scheme are made here; {string.Join(", ", makes)} can be");
        }

        byte[]? password = console.Ask is { } ask ? AskTwice(console, ask) : ReadLine(console);
        if (password is null)
        {
            return ExitCode.Unusable;
        }

        try
        {
            console.WriteLine(verifier.Hash(password, scheme));
            return ExitCode.Success;
        }
        catch (ArgumentException error)
        {
            return console.Refuse($"hash: {Reason(error)}");
        }
        catch (CryptographicException error)
        {
            return console.Refuse($"hash: {error.Message}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    /// <summary>What the exception says of the password, without the name of a parameter that no operator knows. No message repeats a password.</summary>
    private static string Reason(ArgumentException error) =>
        error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal).TrimEnd('.');

    private static byte[]? ReadLine(ToolConsole console)
    {
        using var lines = new InputLines(console.Input);
        if (lines.Read(out ReadOnlySpan<byte> line))
        {
            return line.ToArray();
        }

        console.Refuse("hash: standard input is empty: its first line is the password");
        return null;
    }

    private static byte[]? AskTwice(ToolConsole console, TerminalQuestion ask)
    {
        byte[]? first = ask("Password: ", isSecret: true);
        byte[]? second = first is null ? null : ask("Again: ", isSecret: true);
        bool agree = first is not null && second is not null && CryptographicOperations.FixedTimeEquals(first, second);
        CryptographicOperations.ZeroMemory(second);
        if (agree)
        {
            return first;
        }

        CryptographicOperations.ZeroMemory(first);
        console.Refuse(second is null ? "hash: no password was given" : "hash: the two passwords differ");
        return null;
    }
}
