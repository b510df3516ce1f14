using System.Text.Json;
using MailAuth.Passwords;

namespace MailAuth.Tool.JsonLines;

/// <summary>The answers of <c>mailauth verify --json-lines</c>.</summary>
internal sealed class VerifyLines : JsonLineAnswers
{
    private const int Stored = 0;
    private const int Password = 1;
    private const int PasswordHex = 2;
    private const int User = 3;
    private const int DefaultScheme = 4;

    private readonly JsonStrings strings = new("stored", "password", "password_hex", "user", "default_scheme");
    private readonly StoredCheck check = new(ToolSchemes.CreateVerifier());

    public override string Command => VerifyCommand.Name;

    public override string Rehearsal => """
        {"stored":"{PLAIN}LONG","password":"LONG"}
        {"stored":
        {"stored":"{SHA256.hex}0000000000000000000000000000000000000000000000000000000000000000","password_hex":"62"}
        """;

    public override string? Answer(ReadOnlySpan<byte> line, Utf8JsonWriter output, out string? note)
    {
        string? problem = strings.Read(line, out note) ?? Problem();
        if (problem is null)
        {
            ReadOnlySpan<byte> password = strings.Utf8(strings.Has(Password) ? Password : PasswordHex);
            PasswordCheck answer = strings.IsUnicode(Stored)
                ? check.Verify(strings.Text(Stored), password, strings.Text(User), strings.Text(DefaultScheme))
                : new PasswordCheck(PasswordCheckResult.Unusable, null, "malformed: it is not Unicode text", false);
            Write(answer, output);
        }

        strings.Clear();
        return problem;
    }

    public override void WriteUnreadable(string error, Utf8JsonWriter output) =>
        Write(new PasswordCheck(PasswordCheckResult.Unusable, null, error, false), output);

    public override void Dispose() => strings.Dispose();

    private static void Write(in PasswordCheck answer, Utf8JsonWriter output)
    {
        output.WriteStartObject();
        output.WriteString("result"u8, StoredCheck.Name(answer.Result));
        output.WriteString("scheme"u8, answer.Scheme);
        output.WriteString("reason"u8, answer.Reason);
        output.WriteBoolean("rehash"u8, answer.RehashDue);
        output.WriteEndObject();
    }

    private string? Problem()
    {
        if (!strings.Names(Stored))
        {
            return "stored is missing";
        }

        if (strings.Has(Password) == strings.Has(PasswordHex))
        {
            return strings.Has(Password) ? "password and password_hex are both there" : "password is missing, and so is password_hex";
        }

        if (!strings.IsUnicode(Password))
        {
            return "password is not Unicode text: other bytes are given as password_hex";
        }

        if (strings.Has(PasswordHex) && !(strings.IsUnicode(PasswordHex) && strings.DecodeHex(PasswordHex)))
        {
            return "password_hex must be pairs of hexadecimal digits";
        }

        return !strings.IsUnicode(User) ? "user is not Unicode text"
            : !strings.IsUnicode(DefaultScheme) ? "default_scheme is not Unicode text"
            : null;
    }
}
