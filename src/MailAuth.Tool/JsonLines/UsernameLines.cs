using System.Text.Json;
using MailAuth.Usernames;

namespace MailAuth.Tool.JsonLines;

/// <summary>The answers of <c>mailauth username --json-lines</c>.</summary>
internal sealed class UsernameLines : JsonLineAnswers
{
    private const int Username = 0;
    private const int UsernameHex = 1;
    private const int ServerName = 2;
    private const int Separators = 3;
    private const int DefaultDomain = 4;

    private readonly JsonStrings strings = new("username", "username_hex", "server_name", "separators", "default_domain");
    private readonly UsernameReading reading = new();

    public override string Command => UsernameCommand.Name;

    public override string Rehearsal => """
        {"username":"LONG"}
        {"username":
        {"username":"a@b","server_name":"mail.a.b"}
        """;

    public override string? Answer(ReadOnlySpan<byte> line, Utf8JsonWriter output, out string? note)
    {
        string? problem = strings.Read(line, out note) ?? Problem();
        if (problem is null)
        {
            Read();
            Write(output);
        }

        return problem;
    }

    public override void WriteUnreadable(string error, Utf8JsonWriter output)
    {
        reading.Refuse(error);
        Write(output);
    }

    public override void Dispose() => strings.Dispose();

    private string? Problem()
    {
        if (strings.Has(Username) == strings.Has(UsernameHex))
        {
            return strings.Has(Username) ? "username and username_hex are both there" : "username is missing";
        }

        return strings.Has(UsernameHex) && !(strings.IsUnicode(UsernameHex) && strings.DecodeHex(UsernameHex)) ? "username_hex must be pairs of hexadecimal digits" : null;
    }

    private void Read()
    {
        if (!strings.IsUnicode(Username))
        {
            reading.Refuse(UsernameReading.Name(UsernameError.NotUtf8));
        }
        else if (!strings.IsUnicode(Separators))
        {
            reading.Refuse("separators is not Unicode text");
        }
        else if (!strings.IsUnicode(DefaultDomain))
        {
            reading.Refuse("default_domain is not Unicode text");
        }
        else
        {
            // A server name that is no text is not mapped.
            string? serverName = strings.IsUnicode(ServerName) ? strings.Text(ServerName) : null;
            reading.Read(strings.Utf8(strings.Has(Username) ? Username : UsernameHex), serverName, strings.Text(Separators), strings.Text(DefaultDomain));
        }
    }

    private void Write(Utf8JsonWriter output)
    {
        output.WriteStartObject();
        output.WriteString("form"u8, reading.Form switch { UsernameForm.FullAddress => "full", UsernameForm.LocalPart => "bare", _ => null });
        output.WriteString("local_part"u8, reading.LocalPart);
        output.WriteString("domain"u8, reading.Domain);
        output.WriteString("canonical"u8, reading.Canonical);
        output.WriteString("error"u8, reading.Error);
        output.WriteEndObject();
    }
}
