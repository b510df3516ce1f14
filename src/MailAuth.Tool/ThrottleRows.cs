using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MailAuth.Throttling;

namespace MailAuth.Tool;

/// <summary>Entries of the throttle, for a person or a program.</summary>
internal static class ThrottleRows
{
    private const string None = "-";

    /// <summary>Those who are held up, the longest first; then those who are nearest to it.</summary>
    public static IReadOnlyList<ThrottleEntry> MostPressingFirst(IEnumerable<ThrottleEntry> entries, ThrottleLimits limits) =>
    [
        .. entries
            .OrderByDescending(entry => entry.HeldUntil)
            .ThenByDescending(entry => (double)entry.Guesses / limits.Of(entry.Limit).Guesses)
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .ThenBy(entry => entry.Network?.ToString(), StringComparer.Ordinal),
    ];

    public static void Write(ToolConsole console, IReadOnlyList<ThrottleEntry> entries, ThrottleLimits limits, bool jsonLines)
    {
        if (jsonLines)
        {
            foreach (ThrottleEntry entry in entries)
            {
                console.WriteLine(Json(entry, limits));
            }
        }
        else if (entries.Count == 0)
        {
            console.WriteLine("no guesses count now");
        }
        else
        {
            console.WriteLine(Table(entries, limits));
        }
    }

    private static string Table(IReadOnlyList<ThrottleEntry> entries, ThrottleLimits limits)
    {
        List<string[]> rows = [["LIMIT", "NAME", "FORM", "NETWORK", "GUESSES", "HELD UNTIL"]];
        foreach (ThrottleEntry entry in entries)
        {
            rows.Add(
            [
                NameOf(entry.Limit),
                entry.Name is null ? None : Shown.Text(entry.Name),
                FormOf(entry) ?? None,
                entry.Network?.ToString() ?? None,
                string.Create(CultureInfo.InvariantCulture, $"{entry.Guesses} of {limits.Of(entry.Limit).Guesses}"),
                TimeOf(entry.HeldUntil) ?? None,
            ]);
        }

        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return string.Join('\n', rows.Select(row => string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd()));
    }

    private static string Json(ThrottleEntry entry, ThrottleLimits limits)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("limit"u8, NameOf(entry.Limit));
        writer.WriteString("name"u8, entry.Name);
        writer.WriteString("form"u8, FormOf(entry));
        writer.WriteString("network"u8, entry.Network?.ToString());
        writer.WriteNumber("guesses"u8, entry.Guesses);
        writer.WriteNumber("of"u8, limits.Of(entry.Limit).Guesses);
        writer.WriteString("held_until"u8, TimeOf(entry.HeldUntil));
        writer.WriteString("free_at"u8, TimeOf(entry.FreeAt));
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>As the setting is called.</summary>
    private static string NameOf(ThrottleLimit limit) => limit switch
    {
        ThrottleLimit.Name => "name",
        ThrottleLimit.Network => "network",
        _ => "nameAndNetwork",
    };

    private static string? FormOf(ThrottleEntry entry) => entry.Name is null ? null : entry.IsBare ? "bare" : "full";

    private static string? TimeOf(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
