namespace MailAuth.Passwords.Schemes;

/// <summary>Passwords stored as they are: <c>{PLAIN}</c>, <c>{CLEAR}</c>, <c>{CLEARTEXT}</c>, and <c>{PLAIN-TRUNC}length-password</c>, which has kept only its first bytes.</summary>
internal sealed class PlainScheme : IPasswordScheme
{
    public string Name => "plain";

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } =
    [
        new("PLAIN", ".NET") { IsWeak = true }, new("CLEAR", ".NET") { IsWeak = true },
        new("CLEARTEXT", ".NET") { IsWeak = true }, new("PLAIN-TRUNC", ".NET") { IsWeak = true },
    ];

    public bool Claims(in StoredPassword stored) =>
        stored.Names("PLAIN") || stored.Names("CLEAR") || stored.Names("CLEARTEXT") || stored.Names("PLAIN-TRUNC");

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        string name = stored.Names("PLAIN") ? "PLAIN" : stored.Names("CLEAR") ? "CLEAR" : stored.Names("CLEARTEXT") ? "CLEARTEXT" : "PLAIN-TRUNC";
        if (stored.Encoding == PasswordEncoding.Unspecified)
        {
            problem = stored.Value.Contains('\uFFFD') || HasLoneSurrogate(stored.Value) ? $"malformed {name}: it was not UTF-8 when it was read" : null;
            return problem is not null ? null
                : name == "PLAIN-TRUNC" ? Truncated(System.Text.Encoding.UTF8.GetBytes(stored.Value.ToArray()), out problem)
                : new PlainTextHash(name, stored.ValueMemory);
        }

        byte[] bytes = new byte[stored.Value.Length];
        if (!StoredBytes.TryDecode(stored.Value, stored.Encoding, bytes, out int length) || length == 0)
        {
            problem = $"malformed {name}: it is not encoded as its suffix says";
            return null;
        }

        problem = null;
        return name == "PLAIN-TRUNC" ? Truncated(bytes.AsSpan(0, length), out problem) : new PlainBytesHash(name, bytes[..length], truncated: false);
    }

    /// <summary>Length 0 would let every password in, so it is refused.</summary>
    private static PlainBytesHash? Truncated(ReadOnlySpan<byte> bytes, out string? problem)
    {
        int dash = bytes.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        int limit = 0;
        for (int i = 0; i < dash && limit <= 100_000; i++)
        {
            limit = (limit * 10) + (bytes[i] - '0');
        }

        if (dash < 0 || bytes[dash] != '-' || limit == 0 || bytes.Length == dash + 1)
        {
            problem = "malformed PLAIN-TRUNC: not a length above 0, a hyphen and a password";
            return null;
        }

        problem = null;
        byte[] kept = bytes[(dash + 1)..].ToArray();
        return new PlainBytesHash("PLAIN-TRUNC", kept, truncated: kept.Length == limit);
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (int i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return true;
            }
        }

        return false;
    }
}
