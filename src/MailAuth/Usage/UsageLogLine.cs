using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using MailAuth.Configuration;
using MailAuth.Usernames;

namespace MailAuth.Usage;

/// <summary>
/// A record as a line of the usage log: a JSON object (RFC 8259) and a line feed, with <c>time</c> (RFC 3339, UTC), <c>address</c>, <c>form</c>
/// (<c>bare</c> or <c>full</c>), <c>protocol</c>, and where there is something to say <c>client</c>, <c>serverName</c>, <c>tls</c> (its version, or empty), <c>inherited</c> and <c>dryRun</c>.
/// </summary>
internal static class UsageLogLine
{
    private const string Bare = "bare";
    private const string Full = "full";

    /// <summary>Writes a line, whole. By hand: the encoder of a JSON writer would take a short-lived process longer than all else that it does for its usage.</summary>
    public static byte[] Write(UsageRecord record)
    {
        var line = new StringBuilder(256);
        Append(line, "{\"time\":", Time(record.Time));
        Append(line, ",\"address\":", record.Address);
        Append(line, ",\"form\":", record.Form == UsernameForm.LocalPart ? Bare : Full);
        Append(line, ",\"protocol\":", SettingChoices.NameOf(record.Protocol, SettingChoices.Protocols));
        Append(line, ",\"client\":", record.ClientId);
        Append(line, ",\"serverName\":", record.ServerName);
        Append(line, ",\"tls\":", record.TlsVersion);
        line.Append(record.Inherited ? ",\"inherited\":true" : "");
        Append(line, ",\"dryRun\":", record.DryRunStatus is { } status ? SettingChoices.NameOf(status, SettingChoices.Statuses) : null);
        return Encoding.UTF8.GetBytes(line.Append("}\n").ToString());
    }

    /// <summary>Reads a line without its line feed; null where it is none. Members of a later version are passed over.</summary>
    public static UsageRecord? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return ReadObject(line);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static UsageRecord? ReadObject(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        string? address = null, client = null, serverName = null, tls = null;
        DateTimeOffset? time = null;
        UsernameForm form = UsernameForm.None;
        MailProtocol? protocol = null;
        LoginStatus? dryRun = null;
        bool inherited = false;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "time": time = reader.GetDateTimeOffset(); break;
                case "address": address = reader.GetString(); break;
                case "form": form = reader.ValueTextEquals(Bare) ? UsernameForm.LocalPart : reader.ValueTextEquals(Full) ? UsernameForm.FullAddress : UsernameForm.None; break;
                case "protocol": protocol = SettingChoices.ValueOf(reader.GetString(), SettingChoices.Protocols); break;
                case "client": client = reader.GetString(); break;
                case "serverName": serverName = reader.GetString(); break;
                case "tls": tls = reader.GetString(); break;
                case "inherited": inherited = reader.GetBoolean(); break;
                case "dryRun": dryRun = SettingChoices.ValueOf(reader.GetString(), SettingChoices.Statuses); break;
                default: reader.Skip(); break;
            }
        }

        // What follows the object is a second line that lost its beginning: reading on reports it.
        bool isWhole = reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        return !isWhole || string.IsNullOrEmpty(address) || time is not { } at || form == UsernameForm.None || protocol is not { } over ? null : new UsageRecord
        {
            Address = address,
            Form = form,
            Protocol = over,
            Time = at,
            ClientId = client,
            ServerName = serverName,
            TlsVersion = tls,
            Inherited = inherited,
            DryRunStatus = dryRun,
        };
    }

    private static string Time(DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[40];
        Utf8Formatter.TryFormat(time.UtcDateTime, text, out int length, 'O');
        return Encoding.ASCII.GetString(text[..length]);
    }

    /// <summary>Appends a member, its text as a JSON string (RFC 8259 section 7); nothing where there is no text.</summary>
    private static void Append(StringBuilder line, string name, string? text)
    {
        if (text is null)
        {
            return;
        }

        line.Append(name).Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' or '\\' => line.Append('\\').Append(c),
                < ' ' => line.Append("\\u00").Append(Convert.ToHexString([(byte)c])),
                _ => line.Append(c),
            };
        }

        line.Append('"');
    }
}
