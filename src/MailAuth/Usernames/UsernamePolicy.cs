using System.Collections.Frozen;
using MailAuth.Accounts;
using MailAuth.Configuration;

namespace MailAuth.Usernames;

/// <summary>The compiled <see cref="UsernameOptions"/>: the normalizer, the connection's domain, the order of the sources.</summary>
internal sealed class UsernamePolicy
{
    private static readonly ResolutionSource[] DefaultSources =
    [
        ResolutionSource.Domain, ResolutionSource.ServerName, ResolutionSource.Listener,
        ResolutionSource.LegacyUsername, ResolutionSource.DefaultDomain, ResolutionSource.OnlyAccount,
    ];

    private readonly ConnectionDomains connectionDomains;
    private readonly FrozenSet<string> serviceIdentities;

    private UsernamePolicy(UsernameOptions options, ConfigurationProblems problems)
    {
        Normalizer = UsernameNormalizer.Create(NormalizationSettings.Compile(options, problems));
        CheckHostedDomains(options.HostedDomains ?? [], problems);
        connectionDomains = ConnectionDomains.Compile(options, Normalizer, problems);
        Sources = CompileSources(options.Sources ?? [], problems);
        DefaultDomain = options.DefaultDomain is null
            || NormalizationSettings.CompileDomain("usernames.defaultDomain", options.DefaultDomain, problems) is not string domain ? null : Normalizer.NormalizeDomain(domain);
        serviceIdentities = CompileServiceIdentities(options.ServiceIdentities ?? [], Normalizer, problems);
        BareUsernames = options.BareUsernames;
        if (!Enum.IsDefined(BareUsernames))
        {
            problems.Add("usernames.bareUsernames", BareUsernames, "must be auto, recorded or localPart");
        }
    }

    public UsernameNormalizer Normalizer { get; }

    /// <summary>The sources in the order in which they are asked; the first is <see cref="ResolutionSource.Domain"/>.</summary>
    public ResolutionSource[] Sources { get; }

    public string? DefaultDomain { get; }

    public BareUsernames BareUsernames { get; }

    /// <summary>Checks and compiles; reports to <paramref name="problems"/> under <c>usernames.…</c> and then gives something harmless.</summary>
    public static UsernamePolicy Compile(UsernameOptions options, ConfigurationProblems problems) => new(options ?? new UsernameOptions(), problems);

    /// <summary>The hosted domain that the connection's server name or listener is mapped to, in the configured order; null for none.</summary>
    public string? ConnectionDomain(LoginConnection connection)
    {
        foreach (ResolutionSource source in Sources)
        {
            if (ConnectionDomain(source, connection) is string domain)
            {
                return domain;
            }
        }

        return null;
    }

    /// <summary>The hosted domain that one source maps the connection to; null for none, and for sources that do not go by the connection.</summary>
    public string? ConnectionDomain(ResolutionSource source, LoginConnection connection) => source switch
    {
        ResolutionSource.ServerName => connectionDomains.OfServerName(connection.ServerName),
        ResolutionSource.Listener => connectionDomains.OfListener(connection.LocalEndPoint),
        _ => null,
    };

    /// <summary>Whether a bare username is a service identity, exempt from qualification.</summary>
    public bool IsServiceIdentity(string bareUsername) => serviceIdentities.Count > 0 && serviceIdentities.Contains(bareUsername);

    /// <summary>
    /// The name as the first applicable source that needs no store would qualify it: a function of text and connection alone.
    /// Null where no such source applies, and where the text is not a username.
    /// </summary>
    public string? QualifiedName(Username username, LoginConnection connection)
    {
        if (username.Form != UsernameForm.LocalPart || IsServiceIdentity(username.Text!))
        {
            return username.Text;
        }

        foreach (ResolutionSource source in Sources)
        {
            string? domain = source == ResolutionSource.DefaultDomain ? DefaultDomain : ConnectionDomain(source, connection);
            if (domain is not null)
            {
                return string.Concat(username.Text, "@", domain);
            }
        }

        return null;
    }

    /// <summary>Resolution: the one account that the username means on this connection.</summary>
    public ValueTask<UsernameResolution> ResolveAsync(Username username, LoginConnection connection, IAccountStore store, CancellationToken cancellationToken) =>
        username.Form switch
        {
            UsernameForm.FullAddress => Resolution.FindAddressAsync(username.Text!, ResolutionSource.Domain, store, cancellationToken),
            UsernameForm.LocalPart when IsServiceIdentity(username.Text!) =>
                Resolution.FindAddressAsync(username.Text!, ResolutionSource.ServiceIdentity, store, cancellationToken),
            UsernameForm.LocalPart => Resolution.FindBareAsync(this, username.Text!, connection, store, cancellationToken),
            _ => default,
        };

    private static void CheckHostedDomains(IList<string> domains, ConfigurationProblems problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < domains.Count; i++)
        {
            string setting = $"usernames.hostedDomains[{i}]";
            if (NormalizationSettings.CompileDomain(setting, domains[i], problems) is string domain && !seen.Add(domain))
            {
                problems.Add(setting, domains[i], "is listed already");
            }
        }
    }

    private static ResolutionSource[] CompileSources(IList<ResolutionSource> sources, ConfigurationProblems problems)
    {
        if (sources.Count == 0)
        {
            return DefaultSources;
        }

        for (int i = 0; i < sources.Count; i++)
        {
            string setting = $"usernames.sources[{i}]";
            if (!DefaultSources.Contains(sources[i]))
            {
                problems.Add(setting, sources[i], "must be domain, serverName, listener, legacyUsername, defaultDomain or onlyAccount");
            }
            else if (sources.IndexOf(sources[i]) < i)
            {
                problems.Add(setting, sources[i], "is listed already");
            }
            else if (i == 0 && sources[i] != ResolutionSource.Domain)
            {
                problems.Add(setting, sources[i], "must be domain: a name that has a domain never gets a second one");
            }
        }

        return [.. sources];
    }

    private static FrozenSet<string> CompileServiceIdentities(IList<string> names, UsernameNormalizer normalizer, ConfigurationProblems problems)
    {
        var identities = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            string setting = $"usernames.serviceIdentities[{i}]";
            Username name = normalizer.Normalize(names[i] ?? "");
            if (name.Form != UsernameForm.LocalPart)
            {
                problems.Add(setting, names[i], "must be a bare username");
            }
            else if (!identities.Add(name.Text!))
            {
                problems.Add(setting, names[i], "is listed already");
            }
        }

        return identities.ToFrozenSet(StringComparer.Ordinal);
    }
}
