namespace MailAuth.Configuration;

/// <summary>One thing that is wrong with the options.</summary>
/// <param name="Setting">The setting, as its path in <c>mailauth.json</c>, such as <c>transition.brownouts[1].to</c>.</param>
/// <param name="Value">The value that is wrong, as it was given; <see langword="null"/> where it is missing.</param>
/// <param name="Message">What is wrong, and what is right, without the setting and the value.</param>
public sealed record ConfigurationProblem(string Setting, string? Value, string Message)
{
    /// <summary>The file; <see langword="null"/> where the options came from code.</summary>
    public string? File { get; init; }

    /// <summary>The line in the file, from 1; <see langword="null"/> where there is none.</summary>
    public int? Line { get; init; }

    /// <summary>The whole message, on one line: file, line, setting, value, and what is wrong.</summary>
    public override string ToString()
    {
        string place = File is null ? "" : Line is null ? $"{File}: " : $"{File}:{Line}: ";
        string value = Value is null ? "" : $" \"{Value}\"";
        return $"{place}{Setting}{value}: {Message}";
    }
}
