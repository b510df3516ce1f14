using MailAuth.Configuration;
using MailAuth.Usernames;

namespace MailAuth.Transition;

/// <summary>Checks and compiles a list of domains whose dates differ from the host's.</summary>
internal static class DomainList
{
    /// <summary>Compiles; what is wrong is reported and left out.</summary>
    /// <param name="list">The list.</param>
    /// <param name="path">Its setting.</param>
    /// <param name="domainOf">The domain of an entry, as it was given.</param>
    /// <param name="compile">Compiles an entry of a setting.</param>
    /// <param name="normalizer">What domains are normalized with.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>What was compiled, by canonical domain.</returns>
    public static Dictionary<string, T> Compile<TOptions, T>(
        IList<TOptions>? list, string path, Func<TOptions, string?> domainOf, Func<TOptions, string, T> compile, UsernameNormalizer normalizer, ConfigurationProblems problems)
        where TOptions : class
    {
        list ??= [];
        var compiled = new Dictionary<string, T>(list.Count, StringComparer.Ordinal);
        var settings = new Dictionary<string, string>(list.Count, StringComparer.Ordinal);
        for (int i = 0; i < list.Count; i++)
        {
            string setting = $"{path}[{i}]";
            if (list[i] is not { } entry)
            {
                problems.Add(setting, null, "is missing");
                continue;
            }

            T one = compile(entry, setting);
            string? text = domainOf(entry);
            string? domain = text is null ? null : normalizer.NormalizeDomain(text);
            if (string.IsNullOrEmpty(domain))
            {
                problems.Add($"{setting}.domain", text, text is null ? "is missing: the domain that the dates are of" : "is not a domain");
            }
            else if (!settings.TryAdd(domain, setting))
            {
                problems.Add($"{setting}.domain", text, $"is the same domain as that of {settings[domain]}");
            }
            else
            {
                compiled.Add(domain, one);
            }
        }

        return compiled;
    }
}
