using Samples.Tests.Connections;

namespace Samples.Tests.Pop3;

/// <summary>POP3's answers of several lines (RFC 1939 section 3).</summary>
internal static class Pop3Dialog
{
    /// <summary>Sends a line and reads up to the line with nothing but a dot, which is left out: only the status line where that is <c>-ERR</c>.</summary>
    public static async Task<IReadOnlyList<string>> MultilineAsync(this Wire wire, string line)
    {
        var lines = new List<string> { await wire.CommandAsync(line) };
        while (lines[0].StartsWith("+OK", StringComparison.Ordinal))
        {
            string next = await wire.ReadLineAsync();
            Assert.DoesNotContain("(closed)", next, StringComparison.Ordinal);
            if (next == ".")
            {
                break;
            }

            lines.Add(next);
        }

        return lines;
    }

    /// <summary>Sends lines, and gives the answer to the last of them.</summary>
    public static async Task<string> LastAsync(this Wire wire, params IEnumerable<string> lines)
    {
        string answer = "";
        foreach (string line in lines)
        {
            answer = await wire.CommandAsync(line);
        }

        return answer;
    }
}
