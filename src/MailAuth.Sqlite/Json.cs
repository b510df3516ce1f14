using System.Text.Json;

namespace MailAuth.Sqlite;

/// <summary>Reads the arrays and objects of texts that SQLite makes of an account's rows in other tables.</summary>
internal static class Json
{
    public static string[] Strings(ReadOnlySpan<byte> json)
    {
        if (json.Length <= 2)
        {
            return [];
        }

        List<string> strings = [];
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                strings.Add(reader.GetString()!);
            }
        }

        return [.. strings];
    }

    public static Dictionary<string, string>? Fields(ReadOnlySpan<byte> json)
    {
        if (json.Length <= 2)
        {
            return null;
        }

        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                reader.Read();
                fields[name] = reader.GetString()!;
            }
        }

        return fields;
    }
}
