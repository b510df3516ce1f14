using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using MailAuth.Diagnostics;

namespace MailAuth.Tests.Diagnostics;

/// <summary>Who makes no meter.</summary>
public sealed class SilenceTests
{
    [Fact]
    public void A_short_lived_engine_makes_no_meter_and_no_source_and_long_lived_ones_make_one_of_each_for_all()
    {
        var made = new ConcurrentQueue<object>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, _) => made.Enqueue(instrument.Meter) };
        using var sources = new ActivityListener
        {
            ShouldListenTo = source =>
            {
                made.Enqueue(source);
                return false;
            },
        };
        _ = Instruments.OfProcess;
        meters.Start();
        ActivitySource.AddActivityListener(sources);
        object[] known = [.. made];

        // The library once more, with statics of its own, as in a process that has just begun.
        var library = new FreshLibrary();
        library.LogIn(isShortLived: true);
        Assert.Empty(New());
        library.LogIn(isShortLived: false);
        library.LogIn(isShortLived: false);
        Assert.Equal(["ActivitySource", "Meter"], New().Select(one => one.GetType().Name).Order());

        object[] New() => [.. made.Distinct().Except(known).Where(one => one is Meter { Name: MailAuthDiagnostics.MeterName } or ActivitySource { Name: MailAuthDiagnostics.ActivitySourceName })];
    }
}
