using MailAuth.Replies;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Tests.Replies;

/// <summary>The alert of phase Warn goes out at most once a day for an account.</summary>
public sealed class DailyNoticeTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2009, 8, 24, 22, 0, 0, TimeSpan.Zero));

    [Fact]
    public void An_account_is_told_once_a_day()
    {
        var notice = new DailyNotice(clock);
        Assert.True(notice.TryTake("kalle@domain.se"));
        Assert.False(notice.TryTake("kalle@domain.se"));
        clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromTicks(1));
        Assert.False(notice.TryTake("kalle@domain.se"));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(notice.TryTake("kalle@domain.se"));
        Assert.False(notice.TryTake("kalle@domain.se"));
    }

    [Fact]
    public void Accounts_are_told_apart_to_the_letter()
    {
        var notice = new DailyNotice(clock);
        Assert.True(notice.TryTake("kalle@domain.se"));
        Assert.True(notice.TryTake("kalle@kund.se"));
        Assert.True(notice.TryTake("Kalle@domain.se"));
    }

    [Fact]
    public void Past_its_capacity_nobody_more_is_told_that_day()
    {
        var notice = new DailyNotice(clock, capacity: 2);
        Assert.True(notice.TryTake("a@domain.se"));
        Assert.True(notice.TryTake("b@domain.se"));
        Assert.False(notice.TryTake("c@domain.se"));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.True(notice.TryTake("c@domain.se"));
    }

    [Fact]
    public async Task Of_many_connections_at_once_one_tells()
    {
        var notice = new DailyNotice(clock);
        bool[] told = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => notice.TryTake("kalle@domain.se"))));
        Assert.Single(told, true);
    }

    [Fact]
    public void A_capacity_below_1_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new DailyNotice(clock, 0));
}
