using Samples.Tests.Connections;

namespace Samples.Tests.Submission;

/// <summary>SMTP's answers of several lines, and what most dialogs say.</summary>
internal static class SubmissionDialog
{
    /// <summary>kalle@domain.se with its password.</summary>
    public const string RightPlain = "AUTH PLAIN AGthbGxlQGRvbWFpbi5zZQBzZWNyZXQ=";

    public const string LoggedIn = "235 2.7.0 Logged in.";

    /// <summary>Says EHLO and gives the answer's lines, without their codes.</summary>
    public static async Task<IReadOnlyList<string>> EhloAsync(this Wire wire, string name = "client.example")
    {
        var lines = new List<string>();
        string line = await wire.CommandAsync("EHLO " + name);
        while (line.StartsWith("250-", StringComparison.Ordinal))
        {
            lines.Add(line[4..]);
            line = await wire.ReadLineAsync();
        }

        Assert.StartsWith("250 ", line, StringComparison.Ordinal);
        return [.. lines, line[4..]];
    }

    /// <summary>Sends lines, and gives the answer to the last of them.</summary>
    public static async Task<string> LastOfAsync(this Wire wire, params IEnumerable<string> lines)
    {
        string answer = "";
        foreach (string line in lines)
        {
            answer = await wire.CommandAsync(line);
        }

        return answer;
    }

    /// <summary>Sends a message; gives the first answer that refuses it, else the last.</summary>
    public static async Task<string> SendMailAsync(this Wire wire, string sender = "kalle@domain.se", string recipient = "someone@elsewhere.example", string text = "Subject: Hej\r\n\r\nHej.\r\n")
    {
        foreach (string line in (string[])[$"MAIL FROM:<{sender}>", $"RCPT TO:<{recipient}>", "DATA"])
        {
            string answer = await wire.CommandAsync(line);
            if (answer[0] is not ('2' or '3'))
            {
                return answer;
            }
        }

        await wire.SendAsync(text);
        return await wire.CommandAsync(".");
    }
}
