using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Tests.Usage;

/// <summary>A clock that a test moves, and that tells when somebody has begun to wait on it.</summary>
internal sealed class TimerClock : FakeTimeProvider
{
    private readonly Channel<TimeSpan> timers = Channel.CreateUnbounded<TimeSpan>();

    public TimerClock()
        : base(new DateTimeOffset(2009, 9, 7, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Completes when somebody waits for this long; each timer answers one call, others are passed over.</summary>
    public async Task WaitedForAsync(TimeSpan dueTime)
    {
        while (await timers.Reader.ReadAsync(TestContext.Current.CancellationToken) != dueTime)
        {
        }
    }
}
