using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Unicode;
using MailAuth.Configuration;

namespace MailAuth.Usernames;

/// <summary>
/// Turns the text of a username into its canonical form. Pure: no look-ups, no data of the machine; the Unicode data are the project's own
/// (version 15.0.0, frozen), so a name is the same everywhere, also in globalization-invariant mode. Safe for concurrent use.
/// </summary>
public sealed class UsernameNormalizer
{
    // No spelling of a name of 254 octets is longer: four octets a code point.
    private const int MaximumInputOctets = 1024;
    private const int MaximumOctets = 254;

    private readonly SearchValues<byte> separators;
    private readonly bool hasSeparators;
    private readonly bool preserveCase;
    private readonly char subAddressSeparator;
    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>>? aliases;

    /// <summary>Makes a normalizer.</summary>
    /// <param name="options">The options: separators, case, aliases, sub-addressing; the others play no part.</param>
    /// <exception cref="MailAuthConfigurationException">The options are wrong; the exception names all that is.</exception>
    public UsernameNormalizer(UsernameOptions options)
        : this(NormalizationSettings.Create(options))
    {
    }

    private UsernameNormalizer(NormalizationSettings settings)
    {
        separators = SearchValues.Create(Encoding.ASCII.GetBytes(settings.Separators));
        hasSeparators = settings.Separators.Length > 0;
        preserveCase = settings.PreserveCase;
        subAddressSeparator = settings.SubAddressSeparator;
        aliases = settings.Aliases.Count == 0 ? null : settings.Aliases.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Normalizes a username that the caller has as text, as its UTF-8 bytes would be.</summary>
    /// <param name="text">What was typed: any text of any length. Blanks around it (space, tab) do not count.</param>
    /// <returns>The username, or why it is none. Lone surrogates are <see cref="UsernameError.NotUtf8"/>.</returns>
    public Username Normalize(ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[MaximumInputOctets];
        OperationStatus status = Utf8.FromUtf16(text, utf8, out _, out int written, replaceInvalidSequences: false);
        return status switch
        {
            OperationStatus.Done => Normalize(utf8[..written]),
            OperationStatus.DestinationTooSmall => new Username(UsernameError.TooLong, LooksBare(Encoding.UTF8.GetBytes(text.ToString()))),
            _ => new Username(UsernameError.NotUtf8, LooksBare(Encoding.UTF8.GetBytes(text.ToString()))),
        };
    }

    /// <summary>Normalizes the bytes of the wire.</summary>
    /// <param name="utf8">What was sent: any bytes, any length. Blanks around it (space, tab) do not count; bytes that are not UTF-8 are not a username.</param>
    /// <returns>The username, or why it is none.</returns>
    public Username Normalize(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaximumInputOctets)
        {
            return new Username(UsernameError.TooLong, LooksBare(utf8));
        }

        ReadOnlySpan<byte> text = utf8.Trim(" \t"u8);
        UsernameError error = CheckText(text);
        if (error != UsernameError.None)
        {
            return new Username(error, LooksBare(text));
        }

        int at = Split(text);
        Span<char> mapped = stackalloc char[LocalPart.MaximumOctets + 1 + Domain.MaximumOctets];
        error = MapLocalPart(at < 0 ? text : text[..at], mapped, out int localPart);
        if (at < 0)
        {
            // What mapping or quotes have hidden must not split the canonical form at the next time.
            error = error == UsernameError.None && ContainsSeparator(mapped[..localPart]) ? UsernameError.InvalidLocalPart : error;
            return error == UsernameError.None
                ? new Username(UsernameForm.LocalPart, new string(mapped[..localPart]), localPart)
                : new Username(error, looksBare: true);
        }

        int domain = 0;
        error = error == UsernameError.None ? MapDomain(text[(at + 1)..], mapped[(localPart + 1)..], out domain) : error;
        mapped[localPart] = '@';
        ReadOnlySpan<char> address = mapped[..(localPart + 1 + domain)];
        error = error == UsernameError.None && Encoding.UTF8.GetByteCount(address) > MaximumOctets ? UsernameError.TooLong : error;
        return error == UsernameError.None
            ? new Username(UsernameForm.FullAddress, new string(address), localPart)
            : new Username(error, looksBare: false);
    }

    /// <summary>Normalizes a domain alone. A domain alias gives the domain that it stands for.</summary>
    /// <param name="domain">A domain in any spelling (A-labels, U-labels, any case, a trailing dot), up to 1,024 octets of UTF-8.</param>
    /// <returns>The canonical domain (A-labels, lower case, no trailing dot), or <see langword="null"/> where it is none.</returns>
    public string? NormalizeDomain(ReadOnlySpan<char> domain)
    {
        Span<char> mapped = stackalloc char[Domain.MaximumOctets];
        return TryMapDomain(domain, mapped, out int length) ? Alias(mapped[..length]) ?? new string(mapped[..length]) : null;
    }

