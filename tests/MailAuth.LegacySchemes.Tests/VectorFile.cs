namespace MailAuth.LegacySchemes.Tests;

/// <summary>The published vectors in the folder Vectors: a line is a stored value, a blank and the password in hexadecimal; of the malformed ones, the value alone.</summary>
internal static class VectorFile
{
    public static IEnumerable<string> Names => typeof(VectorFile).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static IReadOnlyList<(string Stored, byte[] Password)> Read(string name) =>
        [.. Lines(name).Select(line => line.Split(' ')).Select(parts => (parts[0], Convert.FromHexString(parts[1])))];

    public static IReadOnlyList<string> ReadMalformed(string name) => [.. Lines(name)];

    private static List<string> Lines(string name)
    {
        using var reader = new StreamReader(typeof(VectorFile).Assembly.GetManifestResourceStream(name)!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#'))];
    }
}
