using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using MailAuth.Diagnostics;

namespace MailAuth.Tests.Diagnostics;

/// <summary>
/// Listens to the meter and the source of the process. Other tests' engines are heard too: what is measured in the flow of this test's own logins is told apart from that.
/// </summary>
internal sealed class Measurements : IDisposable
{
    private readonly AsyncLocal<bool> isOwn = new();
    private readonly MeterListener meters = new();
    private readonly ActivityListener activities;
    private readonly ConcurrentQueue<Measurement> measured = new();
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ConcurrentBag<Instrument> published = [];

    public Measurements(bool withActivities = false)
    {
        isOwn.Value = true;
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == Instruments.OfProcess.Meter)
            {
                published.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        meters.Start();
        activities = new ActivityListener
        {
            ShouldListenTo = source => withActivities && source.Name == MailAuthDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => isOwn.Value ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(activities);
    }

    public IReadOnlyCollection<Instrument> Published => published;

    public IReadOnlyList<Activity> Activities => [.. ended];

    /// <summary>What was measured in this test's flow.</summary>
    public IReadOnlyList<Measurement> Own => [.. measured.Where(one => one.IsOwn)];

    /// <summary>What was measured anywhere.</summary>
    public IReadOnlyList<Measurement> All => [.. measured];

    public IReadOnlyList<Measurement> Of(string instrument) => [.. Own.Where(one => one.Name == instrument)];

    public void Observe() => meters.RecordObservableInstruments();

    public void Dispose()
    {
        meters.Dispose();
        activities.Dispose();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument.Meter == Instruments.OfProcess.Meter)
        {
            measured.Enqueue(new Measurement(instrument.Name, value, tags.ToArray(), isOwn.Value));
        }
    }
}
