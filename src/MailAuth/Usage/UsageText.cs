namespace MailAuth.Usage;

internal static class UsageText
{
    public static string? Clean(string? text, int longest) => text;
}
