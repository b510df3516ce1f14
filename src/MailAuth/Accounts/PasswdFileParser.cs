using System.Buffers;
using System.Buffers.Text;
using System.Collections.ObjectModel;
using System.Net;
using System.Text;
using System.Text.Unicode;
using MailAuth.Usernames;

namespace MailAuth.Accounts;

/// <summary>
/// Makes accounts of the lines of a Dovecot passwd-file:
/// <c>user:password:uid:gid:gecos:home:shell:extra fields</c>, the extra fields separated by blanks, all after the password optional.
/// </summary>
internal sealed class PasswdFileParser
{
    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(value => (byte)value), 127]);

    // Bytes that normalization leaves in their place, but for case and for what it cuts off at the end: no blank, quote, backslash or non-ASCII.
    private static readonly SearchValues<byte> InPlace =
        SearchValues.Create([.. Enumerable.Range(33, 94).Select(value => (byte)value).Where(value => value is not ((byte)'"' or (byte)'\\'))]);

    private readonly UsernameNormalizer normalizer;

    /// <param name="normalizer">What usernames are normalized with.</param>
    /// <param name="domain">The domain of the entries that have none; null: they are bad.</param>
    /// <exception cref="ArgumentException">The domain is not one.</exception>
    public PasswdFileParser(UsernameNormalizer normalizer, string? domain)
    {
        ArgumentNullException.ThrowIfNull(normalizer);
        this.normalizer = normalizer;
        Domain = domain is null ? null : normalizer.NormalizeDomain(domain) ?? throw new ArgumentException($"\"{domain}\" is not a domain.", nameof(domain));
    }

    /// <summary>The canonical domain of the entries that have none; null for none.</summary>
    public string? Domain { get; }

    /// <summary>Whether a line holds no entry: it is blank or a comment.</summary>
    public static bool IsIgnored(ReadOnlySpan<byte> line) => line.IsEmpty || line[0] == '#' || line.Trim(" \t"u8).IsEmpty;

    /// <summary>Whether a line can be the entry of an account with this local-part: a quick look that errs only towards yes.</summary>
    public static bool MayHaveLocalPart(ReadOnlySpan<byte> line, ReadOnlySpan<byte> localPart)
    {
        if (line.Length > localPart.Length && Ascii.EqualsIgnoreCase(line[..localPart.Length], localPart))
        {
            return true;
        }

        int colon = line.IndexOf((byte)':');
        return line[..(colon < 0 ? line.Length : colon)].ContainsAnyExcept(InPlace);
    }

    /// <summary>Parses a line that is not <see cref="IsIgnored"/>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="problem">What is wrong with it; null where nothing is. Says nothing of the line but a username.</param>
    /// <returns>The account; null where the line is bad.</returns>
    public Account? Parse(ReadOnlySpan<byte> line, out string? problem)
    {
        int colon = line.IndexOf((byte)':');
        problem = line.ContainsAny(Controls) ? "it holds a control character"
            : !Utf8.IsValid(line) ? "it is not UTF-8"
            : colon < 0 ? "it has no colon"
            : null;
        if (problem is not null)
        {
            return null;
        }

        Username username = normalizer.Normalize(line[..colon]);
        string? bareUsername = username.Form == UsernameForm.LocalPart ? username.Text : null;
        if (bareUsername is not null && Domain is not null)
        {
            username = normalizer.Normalize($"{bareUsername}@{Domain}");
        }

        if (username.Form != UsernameForm.FullAddress)
        {
            problem = username.Form == UsernameForm.None ? $"its username is not one ({username.Error})"
                : "its username has no domain, and no domain is set for the file";
            return null;
        }

        ReadOnlySpan<byte> rest = line[(colon + 1)..];
        string? password = Password(Next(ref rest));
        ReadOnlySpan<byte> userIdField = Next(ref rest);
        ReadOnlySpan<byte> groupIdField = Next(ref rest);
        Next(ref rest);
        ReadOnlySpan<byte> homeField = Next(ref rest);
        Next(ref rest);

        // The old format has an empty field here, and then where the mail is.
        ReadOnlySpan<byte> mailField = rest is [(byte)':', ..] ? rest[1..] : default;
        Dictionary<string, string>? fields = mailField.IsEmpty ? ExtraFields(rest) : null;
        IPNetwork[] networks = [];
        if (fields is not null && fields.TryGetValue("allow_nets", out string? allowed) && !AllowedNetworks.TryParse(allowed, out networks))
        {
            problem = "its allow_nets holds something that is not a network";
            return null;
        }

        uint? userId = TakeNumber(ref fields, "userdb_uid", userIdField);
        uint? groupId = TakeNumber(ref fields, "userdb_gid", groupIdField);
        string? home = Take(fields, "userdb_home", homeField);
        string? mail = Take(fields, "userdb_mail", mailField);
        return new Account(username.Text!, password)
        {
            BareUsernames = bareUsername is null ? null : [bareUsername],
            HashedUsername = Ascii.Equals(line[..colon], username.Text) ? null : Encoding.UTF8.GetString(line[..colon]),
            AllowedNetworks = networks,
            UserId = userId,
            GroupId = groupId,
            Home = home,
            MailLocation = mail,
            ExtraFields = fields is null or { Count: 0 } ? ReadOnlyDictionary<string, string>.Empty : new ReadOnlyDictionary<string, string>(fields),
        };
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        int colon = rest.IndexOf((byte)':');
        ReadOnlySpan<byte> field = colon < 0 ? rest : rest[..colon];
        rest = colon < 0 ? default : rest[(colon + 1)..];
        return field;
    }

    /// <summary>The stored hash; the endings <c>[13]</c>, <c>[34]</c> and <c>[56]</c> of libpam-pwdfile, which Dovecot reads too, name a scheme.</summary>
    private static string? Password(ReadOnlySpan<byte> field)
    {
        string? scheme = field.Length <= 4 || field[0] is (byte)'{' or (byte)'$' ? null
            : field.EndsWith("[13]"u8) ? "{CRYPT}"
            : field.EndsWith("[34]"u8) ? "{PLAIN-MD5}"
            : field.EndsWith("[56]"u8) ? "{DIGEST-MD5}"
            : null;
        return field.IsEmpty ? null : scheme is null ? Encoding.UTF8.GetString(field) : scheme + Encoding.UTF8.GetString(field[..^4]);
    }

    private static Dictionary<string, string>? ExtraFields(ReadOnlySpan<byte> text)
    {
        Dictionary<string, string>? fields = null;
        foreach (Range range in text.Split((byte)' '))
        {
            ReadOnlySpan<byte> field = text[range];
            int equals = field.IndexOf((byte)'=');
            if (equals != 0 && !field.IsEmpty)
            {
                // A field without a value, such as nodelay, is one with an empty value. The last of a name holds, as in Dovecot.
                ReadOnlySpan<byte> name = equals < 0 ? field : field[..equals];
                fields ??= new Dictionary<string, string>(StringComparer.Ordinal);
                fields[Encoding.UTF8.GetString(name)] = equals < 0 ? "" : Encoding.UTF8.GetString(field[(equals + 1)..]);
            }
        }

        return fields;
    }

    /// <summary>Takes a text out of the extra fields; where it is not among them, it is what has a field of its own.</summary>
    private static string? Take(Dictionary<string, string>? fields, string name, ReadOnlySpan<byte> own) =>
        fields is not null && fields.Remove(name, out string? value) && value.Length > 0 ? value
        : own.IsEmpty ? null
        : Encoding.UTF8.GetString(own);

    /// <summary>Takes a numeric id in the same way; the name of a user or group becomes an extra field, for the mail server to look up.</summary>
    private static uint? TakeNumber(ref Dictionary<string, string>? fields, string name, ReadOnlySpan<byte> own)
    {
        string? text = Take(fields, name, own);
        if (text is null)
        {
            return null;
        }

        if (Utf8Parser.TryParse(Encoding.UTF8.GetBytes(text), out uint number, out int consumed) && consumed == text.Length)
        {
            return number;
        }

        fields ??= new Dictionary<string, string>(StringComparer.Ordinal);
        fields[name] = text;
        return null;
    }
}
