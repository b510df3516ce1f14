using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using MailAuth.Passwords;

namespace MailAuth.Tool;

/// <summary><c>mailauth schemes</c>: what this build verifies here.</summary>
internal static class SchemesCommand
{
    private const string Summary = "Lists the password schemes: whether each is verified on this machine and is weak, and which library serves it.";

    private const string Details = """
        VERIFIED: on this machine; where not, the reason stands at the end of the row. WEAK: a stolen value gives the password away quickly.
        HASHES: "mailauth hash" makes such values.

        Example:
          $ mailauth schemes
        """;

    public static Command Create(ToolConsole console)
    {
        Option<bool> json = new("--json") { Description = "As a JSON array." };
        var command = new DetailedCommand("schemes", Summary, Details) { json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<PasswordSchemeInfo> schemes = ToolSchemes.CreateVerifier().Schemes;
            console.WriteLine(parsed.GetValue(json) ? Json(schemes) : Table(schemes));
            return ExitCode.Success;
        });
        return command;
    }

    private static string Table(IReadOnlyList<PasswordSchemeInfo> schemes)
    {
        int name = schemes.Max(scheme => scheme.Name.Length);
        int library = schemes.Max(scheme => scheme.Library.Length);
        var table = new StringBuilder(Row("SCHEME", "VERIFIED", "WEAK", "HASHES", "LIBRARY", ""));
        foreach (PasswordSchemeInfo scheme in schemes)
        {
            table.Append('\n').Append(Row(scheme.Name, YesNo(scheme.Problem is null), YesNo(scheme.IsWeak), YesNo(scheme.CanHash), scheme.Library, scheme.Problem ?? ""));
        }

        return table.ToString();

        string Row(string first, string verified, string weak, string hashes, string by, string problem) =>
            $"{first.PadRight(name)}  {verified,-8}  {weak,-4}  {hashes,-6}  {by.PadRight(library)}  {problem}".TrimEnd();
    }

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static string Json(IReadOnlyList<PasswordSchemeInfo> schemes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true });
        writer.WriteStartArray();
        foreach (PasswordSchemeInfo scheme in schemes)
        {
            writer.WriteStartObject();
            writer.WriteString("scheme"u8, scheme.Name);
            writer.WriteBoolean("verified"u8, scheme.Problem is null);
            writer.WriteString("problem"u8, scheme.Problem);
            writer.WriteBoolean("weak"u8, scheme.IsWeak);
            writer.WriteBoolean("hashes"u8, scheme.CanHash);
            writer.WriteString("library"u8, scheme.Library);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
