using System.Buffers;
using System.Text.Encodings.Web;
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

    /// <summary>Addresses and client ids are cleaned of controls already; their letters stay readable.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes a line, whole.</summary>
    public static byte[] Write(UsageRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("time"u8, record.Time.UtcDateTime);
            writer.WriteString("address"u8, record.Address);
            writer.WriteString("form"u8, record.Form == UsernameForm.LocalPart ? Bare : Full);
            writer.WriteString("protocol"u8, SettingChoices.NameOf(record.Protocol, SettingChoices.Protocols));
            WriteText(writer, "client", record.ClientId);
            WriteText(writer, "serverName", record.ServerName);
            WriteText(writer, "tls", record.TlsVersion);
            if (record.Inherited)
            {
                writer.WriteBoolean("inherited"u8, true);
            }

            if (record.DryRunStatus is { } status)
            {
                writer.WriteString("dryRun"u8, SettingChoices.NameOf(status, SettingChoices.Statuses));
            }

            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
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

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
