using System.Net;
using MailAuth.Throttling;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Tests.Throttling;

public sealed class FileThrottleStoreTests : ThrottleStoreTests, IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 9, 7, 10, 0, 0, TimeSpan.Zero);
    private static readonly ThrottleLimits Limits = LimitsOf(new ThrottleOptions());

    private readonly string directory = Directory.CreateTempSubdirectory("mailauth-throttle-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void What_one_has_counted_holds_for_all_that_map_the_file_and_for_those_to_come()
    {
        FileThrottleStore first = Open();
        FileThrottleStore second = Open();
        for (byte i = 0; i < 10; i++)
        {
            Guess(i % 2 == 0 ? first : second, "kalle@domain.se", (byte)(i + 1));
        }

        Assert.False(Guess(Open(), "kalle@domain.se", 99));
        Assert.Equal(first.Secret, second.Secret);
        Assert.Single(Directory.GetFiles(directory));
    }

    [Fact]
    public void A_file_of_another_size_or_of_another_program_is_made_anew_and_whoever_has_it_goes_on()
    {
        FileThrottleStore old = Open();
        Guess(old, "kalle@domain.se", 1);
        FileThrottleStore.Open(directory, 2_048, new FakeTimeProvider(Now));
        Assert.True(Guess(old, "kalle@domain.se", 2));

        File.WriteAllText(Path.Combine(directory, FileThrottleStore.FileName), "something else");
        Assert.True(Guess(Open(), "kalle@domain.se", 3));
        Assert.Single(Directory.GetFiles(directory));
    }

    [Fact]
    public void A_directory_that_is_not_there_is_named()
    {
        var exception = Assert.ThrowsAny<IOException>(() => FileThrottleStore.Open(Path.Combine(directory, "none")));
        Assert.Contains("none", exception.Message, StringComparison.Ordinal);
    }

    protected override IThrottleStore CreateStore(TimeProvider timeProvider) => FileThrottleStore.Open(directory, 1_024, timeProvider);

    private static bool Guess(FileThrottleStore store, string name, byte mark)
    {
        var request = new ThrottleRequest { Now = Now, Limits = Limits, Mark = mark, Name = name, RemoteAddress = IPAddress.Parse("192.0.2.1") };
        ThrottleTurn turn = Take(store, request);
        if (turn.IsAllowed)
        {
            Settle(store, request, turn, new ThrottleSettlement { Outcome = ThrottleOutcome.WrongPassword });
        }

        return turn.IsAllowed;
    }

    private FileThrottleStore Open() => FileThrottleStore.Open(directory, 1_024, new FakeTimeProvider(Now));
}
