using System.Buffers;
using System.Text;

namespace MailAuth.CheckPassword;

/// <summary>Hands the reply over: to Dovecot on descriptor 4, or to the program that is run in the place of this one, in its environment.</summary>
internal static class Delivery
{
    private const string DovecotsOwn = "checkpassword-reply";

    /// <summary>What the name of a field may hold that becomes a variable. Capitals would reach variables that the system reads.</summary>
    private static readonly SearchValues<char> VariableName = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.:/");

    /// <summary>Hands it over. Returns, with the exit code, unless another program has taken this one's place.</summary>
    public static int Hand(Answer answer, string[] program)
    {
        if (program.Length == 0)
        {
            Native.WriteError("there is no program to run after success: this program is run by a mail server; see mailauth-checkpassword --help");
            return ExitCode.Fault;
        }

        // All that Dovecot's program does is to write its environment to descriptor 4.
        if (program.Length == 1 && Path.GetFileName(program[0].AsSpan()).SequenceEqual(DovecotsOwn) && Native.Write(Native.ReplyDescriptor, Line(answer.Fields!)))
        {
            return answer.ExitCode;
        }

        Run(answer, program);
        Native.WriteError($"{program[0]} can't be run: {Native.LastError()}");
        return ExitCode.Fault;
    }

    /// <summary>The fields as Dovecot reads them: <c>name=value</c>, separated by TAB, with TAB, line ends and the escape character itself escaped by 0x01.</summary>
    internal static byte[] Line(IReadOnlyList<ReplyField> fields)
    {
        var line = new StringBuilder(256);
        foreach ((string name, string value) in fields)
        {
            _ = line.Length > 0 ? line.Append('\t') : line;
            Escape(line, name);
            line.Append('=');
            Escape(line, value);
        }

        return Encoding.UTF8.GetBytes(line.ToString());
    }

    private static void Escape(StringBuilder line, string text)
    {
        foreach (char c in text)
        {
            _ = c switch
            {
                '\u0001' => line.Append("\u00011"),
                '\t' => line.Append("\u0001t"),
                '\r' => line.Append("\u0001r"),
                '\n' => line.Append("\u0001n"),
                '\0' => line.Append("\u00010"),
                _ => line.Append(c),
            };
        }
    }

    private static void Run(Answer answer, string[] program)
    {
        // The parent's own would say that the mailbox is somebody else's.
        Native.UnsetEnvironment("HOME");
        var names = new StringBuilder();
        foreach ((string name, string value) in answer.Fields!)
        {
            if (name == ReplyFields.User)
            {
                Native.SetEnvironment("USER", value);
            }
            else if (name == ReplyFields.Home)
            {
                Native.SetEnvironment("HOME", value);
            }
            else if (!name.AsSpan().ContainsAnyExcept(VariableName))
            {
                Native.SetEnvironment(name, value);
                names.Append(names.Length > 0 ? " " : "").Append(name);
            }
        }

        Native.SetEnvironment("EXTRA", names.ToString());
        if (answer.ExitCode != ExitCode.Success)
        {
            // checkpassword-reply then ends with 2, by which Dovecot knows that the look-up was understood.
            Native.SetEnvironment("AUTHORIZED", "2");
        }

        Native.Execute(program);
    }
}
