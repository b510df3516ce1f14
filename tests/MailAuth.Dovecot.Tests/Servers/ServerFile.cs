using System.Text;

namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>A file that a server writes: its log.</summary>
internal sealed class ServerFile(string path)
{
    /// <summary>All of it; empty where nothing was logged yet. Bytes as Latin-1: what clients send may be anything.</summary>
    public string Text => File.Exists(path) ? File.ReadAllText(path, Encoding.Latin1) : "";

    /// <summary>The lines that hold a text.</summary>
    public string[] Lines(string holding) => [.. Text.Split('\n').Where(line => line.Contains(holding, StringComparison.Ordinal))];

    /// <summary>Waits for a line: servers log after they have answered.</summary>
    public async Task<string> WaitForAsync(params string[] holding)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            string text = Text;
            if (text.Split('\n').FirstOrDefault(line => Array.TrueForAll(holding, part => line.Contains(part, StringComparison.Ordinal))) is { } found)
            {
                return found;
            }

            if (patience.IsCancellationRequested)
            {
                Assert.Fail($"No line holds {string.Join(" and ", holding)}:\n{text}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
    }
}
