using System.Net;
using MailAuth.Configuration;
using MailAuth.Usernames;

namespace MailAuth.Transition;

/// <summary>Checks and compiles what every exception from a dated change has. Each method gives null where something is wrong, which is reported, or left out.</summary>
internal sealed class ExceptionFields(UsernameNormalizer normalizer, ConfigurationProblems problems)
{
    public string? Account(string? text, string setting)
    {
        if (text is null)
        {
            return null;
        }

        Username username = normalizer.Normalize(text);
        if (username.Form != UsernameForm.FullAddress)
        {
            problems.Add(setting, text, "is not the full address of an account, such as kalle@domain.se");
            return null;
        }

        return username.Text;
    }

    public string? Domain(string? text, string setting)
    {
        if (text is null)
        {
            return null;
        }

        string? domain = normalizer.NormalizeDomain(text);
        if (string.IsNullOrEmpty(domain))
        {
            problems.Add(setting, text, "is not a domain");
            return null;
        }

        return domain;
    }

    public IPNetwork? Network(string? text, string setting)
    {
        if (text is null)
        {
            return null;
        }

        if (NetworkText.Read(text, out IPNetwork network) is { } problem)
        {
            problems.Add(setting, text, problem);
            return null;
        }

        return network;
    }

    /// <summary>The first instant, in UTC ticks, at which the exception no longer holds.</summary>
    public long? Until(DateTime? local, string setting, LocalClock clock)
    {
        if (local is not { } end)
        {
            return null;
        }

        if (LocalText.Problem(end) is { } problem)
        {
            problems.Add(setting, LocalText.Write(end), problem);
            return null;
        }

        return clock.FirstInstant(end);
    }

    /// <summary>Every exception has somebody who can be asked about it.</summary>
    public void CheckReasonAndOwner(string? reason, string? owner, string setting, string what)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            problems.Add($"{setting}.reason", reason, $"is missing: say why the {what} exists");
        }

        if (string.IsNullOrWhiteSpace(owner))
        {
            problems.Add($"{setting}.owner", owner, $"is missing: say who answers for the {what}");
        }
    }
}
