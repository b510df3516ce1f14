using System.Text;
using MailAuth.Configuration;

namespace MailAuth.CheckPassword.Tests;

/// <summary>What <c>--check</c> says of the dates, in the summer of 2009.</summary>
public sealed class TimelineCheckTests
{
    private const string Configuration = """
        {
          "transition": {
            "timeZone": "Europe/Stockholm", "warn": "2009-08-24", "closed": "2009-09-07",
            "brownouts": [ { "date": "2009-09-01", "from": "09:00", "to": "10:00" }, { "date": "2009-09-03", "from": "09:00", "to": "10:00" } ],
            "domains": [ { "domain": "KUND.se", "closed": "2009-10-01", "brownouts": [] }, { "domain": "test.se", "dryRun": true }, { "domain": "gammal.se", "timeZone": "UTC", "warn": "2009-06-01", "closed": "2009-07-01", "brownouts": [] } ],
            "overrides": [
              { "network": "192.0.2.10", "bareUsername": "allow", "until": "2009-08-25", "reason": "printer", "owner": "anna" },
              { "network": "192.0.2.11", "bareUsername": "allow", "until": "2010-01-01", "reason": "printer", "owner": "nils" },
              { "network": "192.0.2.12", "bareUsername": "allow", "reason": "printer", "owner": "lisa" } ] }
        }
        """;

    [Theory]
    [InlineData("2009-08-01T12:00Z", "the host: phase Open; next 2009-08-24 00:00 +02:00 Europe/Stockholm: Warn begins; Closed begins 2009-09-07 00:00 +02:00 Europe/Stockholm\n")]
    [InlineData("2009-08-30T12:00Z", "the host: phase Warn; next 2009-09-01 09:00 +02:00 Europe/Stockholm: a brownout begins; Closed begins 2009-09-07")]
    [InlineData("2009-09-01T07:30Z", "the host: phase Warn; next 2009-09-01 10:00 +02:00 Europe/Stockholm: the brownout ends; Closed")]
    [InlineData("2009-09-04T12:00Z", "the host: phase Warn; next 2009-09-07 00:00 +02:00 Europe/Stockholm: Closed begins\n")]
    [InlineData("2009-09-08T12:00Z", "the host: phase Closed since 2009-09-07 00:00 +02:00 Europe/Stockholm; no date lies ahead\n")]
    [InlineData("2009-08-30T12:00Z", "KUND.se: phase Warn; next 2009-10-01 00:00 +02:00 Europe/Stockholm: Closed begins\n")]
    [InlineData("2009-08-30T12:00Z", "gammal.se: phase Closed since 2009-07-01 00:00 +00:00 UTC; no date lies ahead\n")]
    [InlineData("2009-08-30T12:00Z", "the host: 2 brownouts to come: 2009-09-01 09:00 +02:00 Europe/Stockholm to 10:00, 2009-09-03 09:00")]
    [InlineData("2009-09-02T12:00Z", "the host: 1 brownout to come: 2009-09-03 09:00")]
    [InlineData("2009-08-30T12:00Z", "test.se: dryRun is on")]
    [InlineData("2009-08-30T12:00Z", "1 override has ended and can be taken out: transition.overrides[0] 2009-08-25 00:00 +02:00 Europe/Stockholm, owner anna\n")]
    [InlineData("2010-01-01T12:00Z", "2 overrides have ended")]
    public void The_phase_the_next_change_and_what_lies_ahead_are_told(string now, string said) => Assert.Contains(said, Told(Configuration, now), StringComparison.Ordinal);

    [Fact]
    public void What_is_over_or_has_no_dates_is_not_told()
    {
        string told = Told(Configuration, "2009-08-24T12:00Z");
        Assert.DoesNotContain("ended", told, StringComparison.Ordinal);
        Assert.DoesNotContain("KUND.se: 2 brownouts", told, StringComparison.Ordinal);
        Assert.DoesNotContain("submission", told, StringComparison.Ordinal);
        Assert.DoesNotContain("to come", Told(Configuration, "2009-09-08T12:00Z"), StringComparison.Ordinal);
        Assert.Equal("  transition     the host: phase Open; no date lies ahead\n", Told("{ }", "2009-08-24T12:00Z"));
    }

    [Theory]
    [InlineData("""{ "submission": { "authentication": { "timeZone": "UTC", "closed": "2009-09-07" } } }""", true)]
    [InlineData("""{ "submission": { "tls": { "domains": [ { "domain": "kund.se", "timeZone": "UTC", "warn": "2009-09-07" } ] } } }""", true)]
    [InlineData("""{ "submission": { "relayNetworks": [ "192.0.2.0/24" ] } }""", false)]
    public void That_sending_is_decided_elsewhere_is_told_where_it_has_dates(string configuration, bool isTold) =>
        Assert.Equal(isTold, Told(configuration, "2009-08-30T12:00Z").Contains("- submission     has dates, by which this program refuses a login for sending without TLS, and no mail", StringComparison.Ordinal));

    [Fact]
    public void An_exception_that_has_ended_is_told() => Assert.Contains(
        "1 exception has ended and can be taken out: submission.exceptions[0] 2009-08-01 00:00 +00:00 UTC, owner anna",
        Told("""{ "submission": { "exceptions": [ { "requirement": "tls", "network": "192.0.2.1", "until": "2009-08-01", "reason": "printer", "owner": "anna" } ] } }""", "2009-08-30T12:00Z"),
        StringComparison.Ordinal);

    private static string Told(string configuration, string now)
    {
        var settings = MailAuthSettings.Parse(Encoding.UTF8.GetBytes(configuration), "/mailauth.json");
        MailAuthPolicy policy = settings.Compile(null, out IReadOnlyList<ConfigurationProblem> problems) ?? throw new InvalidOperationException(string.Join('\n', problems));
        var report = new SetupReport();
        new TimelineCheck(report, settings.Options!, policy, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)).Check();
        Assert.True(report.IsUsable);
        return report.Text;
    }
}
