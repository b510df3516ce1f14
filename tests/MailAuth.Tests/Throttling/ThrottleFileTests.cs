using System.Net;
using MailAuth.Throttling;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Tests.Throttling;

/// <summary>The shared file as an operator sees it.</summary>
public sealed class ThrottleFileTests : IDisposable
{
    private const string Asa = "åsa@xn--rksmrgs-5wao1o.se";

    private static readonly DateTimeOffset Now = new(2026, 9, 7, 10, 0, 0, TimeSpan.Zero);
    private static readonly ThrottleLimits Limits = ThrottleStoreTests.LimitsOf(new ThrottleOptions());

    private readonly string directory = Directory.CreateTempSubdirectory("mailauth-throttle-").FullName;

    private string Path => System.IO.Path.Combine(directory, FileThrottleStore.FileName);

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task An_operator_sees_what_counts_and_until_when()
    {
        await GuessAsync(Asa, 12);
        IReadOnlyList<ThrottleEntry> entries = ThrottleFile.Open(directory).Entries(Limits, Now);
        ThrottleEntry pair = Assert.Single(entries, entry => entry.Limit == ThrottleLimit.NameAndNetwork);
        Assert.Equal((Asa, "192.0.2.1/32", 10, true, false), (pair.Name, pair.Network.ToString(), pair.Guesses, pair.IsReached, pair.IsBare));
        Assert.Equal((Now.AddMinutes(2), Now.AddMinutes(20)), (pair.HeldUntil, pair.FreeAt));
        ThrottleEntry network = Assert.Single(entries, entry => entry.Limit == ThrottleLimit.Network);
        Assert.Equal((null, "192.0.2.1/32", 10, false, null), (network.Name, network.Network.ToString(), network.Guesses, network.IsReached, network.HeldUntil));
        Assert.Equal(10, Assert.Single(entries, entry => entry.Limit == ThrottleLimit.Name).Guesses);
        Assert.Empty(ThrottleFile.Open(directory).Entries(Limits, Now.AddDays(2)));
    }

    [Fact]
    public async Task What_is_held_until_then_may_be_tried_then_and_not_before()
    {
        await GuessAsync(Asa, 10);
        DateTimeOffset until = Assert.Single(ThrottleFile.Open(directory).Entries(Limits, Now), entry => entry.IsReached).HeldUntil!.Value;
        Assert.Equal(0, await GuessAsync(Asa, 1, at: until.AddSeconds(-1), firstMark: 100));
        Assert.Equal(1, await GuessAsync(Asa, 1, at: until, firstMark: 100));
    }

    [Fact]
    public async Task What_is_cleared_counts_no_more_for_those_who_have_the_file_mapped()
    {
        FileThrottleStore mapped = Store();
        Assert.Equal(10, await GuessAsync(Asa, 12, mapped));
        var file = ThrottleFile.Open(directory, canClear: true);
        file.Clear(Assert.Single(file.Entries(Limits, Now), entry => entry.IsReached));
        Assert.Equal(10, await GuessAsync(Asa, 12, mapped));
    }

    [Fact]
    public async Task To_look_needs_no_permission_to_write_and_clears_nothing()
    {
        await GuessAsync(Asa, 10);
        byte[] before = await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken);
        var file = ThrottleFile.Open(directory);
        ThrottleEntry entry = file.Entries(Limits, Now)[0];
        Assert.Throws<InvalidOperationException>(() => file.Clear(entry));
        Assert.Equal(before, await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken));
        string[] mapped = [.. (await File.ReadAllLinesAsync("/proc/self/maps", TestContext.Current.CancellationToken)).Where(line => line.EndsWith(Path, StringComparison.Ordinal))];
        Assert.Contains(mapped, line => line.Contains(" r--s ", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_made_where_nothing_is()
    {
        Assert.Equal(Path, Assert.Throws<FileNotFoundException>(() => ThrottleFile.Open(directory, canClear: true)).FileName);
        Assert.Empty(Directory.GetFiles(directory));
        Assert.ThrowsAny<IOException>(() => ThrottleFile.Open(Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(4096)]
    public void Another_file_is_left_alone(int length)
    {
        File.WriteAllBytes(Path, new byte[length]);
        Assert.Contains("is not a file that guesses are counted in", Assert.ThrowsAny<IOException>(() => ThrottleFile.Open(directory, canClear: true)).Message, StringComparison.Ordinal);
        Assert.Equal(length, new FileInfo(Path).Length);
    }

    [Fact]
    public async Task A_file_that_was_cut_is_none()
    {
        await GuessAsync(Asa, 1);
        using (FileStream file = File.OpenWrite(Path))
        {
            file.SetLength(file.Length - 1);
        }

        Assert.ThrowsAny<IOException>(() => ThrottleFile.Open(directory));
    }

    [Fact]
    public async Task An_entry_knows_whose_it_is_in_either_spelling_and_in_which_network()
    {
        string longName = new string('a', 64) + "@en-mycket-lang-doman.example";
        await GuessAsync(longName, 1);
        await GuessAsync("kalle@domain.se", 1, isBare: true, remote: "2001:db8::1:2:3:4");
        IReadOnlyList<ThrottleEntry> entries = ThrottleFile.Open(directory).Entries(Limits, Now);
        Assert.Equal(2, entries.Count(entry => entry.IsOf(longName)));
        Assert.Equal(2, entries.Count(entry => entry.IsOf("kalle@domain.se")));
        Assert.Equal(0, entries.Count(entry => entry.IsOf("kalle")));
        Assert.Equal(2, entries.Count(entry => entry.IsOf(IPNetwork.Parse("2001:db8::9:9:9:9/128"))));
        Assert.Equal(2, entries.Count(entry => entry.IsOf(IPNetwork.Parse("2001:db8::/32"))));
        Assert.Equal(2, entries.Count(entry => entry.IsOf(IPNetwork.Parse("192.0.2.0/24"))));
        Assert.Equal(0, entries.Count(entry => entry.IsOf(IPNetwork.Parse("192.0.2.0/32"))));
    }

    private FileThrottleStore Store() => FileThrottleStore.Open(directory, 1_024, new FakeTimeProvider(Now));

    /// <summary>Guesses so many passwords; says how many might be tried.</summary>
    private async Task<int> GuessAsync(string name, int passwords, FileThrottleStore? store = null, bool isBare = false, string remote = "192.0.2.1", DateTimeOffset? at = null, byte firstMark = 0)
    {
        store ??= Store();
        int tried = 0;
        for (byte mark = 1; mark <= passwords; mark++)
        {
            var request = new ThrottleRequest { Now = at ?? Now, Limits = Limits, Name = name, IsBare = isBare, RemoteAddress = IPAddress.Parse(remote), Mark = (byte)(firstMark + mark) };
            ThrottleTurn turn = await store.TakeAsync(request, TestContext.Current.CancellationToken);
            if (turn.IsAllowed)
            {
                tried++;
                await store.SettleAsync(request, turn, new ThrottleSettlement { Outcome = ThrottleOutcome.WrongPassword });
            }
        }

        return tried;
    }
}
