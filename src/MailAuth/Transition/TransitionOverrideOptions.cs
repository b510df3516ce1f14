namespace MailAuth.Transition;

/// <summary>An exception from the transition. It applies where everything that it names holds; it must name an account, a domain, a network or a protocol.</summary>
public sealed class TransitionOverrideOptions
{
    /// <summary>The account's address, a full one in any spelling; left out for every account.</summary>
    public string? Account { get; set; }

    /// <summary>The account's domain, in any spelling; left out for every domain.</summary>
    public string? Domain { get; set; }

    /// <summary>The client's network: an IP address or a network in CIDR notation (RFC 4632, RFC 4291), such as <c>192.0.2.10</c> or <c>2001:db8::/64</c>; left out for every network.</summary>
    public string? Network { get; set; }

    /// <summary>The protocol; left out for every protocol.</summary>
    public MailProtocol? Protocol { get; set; }

    /// <summary>What holds for the bare form. Required.</summary>
    public BareUsernameRule? BareUsername { get; set; }

    /// <summary>
    /// When the override ends: a local date, or date and time, of the host's time zone (UTC where it has none), in the years 1970 to 9998. Left out: never. Kind must be unspecified.
    /// </summary>
    public DateTime? Until { get; set; }

    /// <summary>Why it exists. Required.</summary>
    public string? Reason { get; set; }

    /// <summary>Who answers for it. Required.</summary>
    public string? Owner { get; set; }
}
