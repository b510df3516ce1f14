namespace MailAuth.Tests.Diagnostics;

/// <summary>One measurement.</summary>
internal sealed record Measurement(string Name, double Value, KeyValuePair<string, object?>[] Tags, bool IsOwn)
{
    /// <summary>The labels in their order, as <c>a=b c=d</c>, without the meter's own prefix.</summary>
    public string Labels => string.Join(' ', Tags.Select(tag => $"{tag.Key.Replace("mailauth.", "", StringComparison.Ordinal)}={tag.Value}"));
}
