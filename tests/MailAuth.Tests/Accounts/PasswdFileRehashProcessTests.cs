using System.Text;
using MailAuth.Accounts;

namespace MailAuth.Tests.Accounts;

/// <summary>A passwd-file that several processes rehash in, and that they are killed over.</summary>
public sealed class PasswdFileRehashProcessTests : IDisposable
{
    private readonly PasswdFileText file = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task Of_processes_and_tasks_that_replace_different_accounts_at_once_none_loses_a_change()
    {
        const int Each = 15;
        string[] processes = ["a", "b", "c"];
        string[] tasks = ["d", "e"];
        string[] all = [.. processes, .. tasks];
        file.Write([.. from number in Enumerable.Range(0, Each) from name in all select $"{PasswdFileProcess.Address(name, number)}:{PasswdFileProcess.Old}:::::"]);
        PasswdFileAccountStore store = PasswdFileAccountStore.Open(file.Path, new PasswdFileOptions { Rehash = true });

        PasswdFileProcess[] started = [.. processes.Select(name => PasswdFileProcess.Replace(file.Path, name, Each))];
        try
        {
            // The tasks begin when the processes do: not before one of them has written.
            Assert.Equal("replaced", await started[0].ReadLineAsync().WaitAsync(TestContext.Current.CancellationToken));
            await Task.WhenAll(tasks.Select(name => Task.Run(() => ReplaceAsync(store, name, Each), Token)));
            foreach (PasswdFileProcess process in started)
            {
                int lines = (process == started[0] ? 1 : 0) + (await process.ReadToEndAsync()).Split('\n').Count(line => line == "replaced");
                Assert.Equal(Each, lines);
            }
        }
        finally
        {
            Array.ForEach(started, process => process.Dispose());
        }

        PasswdFileAccountStore fresh = new(file.Path);
        foreach (string name in all)
        {
            for (int number = 0; number < Each; number++)
            {
                string address = PasswdFileProcess.Address(name, number);
                Assert.Equal((address, PasswdFileProcess.New(name)), (address, (await fresh.FindByAddressAsync(address, Token))?.PasswordHash));
                if (tasks.Contains(name))
                {
                    Assert.Equal(PasswdFileProcess.New(name), (await store.FindByAddressAsync(address, Token))?.PasswordHash);
                }
            }
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task A_process_that_is_killed_leaves_the_old_file_or_the_new_one()
    {
        // Some hundred KiB, so that most of a replacement is writing.
        string others = string.Concat(Enumerable.Range(0, 3_000).Select(number => $"{PasswdFileProcess.Address("x", number)}:{{PLAIN}}{new string('x', 60)}\r\n"));
        string[] files = [.. ((string[])[PasswdFileProcess.Old, PasswdFileProcess.New("a")]).Select(hash => $"{others}{PasswdFileProcess.Address("a", 0)}:{hash}\n{others}")];
        file.WriteBytes(Encoding.UTF8.GetBytes(files[0]));
        var writer = (IAccountHashWriter)PasswdFileScanStore.Open(file.Path, new PasswdFileOptions { Rehash = true });
        for (int kill = 0; kill < 6; kill++)
        {
            using (PasswdFileProcess process = PasswdFileProcess.ReplaceForever(file.Path))
            {
                for (int line = 0; line <= kill; line++)
                {
                    Assert.Equal("replaced", await process.ReadLineAsync().WaitAsync(TestContext.Current.CancellationToken));
                }

                await process.KillAsync();
            }

            string left = await File.ReadAllTextAsync(file.Path, Token);
            Assert.True(left == files[0] || left == files[1], $"after kill {kill} the file is {left.Length} characters");
            if (left == files[1])
            {
                // It begins with the old one again; and the lock of the dead is free.
                Assert.True(await writer.TryReplaceHashAsync(PasswdFileProcess.Address("a", 0), PasswdFileProcess.New("a"), PasswdFileProcess.Old, Token));
            }
        }
    }

    private static async Task ReplaceAsync(PasswdFileAccountStore store, string name, int count)
    {
        for (int number = 0; number < count; number++)
        {
            string address = PasswdFileProcess.Address(name, number);
            Assert.Equal(PasswdFileProcess.Old, (await store.FindByAddressAsync(address, Token))?.PasswordHash);
            Assert.True(await ((IAccountHashWriter)store).TryReplaceHashAsync(address, PasswdFileProcess.Old, PasswdFileProcess.New(name), Token));
            Assert.Equal(PasswdFileProcess.New(name), (await store.FindByAddressAsync(address, Token))?.PasswordHash);
        }
    }
}
