using System.Text.Json;

namespace MailAuth.Tool.JsonLines;

/// <summary>What a command answers to the lines of its input, one JSON object for each.</summary>
internal abstract class JsonLineAnswers : IDisposable
{
    /// <summary>The command's name.</summary>
    public abstract string Command { get; }

    /// <summary>Lines that meet what any line meets: one with an over-long string (LONG stands for it), one that can't be read, and a usual one.</summary>
    public abstract string Rehearsal { get; }

    /// <summary>Answers a line that could be read.</summary>
    /// <param name="line">The line.</param>
    /// <param name="output">Where to write the answer.</param>
    /// <param name="note">What to tell the operator besides; null for nothing.</param>
    /// <returns>Null, or why the line can't be read; then nothing was written.</returns>
    public abstract string? Answer(ReadOnlySpan<byte> line, Utf8JsonWriter output, out string? note);

    /// <summary>Writes the answer that stands in the place of one to a line that can't be read.</summary>
    /// <param name="error">Which line, and why.</param>
    /// <param name="output">Where to write it.</param>
    public abstract void WriteUnreadable(string error, Utf8JsonWriter output);

    /// <summary>Zeroes what held passwords.</summary>
    public abstract void Dispose();
}
