using MailAuth.Accounts;

namespace MailAuth.Tests.Accounts;

/// <summary>The table of accounts: against a dictionary, and read while it grows.</summary>
public sealed class AccountTableTests
{
    [Fact]
    public void It_has_what_a_dictionary_has_after_any_changes()
    {
        var random = new Random(20090907);
        var table = new AccountTable();
        var expected = new Dictionary<string, AccountEntry>(StringComparer.Ordinal);
        for (int i = 0; i < 50_000; i++)
        {
            string address = $"user{random.Next(5_000)}@domain.se";
            if (!expected.TryGetValue(address, out AccountEntry? entry))
            {
                expected.Add(address, table.Add(new Account(address, null)));
            }
            else if (random.Next(3) == 0)
            {
                table.Remove(entry);
                expected.Remove(address);
            }
        }

        Assert.Equal(expected.Count, table.Count);
        Assert.Equal(expected.Values.ToHashSet(), table.ToArray().ToHashSet());
        for (int i = 0; i < 5_000; i++)
        {
            string address = $"user{i}@domain.se";
            Assert.Same(expected.GetValueOrDefault(address), table.Find(address));
        }
    }

    [Fact]
    public async Task Who_was_added_is_found_at_every_moment_while_others_come_and_go()
    {
        const int Accounts = 100_000;
        var table = new AccountTable();
        int added = 0;
        Task[] readers = [.. Enumerable.Range(0, 3).Select(seed => Task.Run(
            () =>
            {
                var random = new Random(seed);
                long looked = 0;
                for (int there = 0; there < Accounts; looked++)
                {
                    there = Volatile.Read(ref added);
                    string address = $"user{random.Next(Math.Max(there, 1))}@domain.se";
                    Assert.True(there == 0 || table.Find(address)?.Account?.Address == address, $"{address} of {there} is not found");
                    Assert.Null(table.Find("nobody@domain.se"));
                }
            },
            TestContext.Current.CancellationToken))];
        for (int i = 0; i < Accounts; i++)
        {
            table.Add(new Account($"user{i}@domain.se", null));
            AccountEntry guest = table.Add(new Account($"guest{i}@domain.se", null));
            Volatile.Write(ref added, i + 1);
            table.Remove(guest);
        }

        await Task.WhenAll(readers);
        Assert.Equal(Accounts, table.Count);
    }
}
