using System.Diagnostics.CodeAnalysis;

namespace MailAuth.Configuration;

/// <summary>
/// Reads the members of one object. Each method takes a member's name and gives its value; null where it was left out, or where it is wrong,
/// which is then reported. What no method asked for is unknown, and reported at the end.
/// </summary>
internal sealed class SettingReader
{
    private const string Null = "may not be null: leave the setting out";

    private readonly SettingNode node;
    private readonly ConfigurationProblems problems;
    private readonly List<string> known = [];

    private SettingReader(SettingNode node, ConfigurationProblems problems)
    {
        this.node = node;
        this.problems = problems;
    }

    /// <summary>Reads an object into options.</summary>
    public static void Read<T>(SettingNode node, ConfigurationProblems problems, T options, Action<SettingReader, T> read)
    {
        if (node.Kind is SettingKind.Object or SettingKind.Untyped && node.Text is null)
        {
            var reader = new SettingReader(node, problems);
            read(reader, options);
            reader.ReportUnknown();
        }
        else
        {
            problems.Add(node, "must be an object, in { }");
        }
    }

    /// <summary>Whether the member was given at all.</summary>
    public bool Has(string name) => Member(name) is not null;

    /// <summary>Reports a member, which may also be missing, beyond what its type can tell.</summary>
    public void Report(string name, string message)
    {
        if (Member(name) is { } member)
        {
            problems.Add(member, message);
        }
        else
        {
            problems.Add(new ConfigurationProblem(node.PathOf(name), null, message) { Line = node.Line });
        }
    }

    public void Section<T>(string name, T options, Action<SettingReader, T> read)
    {
        if (Member(name) is { } member)
        {
            Read(member, problems, options, read);
        }
    }

    public string? Text(string name) =>
        Scalar(name, SettingKind.Text, "must be a string, in quotes", out string? text, out _) ? text : null;

    public bool? Flag(string name)
    {
        const string Wanted = "must be true or false";
        if (!Scalar(name, SettingKind.Flag, Wanted, out string? text, out SettingNode? member))
        {
            return null;
        }

        // IConfiguration's own JSON source writes True and False.
        bool isTrue = text.Equals("true", StringComparison.OrdinalIgnoreCase);
        return isTrue || text.Equals("false", StringComparison.OrdinalIgnoreCase) ? isTrue : Wrong<bool>(member, Wanted);
    }

    public int? Integer(string name)
    {
        const string Wanted = "must be a whole number, from -2147483647 to 2147483647";
        return !Scalar(name, SettingKind.Number, Wanted, out string? text, out SettingNode? member) ? null
            : SettingText.TryInteger(text, out int value) ? value
            : Wrong<int>(member, Wanted);
    }

    public double? Number(string name)
    {
        const string Wanted = "must be a number";
        return !Scalar(name, SettingKind.Number, Wanted, out string? text, out SettingNode? member) ? null
            : SettingText.TryNumber(text, out double value) ? value
            : Wrong<double>(member, Wanted);
    }

    public DateTime? Date(string name) =>
        !Scalar(name, SettingKind.Text, "must be a date in quotes, such as \"2009-08-24\"", out string? text, out SettingNode? member) ? null
            : SettingText.TryDate(text, out DateTime value) is not { } fault ? value
            : Wrong<DateTime>(member, fault);

    public TimeSpan? Duration(string name)
    {
        const string Wanted = "must be a duration in quotes: a whole number with its unit, such as \"500ms\", \"1s\", \"5m\", \"1h\" or \"14d\"";
        return !Scalar(name, SettingKind.Text, Wanted, out string? text, out SettingNode? member) ? null
            : SettingText.TryDuration(text, out TimeSpan value) ? value
            : Wrong<TimeSpan>(member, Wanted);
    }

    public T? Choice<T>(string name, (string Name, T Value)[] choices)
        where T : struct, Enum =>
        Member(name) is { } member ? Choice(member, choices) : null;

    /// <summary>Reads a list of objects. A wrong item is reported and stays in the list, so that the others keep their places.</summary>
    public List<T>? List<T>(string name, Action<SettingReader, T> read)
        where T : new() =>
        Items(name, item =>
        {
            var options = new T();
            Read(item, problems, options, read);
            return options;
        });

    public List<string>? TextList(string name) =>
        Items(name, item => Scalar(item, SettingKind.Text, "must be a string, in quotes", out string? text) ? text : "");

    public List<T>? ChoiceList<T>(string name, (string Name, T Value)[] choices)
        where T : struct, Enum =>
        Items(name, item => Choice(item, choices) ?? default);

    private SettingNode? Member(string name)
    {
        known.Add(name);
        return node.Members.GetValueOrDefault(name);
    }

    private List<T>? Items<T>(string name, Func<SettingNode, T> read)
    {
        if (Member(name) is not { } member)
        {
            return null;
        }

        // IConfiguration keeps an empty list as an empty text.
        if (member.Kind == SettingKind.List || member is { Kind: SettingKind.Untyped, Text: "" })
        {
            return member.Items.ConvertAll(item => read(item));
        }

        problems.Add(member, "must be a list, in [ ]");
        return null;
    }

    private T? Choice<T>(SettingNode member, (string Name, T Value)[] choices)
        where T : struct, Enum
    {
        T? value = member.Kind is SettingKind.Text or SettingKind.Untyped ? SettingChoices.ValueOf(member.Text, choices) : null;
        return value ?? Wrong<T>(member, IsNull(member) ? Null : $"must be one of {string.Join(", ", choices.Select(static choice => choice.Name))}");
    }

    private bool Scalar(string name, SettingKind kind, string wanted, [NotNullWhen(true)] out string? text, [NotNullWhen(true)] out SettingNode? member)
    {
        text = null;
        member = Member(name);
        return member is not null && Scalar(member, kind, wanted, out text);
    }

    private bool Scalar(SettingNode member, SettingKind kind, string wanted, [NotNullWhen(true)] out string? text)
    {
        text = member.Kind == kind || member.Kind == SettingKind.Untyped ? member.Text : null;
        if (text is null)
        {
            problems.Add(member, IsNull(member) ? Null : wanted);
        }

        return text is not null;
    }

    private static bool IsNull(SettingNode member) => member is { Kind: SettingKind.Null or SettingKind.Untyped, Text: null };

    private T? Wrong<T>(SettingNode member, string message)
        where T : struct
    {
        problems.Add(member, message);
        return null;
    }

    private void ReportUnknown()
    {
        foreach ((string name, SettingNode member) in node.Members)
        {
            if (!known.Contains(name, node.Members.Comparer))
            {
                string hint = SettingSuggestion.For(name, known) is { } nearest ? $"did you mean {nearest}?" : $"known here: {string.Join(", ", known.Distinct())}";
                problems.Add(member, $"is not a setting; {hint}");
            }
        }
    }
}
