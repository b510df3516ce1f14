using MailAuth.Usernames;

namespace MailAuth.Usage;

/// <summary>A successful login, as it is recorded: who, in which form, over what.</summary>
public sealed record UsageRecord
{
    /// <summary>The account's canonical address.</summary>
    public required string Address { get; init; }

    /// <summary>The form that was used. The name of a service identity is complete: <see cref="UsernameForm.FullAddress"/>, as there is nothing that its user must change.</summary>
    public required UsernameForm Form { get; init; }

    /// <summary>The protocol that the client logged in over.</summary>
    public required MailProtocol Protocol { get; init; }

    /// <summary>When the login was decided.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What the client says it is, at most 200 characters, controls replaced; <see langword="null"/> where it said nothing.</summary>
    public string? ClientId { get; init; }

    /// <summary>The server name that the client asked for, at most 255 characters, in lower case; <see langword="null"/> where it named none.</summary>
    public string? ServerName { get; init; }

    /// <summary>The TLS version; empty where there was TLS of an unknown version; <see langword="null"/> where there was no TLS.</summary>
    public string? TlsVersion { get; init; }

    /// <summary>Whether an override's third value, "inherit", applied: such logins are counted apart.</summary>
    public bool Inherited { get; init; }

    /// <summary>In a dry run, the status that the login would have had; <see langword="null"/> where it would have been the same.</summary>
    public LoginStatus? DryRunStatus { get; init; }

    /// <summary>Makes the record of an accepted login, with everything that the client sent cleaned and bounded.</summary>
    internal static UsageRecord Of(string address, LoginConnection connection, LoginResult result, DateTimeOffset time, bool inherited) => new()
    {
        Address = address,
        Form = result.Source == ResolutionSource.ServiceIdentity ? UsernameForm.FullAddress : result.Form,
        Protocol = connection.Protocol,
        Time = time,
        ClientId = UsageText.Clean(connection.ClientId, UsageText.LongestClientId),
        ServerName = UsageText.CleanServerName(connection.ServerName),
        TlsVersion = connection.Tls ? UsageText.Clean(connection.TlsVersion, UsageText.LongestTlsVersion) ?? "" : null,
        Inherited = inherited,
        DryRunStatus = result.DryRunStatus,
    };
}
