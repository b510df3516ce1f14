using MailAuth.Transition;

namespace MailAuth.Tests.Transition;

/// <summary>A local time in a gap means the first instant after it, in an overlap the first occurrence.</summary>
public sealed class LocalClockTests
{
    [Theory]
    [InlineData("Europe/Stockholm", "2009-09-07T00:00", "2009-09-06T22:00:00Z")]
    [InlineData("Europe/Stockholm", "2009-01-01T00:00", "2008-12-31T23:00:00Z")]
    [InlineData("America/Los_Angeles", "2009-09-07T00:00", "2009-09-07T07:00:00Z")]
    [InlineData("Pacific/Kiritimati", "2009-09-07T00:00", "2009-09-06T10:00:00Z")]
    [InlineData("Asia/Kathmandu", "2009-09-07T00:00", "2009-09-06T18:15:00Z")]
    [InlineData("Asia/Tokyo", "2009-09-07T12:34", "2009-09-07T03:34:00Z")]
    public void A_local_time_is_read_in_its_zone(string zone, string local, string utc) => AssertInstant(zone, local, utc);

    [Theory]
    [InlineData("2009-03-29T01:59", "2009-03-29T00:59:00Z")]
    [InlineData("2009-03-29T02:00", "2009-03-29T01:00:00Z")]
    [InlineData("2009-03-29T02:30", "2009-03-29T01:00:00Z")]
    [InlineData("2009-03-29T02:59:59.9999999", "2009-03-29T01:00:00Z")]
    [InlineData("2009-03-29T03:00", "2009-03-29T01:00:00Z")]
    [InlineData("2009-03-29T03:01", "2009-03-29T01:01:00Z")]
    public void A_local_time_in_Stockholms_gap_is_the_first_instant_after_it(string local, string utc) => AssertInstant("Europe/Stockholm", local, utc);

    [Theory]
    [InlineData("2009-10-25T01:59", "2009-10-24T23:59:00Z")]
    [InlineData("2009-10-25T02:00", "2009-10-25T00:00:00Z")]
    [InlineData("2009-10-25T02:30", "2009-10-25T00:30:00Z")]
    [InlineData("2009-10-25T02:59:59.9999999", "2009-10-25T00:59:59.9999999Z")]
    [InlineData("2009-10-25T03:00", "2009-10-25T02:00:00Z")]
    public void A_local_time_in_Stockholms_overlap_is_its_first_occurrence(string local, string utc) => AssertInstant("Europe/Stockholm", local, utc);

    [Theory]
    [InlineData("America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00:00Z")] // The clocks went forward at midnight: the day began at 01:00.
    [InlineData("America/Sao_Paulo", "2018-11-04T00:59", "2018-11-04T03:00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00:00Z")] // Samoa skipped the whole day.
    [InlineData("Australia/Lord_Howe", "2009-04-05T01:45", "2009-04-04T14:45:00Z")] // Half an hour back.
    public void Odd_gaps_and_overlaps_follow_the_same_rule(string zone, string local, string utc) => AssertInstant(zone, local, utc);

    [Fact]
    public void Every_local_minute_around_both_changes_is_the_first_instant_at_which_the_clock_has_reached_it()
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");
        var clock = new LocalClock(zone);
        foreach (DateTime midnight in new DateTime[] { new(2009, 3, 29), new(2009, 10, 25) })
        {
            for (int minute = 0; minute < 300; minute++)
            {
                DateTime local = midnight.AddMinutes(minute);
                Assert.Equal(FirstMinute(zone, local), new DateTime(clock.FirstInstant(local), DateTimeKind.Utc));
            }
        }
    }

    [Fact]
    public void An_instant_is_shown_with_the_offset_of_its_moment()
    {
        var clock = new LocalClock(TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm"));
        Assert.Equal("2009-09-07T00:00:00+02:00", clock.Show(Timelines.Cutover.UtcTicks).ToString("yyyy-MM-ddTHH:mm:sszzz", null));
        Assert.Equal(TimeSpan.FromHours(1), clock.Show(Timelines.Utc("2009-12-01T00:00:00Z").UtcTicks).Offset);
        Assert.Equal(TimeSpan.Zero, LocalClock.Utc.Show(Timelines.Cutover.UtcTicks).Offset);
    }

    /// <summary>The rule told the slow way: minute after minute, until the wall clock shows the time or a later one.</summary>
    private static DateTime FirstMinute(TimeZoneInfo zone, DateTime local)
    {
        DateTime utc = DateTime.SpecifyKind(local.AddHours(-16), DateTimeKind.Utc);
        while (TimeZoneInfo.ConvertTimeFromUtc(utc, zone) < local)
        {
            utc = utc.AddMinutes(1);
        }

        return utc;
    }

    private static void AssertInstant(string zone, string local, string utc)
    {
        var clock = new LocalClock(TimeZoneInfo.FindSystemTimeZoneById(zone));
        long instant = clock.FirstInstant(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(Timelines.Utc(utc), new DateTimeOffset(instant, TimeSpan.Zero));
    }
}
