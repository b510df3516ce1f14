using MailAuth.Configuration;
using MailAuth.Usernames;

namespace MailAuth.Tool;

/// <summary>
/// Normalization alone, no store: a username to its canonical address. A bare username is qualified by the server name where that is
/// <c>mail.DOMAIN</c> with a domain of at least two labels (any other server name is not mapped, and counts as absent), else by the default domain.
/// </summary>
internal sealed class UsernameReading
{
    private const int MaximumAddressOctets = 254;

    private string separators = "";
    private UsernameNormalizer normalizer = new(new UsernameOptions());

    /// <summary>The form; <see cref="UsernameForm.None"/> where there is an error.</summary>
    public UsernameForm Form { get; private set; }

    public string? LocalPart { get; private set; }

    /// <summary>The canonical domain, also of a qualified bare username.</summary>
    public string? Domain { get; private set; }

    /// <summary>The canonical address; null where nothing says the domain.</summary>
    public string? Canonical { get; private set; }

    /// <summary>Why there is no answer; null where there is one.</summary>
    public string? Error { get; private set; }

    /// <summary>The key, and the beginning of <see cref="Error"/>, where what is wrong is not the username but what it was to be read with; null where it is the username, or nothing.</summary>
    public string? WrongKey { get; private set; }

    /// <summary>Normalizes.</summary>
    /// <param name="username">The bytes of the username.</param>
    /// <param name="serverName">The server name that the client asked for; null for none.</param>
    /// <param name="separators">Characters that stand for <c>@</c>; null for none.</param>
    /// <param name="defaultDomain">The domain that qualifies a bare username where the server name does not; null for none.</param>
    public void Read(ReadOnlySpan<byte> username, string? serverName, string? separators, string? defaultDomain)
    {
        string? domain = null;
        WrongKey = !TrySeparate(separators ?? "", out string? error) ? "separators"
            : defaultDomain is not null && !TryDomain("default_domain", defaultDomain, out domain, out error) ? "default_domain"
            : null;
        if (WrongKey is not null)
        {
            Refuse(error!);
            return;
        }

        Username name = normalizer.Normalize(username);
        if (name.Form == UsernameForm.None)
        {
            Refuse(Name(name.Error));
            return;
        }

        Form = name.Form;
        LocalPart = name.LocalPart.ToString();
        Domain = name.Form == UsernameForm.FullAddress ? name.Domain.ToString() : DomainOf(serverName) ?? domain;
        Canonical = name.Form == UsernameForm.FullAddress ? name.Text : Domain is null ? null : $"{LocalPart}@{Domain}";
        Error = null;
        if (Canonical is not null && System.Text.Encoding.UTF8.GetByteCount(Canonical) > MaximumAddressOctets)
        {
            Refuse(Name(UsernameError.TooLong));
        }
    }

    /// <summary>There is no answer.</summary>
    public void Refuse(string error)
    {
        Form = UsernameForm.None;
        LocalPart = Domain = Canonical = null;
        Error = error;
    }

    /// <summary>The error in the words of the command.</summary>
    public static string Name(UsernameError error) => error switch
    {
        UsernameError.Empty => "empty",
        UsernameError.TooLong => "too_long",
        UsernameError.NotUtf8 => "not_utf8",
        UsernameError.ControlCharacter => "control_character",
        UsernameError.InvalidLocalPart => "invalid_local_part",
        UsernameError.InvalidDomain => "invalid_domain",
        _ => "none",
    };

    private string? DomainOf(string? serverName)
    {
        const string Label = "mail.";
        return serverName is not null && normalizer.NormalizeDomain(serverName) is { } name
            && name.StartsWith(Label, StringComparison.Ordinal) && name.IndexOf('.', Label.Length) > 0 ? name[Label.Length..] : null;
    }

    private bool TryDomain(string key, string text, out string? domain, out string? error)
    {
        domain = normalizer.NormalizeDomain(text);
        error = domain is null ? $"{key} \"{Shown.Text(text)}\" is not a domain" : null;
        return domain is not null;
    }

    private bool TrySeparate(string wanted, out string? error)
    {
        error = null;
        if (wanted == separators)
        {
            return true;
        }

        try
        {
            normalizer = new UsernameNormalizer(new UsernameOptions { Separators = wanted });
            separators = wanted;
            return true;
        }
        catch (MailAuthConfigurationException fault)
        {
            error = $"separators \"{Shown.Text(wanted)}\": {Shown.Text(fault.Problems[0].Message, 200)}";
            return false;
        }
    }
}
