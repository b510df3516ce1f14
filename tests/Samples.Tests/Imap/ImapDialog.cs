using Samples.Tests.Connections;

namespace Samples.Tests.Imap;

/// <summary>IMAP's answers: up to the line with the command's tag.</summary>
internal static class ImapDialog
{
    /// <summary>Sends a line and reads up to the answer with its tag, or the end.</summary>
    public static async Task<IReadOnlyList<string>> DialogAsync(this Wire wire, string line)
    {
        await wire.SendAsync(line + "\r\n");
        return await wire.ReadToTagAsync(line[..line.IndexOf(' ', StringComparison.Ordinal)]);
    }

    public static async Task<IReadOnlyList<string>> ReadToTagAsync(this Wire wire, string tag)
    {
        var lines = new List<string>();
        do
        {
            lines.Add(await wire.ReadLineAsync());
        }
        while (!lines[^1].StartsWith(tag + " ", StringComparison.Ordinal) && !lines[^1].EndsWith("(closed)", StringComparison.Ordinal));

        return lines;
    }
}
