using System.Security.Cryptography;
using System.Text;

namespace MailAuth.Tool;

/// <summary>Questions on standard error, so that standard output holds the answer alone; keys are read one by one and a secret is not shown.</summary>
internal static class TerminalPrompt
{
    private const int MaximumLength = 4096;

    /// <summary>Asks; a <see cref="TerminalQuestion"/>.</summary>
    public static byte[]? Ask(string question, bool isSecret)
    {
        // Asking for a key switches the terminal's echo off, and it stays so: that must be before anybody starts to type.
        _ = Console.KeyAvailable;
        Console.Error.Write(question);
        char[] typed = new char[MaximumLength];
        int length = 0;
        try
        {
            while (true)
            {
                ConsoleKeyInfo key = Console.ReadKey(intercept: true);
                switch (key.Key)
                {
                    case ConsoleKey.Enter:
                        Console.Error.WriteLine();
                        return Encoding.UTF8.GetBytes(typed, 0, length);
                    case ConsoleKey.D when key.Modifiers == ConsoleModifiers.Control && length == 0:
                        Console.Error.WriteLine();
                        return null;
                    case ConsoleKey.Backspace:
                        int kept = length - (length > 1 && char.IsLowSurrogate(typed[length - 1]) ? 2 : Math.Min(length, 1));
                        Show(isSecret ? "" : new string('\b', length - kept) + new string(' ', length - kept) + new string('\b', length - kept));
                        length = kept;
                        break;
                    case ConsoleKey.U when key.Modifiers == ConsoleModifiers.Control:
                        Show(isSecret ? "" : new string('\b', length) + new string(' ', length) + new string('\b', length));
                        length = 0;
                        break;
                    default:
                        if (!char.IsControl(key.KeyChar) && length < typed.Length)
                        {
                            typed[length++] = key.KeyChar;
                            Show(isSecret ? "" : key.KeyChar.ToString());
                        }

                        break;
                }
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(typed.AsSpan()));
        }
    }

    private static void Show(string text) => Console.Error.Write(text);
}
