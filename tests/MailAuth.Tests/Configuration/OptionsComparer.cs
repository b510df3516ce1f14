using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace MailAuth.Tests.Configuration;

/// <summary>Writes every property of options, at any depth, as lines of text: equal text, equal options.</summary>
internal static class OptionsComparer
{
    public static void AssertEqual(MailAuthOptions expected, MailAuthOptions actual) => Assert.Equal(Describe(expected), Describe(actual));

    public static string Describe(MailAuthOptions options)
    {
        var text = new StringBuilder();
        Describe(text, "options", options);
        return text.ToString();
    }

    private static void Describe(StringBuilder text, string path, object? value)
    {
        switch (value)
        {
            case null or string or ValueType:
                text.AppendLine(value is DateTime date
                    ? string.Create(CultureInfo.InvariantCulture, $"{path} = {date:O} {date.Kind}")
                    : string.Create(CultureInfo.InvariantCulture, $"{path} = {value ?? "null"}"));
                break;
            case IEnumerable items:
                int count = 0;
                foreach (object item in items)
                {
                    Describe(text, $"{path}[{count++}]", item);
                }

                text.AppendLine(CultureInfo.InvariantCulture, $"{path}.Count = {count}");
                break;
            default:
                // The lists that a domain replaces are also told by whether they were given at all.
                foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                    .OrderBy(static property => property.Name == "BrownoutsArePresent" || property.Name == "RampIsPresent" ? 0 : 1).ThenBy(static property => property.Name, StringComparer.Ordinal))
                {
                    Describe(text, $"{path}.{property.Name}", property.GetValue(value));
                }

                break;
        }
    }
}
