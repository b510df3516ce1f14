using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MailAuth.Tool.JsonLines;

/// <summary>
/// From JSON lines on standard input to JSON lines on standard output, one for one and in order. One line at a time: what a line may cost
/// (256 MiB for a hash) is then what the process may cost.
/// </summary>
internal static class JsonLineLoop
{
    private const int OutputBatch = 32 * 1024;

    // The answers are read by programs, never put into HTML: å stays å.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Runs to the end of standard input. Answers are written out before the next line is waited for.</summary>
    /// <param name="console">Where to read and write.</param>
    /// <param name="answers">The command's answers.</param>
    /// <returns><see cref="ExitCode.Success"/> where every line could be read, else <see cref="ExitCode.No"/>.</returns>
    public static int Run(ToolConsole console, JsonLineAnswers answers)
    {
        // What answers a line is compiled at its first use: before the first line is waited for, rather than while somebody waits for its answer.
        byte[] rehearsal = Encoding.UTF8.GetBytes(answers.Rehearsal.Replace("LONG", new string('a', InputLines.Room), StringComparison.Ordinal));
        Answer(new ToolConsole(new MemoryStream(rehearsal), Stream.Null, TextWriter.Null), answers);
        return Answer(console, answers);
    }

    private static int Answer(ToolConsole console, JsonLineAnswers answers)
    {
        var longStrings = new LongStrings();
        using var lines = new InputLines(console.Input, longStrings);
        var output = new ArrayBufferWriter<byte>(OutputBatch);
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        int exitCode = ExitCode.Success;
        for (long number = 1; lines.Read(out ReadOnlySpan<byte> line); number++)
        {
            string? note = null;
            string? problem = lines.IsTooLong ? $"over {InputLines.MaximumLength} bytes" : answers.Answer(WithoutMark(line, number), writer, out note);
            if (problem is not null)
            {
                exitCode = ExitCode.No;
                string error = $"line {number}: {problem}{(longStrings.HasCut ? " (over-long strings left out)" : "")}";
                answers.WriteUnreadable(error, writer);
                console.Error.WriteLine($"mailauth {answers.Command}: {error}");
            }

            if (note is not null)
            {
                console.Error.WriteLine($"mailauth {answers.Command}: line {number}: {note}");
            }

            writer.Flush();
            writer.Reset();
            output.Write("\n"u8);
            if (output.WrittenCount >= OutputBatch || !lines.HasLine)
            {
                console.Output.Write(output.WrittenSpan);
                console.Output.Flush();
                output.ResetWrittenCount();
            }
        }

        return exitCode;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> line, long number) =>
        number == 1 && line.StartsWith("\uFEFF"u8) ? line[3..] : line;
}
