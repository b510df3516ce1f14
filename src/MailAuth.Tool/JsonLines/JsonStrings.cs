using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MailAuth.Tool.JsonLines;

/// <summary>
/// A JSON object whose values are strings, read by hand: the strings of known keys are unescaped into one buffer, which is zeroed for the next
/// object. A null is as good as no key.
/// </summary>
/// <param name="keys">The known keys; everything else here goes by their index.</param>
internal sealed class JsonStrings(params string[] keys) : IDisposable
{
    /// <summary>
    /// A longer string, as it is written, is cut here. What is left, at least a sixth, is still over every limit: 1,024 characters of a stored
    /// value, 1,024 bytes of a password (2,048 hexadecimal digits) or of a username.
    /// </summary>
    public const int LongestText = 16 * 1024;

    // Where a string is cut, the last character of the cut is whole.
    private const int LongestCut = LongestText + 16;
    private const int MaximumNotes = 8;

    private readonly byte[][] names = [.. keys.Select(Encoding.UTF8.GetBytes)];
    private readonly Entry[] entries = new Entry[keys.Length];
    private readonly byte[] buffer = new byte[keys.Length * 2 * (LongestCut + 2)];
    private int used;
    private int notes;

    private enum State
    {
        Absent,
        Null,
        Text,
        NotUnicode,
    }

    /// <summary>Reads an object.</summary>
    /// <param name="line">The object's JSON.</param>
    /// <param name="note">What to tell the operator of a key that is not known, for the first few; else null.</param>
    /// <returns>Null, or why it can't be read. Never a value or a part of one.</returns>
    public string? Read(ReadOnlySpan<byte> line, out string? note)
    {
        note = null;
        Clear();
        var reader = new Utf8JsonReader(line);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return "not a JSON object";
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                int key = Find(ref reader);
                note ??= key < 0 ? Note(ref reader) : null;
                reader.Read();
                if (key < 0)
                {
                    reader.Skip();
                }
                else if (Take(key, ref reader) is { } problem)
                {
                    return problem;
                }
            }

            // Nothing but blanks may follow: anything else throws.
            reader.Read();
            return null;
        }
        catch (JsonException fault)
        {
            // Its message can repeat what it found.
            return line.IsEmpty ? "empty" : $"not a JSON object: wrong at byte {fault.BytePositionInLine + 1}";
        }
    }

    /// <summary>Whether the key has a value.</summary>
    public bool Has(int key) => entries[key].State >= State.Text;

    /// <summary>Whether the key is there, be it with null.</summary>
    public bool Names(int key) => entries[key].State != State.Absent;

    /// <summary>Whether the value is a text: it has no lone surrogates, and its bytes are UTF-8.</summary>
    public bool IsUnicode(int key) => entries[key].State != State.NotUnicode;

    /// <summary>The value's UTF-8; empty where there is none.</summary>
    public Span<byte> Utf8(int key) => buffer.AsSpan(entries[key].Start, entries[key].Length);

    /// <summary>The value, or null where there is none.</summary>
    public string? Text(int key) => Has(key) ? Encoding.UTF8.GetString(Utf8(key)) : null;

    /// <summary>Turns pairs of hexadecimal digits into bytes, in place.</summary>
    /// <returns>Whether the value was such.</returns>
    public bool DecodeHex(int key)
    {
        Span<byte> value = Utf8(key);
        if (value.Length % 2 != 0)
        {
            return false;
        }

        for (int i = 0; i < value.Length; i += 2)
        {
            if (!char.IsAsciiHexDigit((char)value[i]) || !char.IsAsciiHexDigit((char)value[i + 1]))
            {
                return false;
            }

            value[i / 2] = (byte)((Digit(value[i]) << 4) | Digit(value[i + 1]));
        }

        entries[key].Length = value.Length / 2;
        return true;
    }

    /// <summary>Zeroes the values.</summary>
    public void Clear()
    {
        CryptographicOperations.ZeroMemory(buffer.AsSpan(0, used));
        Array.Clear(entries);
        used = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private static int Digit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private int Find(ref Utf8JsonReader reader)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (reader.ValueTextEquals(names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private string? Take(int key, ref Utf8JsonReader reader)
    {
        ref Entry entry = ref entries[key];
        if (entry.State != State.Absent)
        {
            return $"{keys[key]} is there twice";
        }

        if (reader.TokenType == JsonTokenType.Null)
        {
            entry.State = State.Null;
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            return $"{keys[key]} must be a string";
        }

        try
        {
            int rest = reader.ValueSpan.Length <= LongestText ? used : CopyCut(reader.ValueSpan);
            entry.Start = rest;
            entry.Length = rest == used ? reader.CopyString(buffer.AsSpan(used)) : UnescapeCut(buffer.AsSpan(used, rest - used), buffer.AsSpan(rest));
            entry.State = State.Text;
            used = entry.Start + entry.Length;
        }
        catch (InvalidOperationException)
        {
            // What had been unescaped so far must not stay either.
            used += 2 * (LongestCut + 2);
            entry.State = State.NotUnicode;
        }

        return null;
    }

    /// <summary>Copies the beginning of an over-long string to the buffer, as a JSON string of its own.</summary>
    /// <returns>Where it ends in the buffer.</returns>
    private int CopyCut(ReadOnlySpan<byte> text)
    {
        int cut = 0;
        int escape = -1;
        while (cut < LongestText)
        {
            bool isEscape = text[cut] == '\\';
            escape = isEscape ? cut : escape;
            cut += !isEscape ? 1 : text[cut + 1] == 'u' ? 6 : 2;
        }

        while (cut < text.Length && (text[cut] & 0xC0) == 0x80)
        {
            cut++;
        }

        // A pair of surrogates stays one.
        bool isHighSurrogate = escape == cut - 6 && (text[escape + 2] | 0x20) == 'd' && (text[escape + 3] | 0x20) is '8' or '9' or 'a' or 'b';
        cut += isHighSurrogate && text[cut..].StartsWith("\\u"u8) ? 6 : 0;
        cut = Math.Min(cut, LongestCut);
        buffer[used] = (byte)'"';
        text[..cut].CopyTo(buffer.AsSpan(used + 1));
        buffer[used + 1 + cut] = (byte)'"';
        return used + cut + 2;
    }

    private static int UnescapeCut(ReadOnlySpan<byte> json, Span<byte> output)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader.CopyString(output);
    }

    private string? Note(ref Utf8JsonReader reader)
    {
        if (++notes > MaximumNotes)
        {
            return null;
        }

        // A misspelled key may be a value in the wrong place: only what looks like a key is repeated.
        string name = reader.ValueSpan.Length <= 32 && !reader.ValueIsEscaped && Ascii.IsValid(reader.ValueSpan) ? $" {Shown.Text(Encoding.ASCII.GetString(reader.ValueSpan))}" : "";
        return $"a key{name} is none of {string.Join(", ", keys)}, and is not looked at";
    }

    private struct Entry
    {
        public State State;
        public int Start;
        public int Length;
    }
}