    /// <summary>Shows a canonical name to people: A-labels of the domain as U-labels (<c>xn--rksmrgs-5wao1o.se</c> as <c>räksmörgås.se</c>).</summary>
    /// <param name="canonical">A canonical address, or a bare username. A text that is neither comes back with at most its A-labels changed.</param>
    /// <returns>What to show. Never a key.</returns>
    public static string ToDisplay(string canonical)
    {
        ArgumentNullException.ThrowIfNull(canonical);
        int at = canonical.LastIndexOf('@');
        return at < 0 || !canonical.AsSpan(at).Contains(Domain.AcePrefix, StringComparison.Ordinal)
            ? canonical
            : string.Concat(canonical.AsSpan(0, at + 1), Domain.ToDisplay(canonical.AsSpan(at + 1)));
    }

    internal static UsernameNormalizer Create(NormalizationSettings settings) => new(settings);

    /// <summary>Maps a domain without aliases.</summary>
    internal static bool TryMapDomain(ReadOnlySpan<char> text, Span<char> output, out int written)
    {
        written = 0;
        Span<byte> utf8 = stackalloc byte[MaximumInputOctets];
        if (Utf8.FromUtf16(text, utf8, out _, out int length, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            return false;
        }

        ReadOnlySpan<byte> trimmed = utf8[..length].Trim(" \t"u8);
        return CheckText(trimmed) == UsernameError.None && Domain.Map(trimmed, output, out written) == UsernameError.None;
    }

    private static UsernameError CheckText(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return UsernameError.Empty;
        }

        if (!Utf8.IsValid(text))
        {
            return UsernameError.NotUtf8;
        }

        bool hasControl = text.ContainsAnyInRange((byte)0, (byte)0x1F) || text.Contains((byte)0x7F);
        for (int lead = text.IndexOf((byte)0xC2); !hasControl && lead >= 0;)
        {
            // U+0080 to U+009F.
            hasControl = text[lead + 1] < 0xA0;
            int next = text[(lead + 1)..].IndexOf((byte)0xC2);
            lead = next < 0 ? -1 : lead + 1 + next;
        }

        return hasControl ? UsernameError.ControlCharacter : UsernameError.None;
    }

    private UsernameError MapLocalPart(ReadOnlySpan<byte> text, Span<char> output, out int written)
    {
        UsernameError error = LocalPart.Map(text, preserveCase, output, out written);
        if (error != UsernameError.None || subAddressSeparator == 0 || written == 0)
        {
            return error;
        }

        int end = output[1..written].IndexOf(subAddressSeparator) + 1;
        if (end == 0)
        {
            return UsernameError.None;
        }

        written = end;
        return LocalPart.IsValid(output[..end]) ? UsernameError.None : UsernameError.InvalidLocalPart;
    }

    private UsernameError MapDomain(ReadOnlySpan<byte> text, Span<char> output, out int written)
    {
        UsernameError error = Domain.Map(text, output, out written);
        if (error == UsernameError.None && Alias(output[..written]) is string domain)
        {
            domain.CopyTo(output);
            written = domain.Length;
        }

        return error;
    }

    private string? Alias(ReadOnlySpan<char> domain) => aliases is { } lookup && lookup.TryGetValue(domain, out string? target) ? target : null;

    private bool LooksBare(ReadOnlySpan<byte> text) => Split(text) < 0;

    /// <summary>Where the domain begins: the last unquoted @, or else the last unquoted separator; negative for none.</summary>
    private int Split(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'"'))
        {
            int at = text.LastIndexOf((byte)'@');
            return at < 0 && hasSeparators ? text.LastIndexOfAny(separators) : at;
        }

        int lastAt = -1;
        int lastSeparator = -1;
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (isQuoted)
            {
                i += text[i] == '\\' ? 1 : 0;
            }
            else
            {
                lastAt = text[i] == '@' ? i : lastAt;
                lastSeparator = hasSeparators && separators.Contains(text[i]) ? i : lastSeparator;
            }
        }

        // A quote that nothing ends quotes nothing.
        lastAt = isQuoted ? text.LastIndexOf((byte)'@') : lastAt;
        return lastAt >= 0 ? lastAt : lastSeparator;
    }

    private bool ContainsSeparator(ReadOnlySpan<char> text)
    {
        if (!hasSeparators)
        {
            return false;
        }

        foreach (char character in text)
        {
            if (character < 0x80 && separators.Contains((byte)character))
            {
                return true;
            }
        }

        return false;
    }
}
