namespace MailAuth.Dovecot.Tests.Clients;

/// <summary>Messages in a Maildir.</summary>
internal static class Mailbox
{
    /// <summary>The new messages of the inbox of a home; none where there is no such folder.</summary>
    public static string[] NewMessages(string home)
    {
        string folder = Path.Combine(home, "Maildir", "new");
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }

    /// <summary>Waits until there are so many: Postfix answers before it delivers.</summary>
    public static async Task<string[]> WaitForAsync(string home, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (NewMessages(home).Length < count && !patience.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }

        string[] messages = NewMessages(home);
        Assert.Equal(count, messages.Length);
        return messages;
    }
}
