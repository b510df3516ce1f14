using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AspNetCore;

/// <summary>
/// The body of a login, from the wire to the engine as bytes in one buffer, which is zeroed: the password is never a string. What the server and TLS keep
/// in buffers of their own is out of reach.
/// </summary>
internal sealed class LoginBody : IDisposable
{
    /// <summary>The form's field with the antiforgery token.</summary>
    public const string TokenField = "__RequestVerificationToken";

    /// <summary>The header that the token is checked in.</summary>
    public const string TokenHeader = "RequestVerificationToken";

    /// <summary>Room for the longest password (1,024 bytes), in which every byte is three of a form, a username and a token.</summary>
    private const int Longest = 16 * 1024;

    private readonly byte[] buffer = new byte[Longest + 1];
    private int length;
    private bool hasUsername;
    private bool hasPassword;

    private LoginBody()
    {
    }

    /// <summary>The username, as it was sent.</summary>
    public ReadOnlyMemory<byte> Username { get; private set; }

    /// <summary>The password, as it was sent.</summary>
    public ReadOnlyMemory<byte> Password { get; private set; }

    /// <summary>The antiforgery token; <see langword="null"/> where there is none.</summary>
    public string? Token { get; private set; }

    /// <summary>Whether more was sent than a login needs.</summary>
    public bool IsTooLong => length > Longest;

    /// <summary>Reads a request's body to its end, or until it is too long.</summary>
    public static async Task<LoginBody> ReadAsync(HttpRequest request)
    {
        var body = new LoginBody();
        try
        {
            int read;
            do
            {
                read = await request.Body.ReadAsync(body.buffer.AsMemory(body.length), request.HttpContext.RequestAborted).ConfigureAwait(false);
                body.length += read;
            }
            while (read > 0 && !body.IsTooLong);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Takes the fields out of a form (application/x-www-form-urlencoded), each decoded in its place. False where the body is none, or has other fields or one twice.</summary>
    public bool TryReadForm()
    {
        for (int start = 0; start <= length;)
        {
            int end = buffer.AsSpan(start, length - start).IndexOf((byte)'&') is >= 0 and int found ? start + found : length;
            int equals = buffer.AsSpan(start, end - start).IndexOf((byte)'=');
            if (equals < 0 || Decode(buffer.AsSpan(start + equals + 1, end - start - equals - 1)) is not { } decoded
                || !TryTake(buffer.AsSpan(start, equals), buffer.AsMemory(start + equals + 1, decoded), hasToken: true))
            {
                return false;
            }

            start = end + 1;
        }

        return hasUsername && hasPassword;
    }

    /// <summary>Takes the two members out of a JSON object, each unescaped in its place. False where the body is none, or has other members or one twice.</summary>
    public bool TryReadJson()
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(0, length));
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadOnlySpan<byte> name = reader.ValueSpan;
                if (!reader.Read() || reader.TokenType != JsonTokenType.String || !TryTake(name, Unescape(ref reader), hasToken: false))
                {
                    return false;
                }
            }

            return !reader.Read() && hasUsername && hasPassword;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Username = Password = default;
        CryptographicOperations.ZeroMemory(buffer);
    }

    /// <summary>Percent-decodes in place and gives the new length; <see langword="null"/> where it is malformed.</summary>
    private static int? Decode(Span<byte> value)
    {
        int written = 0;
        for (int i = 0; i < value.Length; i++)
        {
            byte next = value[i] == (byte)'+' ? (byte)' ' : value[i];
            if (next == (byte)'%')
            {
                if (i + 2 >= value.Length || !char.IsAsciiHexDigit((char)value[i + 1]) || !char.IsAsciiHexDigit((char)value[i + 2]))
                {
                    return null;
                }

                next = (byte)((HexValue(value[i + 1]) << 4) | HexValue(value[i + 2]));
                i += 2;
            }

            value[written++] = next;
        }

        return written;
    }

    private static int HexValue(byte digit) => digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private Memory<byte> Unescape(ref Utf8JsonReader reader)
    {
        Memory<byte> place = buffer.AsMemory((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        if (!reader.ValueIsEscaped)
        {
            return place;
        }

        byte[] unescaped = new byte[place.Length];
        try
        {
            int written = reader.CopyString(unescaped);
            unescaped.AsSpan(0, written).CopyTo(place.Span);
            return place[..written];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(unescaped);
        }
    }

    private bool TryTake(ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value, bool hasToken)
    {
        if (name.SequenceEqual("username"u8) && !hasUsername)
        {
            Username = value;
            return hasUsername = true;
        }

        if (name.SequenceEqual("password"u8) && !hasPassword)
        {
            Password = value;
            return hasPassword = true;
        }

        if (hasToken && name.SequenceEqual(Encoding.ASCII.GetBytes(TokenField)) && Token is null)
        {
            Token = Encoding.ASCII.GetString(value.Span);
            return true;
        }

        return false;
    }
}
