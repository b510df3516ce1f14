using System.Collections.Frozen;
using MailAuth.Configuration;

namespace MailAuth.Usernames;

/// <summary>The checked part of <see cref="UsernameOptions"/> that normalization goes by.</summary>
internal sealed class NormalizationSettings
{
    public required string Separators { get; init; }

    public required bool PreserveCase { get; init; }

    /// <summary>NUL where sub-addressing is off.</summary>
    public required char SubAddressSeparator { get; init; }

    /// <summary>From canonical domain to canonical domain.</summary>
    public required FrozenDictionary<string, string> Aliases { get; init; }

    public static NormalizationSettings Create(UsernameOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new ConfigurationProblems();
        NormalizationSettings settings = Compile(options, problems);
        return problems.Any ? throw new MailAuthConfigurationException(problems.All) : settings;
    }

    public static NormalizationSettings Compile(UsernameOptions options, ConfigurationProblems problems) => new()
    {
        Separators = CompileSeparators(options.Separators ?? "", problems),
        PreserveCase = options.PreserveCase,
        SubAddressSeparator = CompileSubAddressSeparator(options, problems),
        Aliases = CompileAliases(options.DomainAliases ?? [], problems),
    };

    /// <summary>The canonical domain, without aliases; null, and a problem, where it is none.</summary>
    public static string? CompileDomain(string setting, string? domain, ConfigurationProblems problems)
    {
        Span<char> mapped = stackalloc char[Domain.MaximumOctets];
        if (string.IsNullOrWhiteSpace(domain))
        {
            problems.Add(setting, domain, "must be a domain");
            return null;
        }

        if (!UsernameNormalizer.TryMapDomain(domain, mapped, out int length))
        {
            problems.Add(setting, domain, "must be a domain, such as domain.se or räksmörgås.se");
            return null;
        }

        return new string(mapped[..length]);
    }

    private static string CompileSeparators(string separators, ConfigurationProblems problems)
    {
        bool areRight = true;
        for (int i = 0; i < separators.Length; i++)
        {
            char separator = separators[i];
            if (separator is <= ' ' or >= '\x7F' || char.IsAsciiLetterOrDigit(separator) || "@.-_\"\\".Contains(separator, StringComparison.Ordinal))
            {
                problems.Add("usernames.separators", separators, $"\"{separator}\" can't be a separator: each is a printable ASCII character other than a letter, a digit, @ . - _ \" \\");
                areRight = false;
            }
            else if (separators.IndexOf(separator, StringComparison.Ordinal) < i)
            {
                problems.Add("usernames.separators", separators, $"has \"{separator}\" twice");
            }
        }

        return areRight ? separators : "";
    }

    private static char CompileSubAddressSeparator(UsernameOptions options, ConfigurationProblems problems)
    {
        const string Setting = "usernames.subAddressSeparator";
        string? separator = options.SubAddressSeparator;
        if (separator is null)
        {
            return '\0';
        }

        if (separator.Length != 1 || !LocalPart.IsAtomText(separator[0]) || char.IsAsciiLetterOrDigit(separator[0]))
        {
            problems.Add(Setting, separator, "must be one character that a local-part may hold, other than a letter, a digit and the dot, such as +");
            return '\0';
        }

        if (options.Separators?.Contains(separator[0], StringComparison.Ordinal) == true)
        {
            problems.Add(Setting, separator, "is also one of usernames.separators");
            return '\0';
        }

        return separator[0];
    }

    private static FrozenDictionary<string, string> CompileAliases(IList<DomainAliasOptions> options, ConfigurationProblems problems)
    {
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        var settings = new List<(string Setting, string? Value, string Alias)>();
        for (int i = 0; i < options.Count; i++)
        {
            string setting = $"usernames.domainAliases[{i}]";
            string? alias = CompileDomain($"{setting}.alias", options[i]?.Alias, problems);
            string? domain = CompileDomain($"{setting}.domain", options[i]?.Domain, problems);
            if (alias is null || domain is null)
            {
                continue;
            }

            if (!aliases.TryAdd(alias, domain))
            {
                problems.Add($"{setting}.alias", options[i].Alias, "is an alias already");
                continue;
            }

            settings.Add(($"{setting}.domain", options[i].Domain, alias));
        }

        foreach ((string setting, string? value, string alias) in settings)
        {
            if (aliases[alias] == alias)
            {
                problems.Add(setting, value, "is the alias itself");
            }
            else if (aliases.ContainsKey(aliases[alias]))
            {
                problems.Add(setting, value, "is itself an alias: name the domain that is meant in the end");
            }
        }

        return aliases.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
