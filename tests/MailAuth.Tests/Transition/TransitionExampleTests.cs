using System.Net;
using MailAuth.Transition;
using static MailAuth.Transition.BareUsernameRule;

namespace MailAuth.Tests.Transition;

/// <summary>The running example, as a developer types it, decides as its users were told in a letter of 2009.</summary>
public sealed class TransitionExampleTests
{
    private readonly TransitionPolicy policy = new(new TransitionOptions
    {
        TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7),
        Brownouts = { new("2009-09-01", "09:00", "10:00"), new("2009-09-03", "09:00", "10:00") },
        Domains = { new("kund.se") { Closed = new(2009, 10, 1) }, new("test.se") { DryRun = true } },
        Overrides = { new() { Network = "192.0.2.10", BareUsername = Allow, Until = new(2010, 1, 1), Reason = "no other firmware", Owner = "anna" } },
    });

    [Theory]
    [InlineData("2009-08-23T23:59:59+02:00", "domain.se", LoginReason.Accepted, false)]
    [InlineData("2009-08-24T00:00:00+02:00", "domain.se", LoginReason.Accepted, true)]
    [InlineData("2009-09-01T09:00:00+02:00", "domain.se", LoginReason.Brownout, false)]
    [InlineData("2009-09-01T10:00:00+02:00", "domain.se", LoginReason.Accepted, true)]
    [InlineData("2009-09-03T09:59:59+02:00", "kund.se", LoginReason.Brownout, false)]
    [InlineData("2009-09-06T23:59:59+02:00", "domain.se", LoginReason.Accepted, true)]
    [InlineData("2009-09-07T00:00:00+02:00", "domain.se", LoginReason.BareUsernameClosed, false)]
    [InlineData("2009-09-07T00:00:00+02:00", "kund.se", LoginReason.Accepted, true)]
    [InlineData("2009-10-01T00:00:00+02:00", "kund.se", LoginReason.BareUsernameClosed, false)]
    [InlineData("2009-09-07T00:00:00+02:00", "test.se", LoginReason.Accepted, false)]
    public void Who_logs_in_with_the_bare_form_gets(string now, string domain, LoginReason reason, bool isTold)
    {
        TransitionDecision decision = policy.Decide(Timelines.Utc(now), "kalle@" + domain);
        Assert.Equal((reason, isTold), (decision.Reason, decision.ShouldWarn));
    }

    [Fact]
    public void The_printer_works_until_the_year_ends()
    {
        TransitionQuery query = Timelines.Bare(Timelines.Utc("2009-12-31T23:59:59+01:00"), "skrivare@domain.se") with { RemoteAddress = IPAddress.Parse("192.0.2.10") };
        Assert.True(policy.Decide(query).IsAllowed);
        Assert.False(policy.Decide(query with { Now = Timelines.Utc("2010-01-01T00:00:00+01:00") }).IsAllowed);
    }

    [Fact]
    public void Deciding_is_pure_and_allocates_nothing()
    {
        var busy = new TransitionOptions
        {
            TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7), RatchetDays = 30, RampSalt = "2009",
            Brownouts = { new("2009-09-01", "09:00", "10:00") },
            Ramp = { new(new(2009, 8, 25), 50) },
            Domains = { new("kund.se") { Closed = new(2009, 10, 1) } },
            Overrides =
            {
                new() { Network = "192.0.2.10", BareUsername = Allow, Reason = "no other firmware", Owner = "anna" },
                new() { Network = "2001:db8::/64", BareUsername = Inherit, Reason = "office", Owner = "anna" },
            },
        };
        var busyPolicy = new TransitionPolicy(busy);
        TransitionQuery[] queries =
        [
            .. from now in new[] { "2009-08-01T00:00:00Z", "2009-09-01T07:30:00Z", "2009-09-02T00:00:00Z", "2009-09-08T00:00:00Z" }
               from address in new[] { "kalle@domain.se", "kalle@kund.se", "åsa@xn--rksmrgs-5wao1o.se" }
               from client in new[] { "192.0.2.10", "203.0.113.1", "2001:db8::1" }
               select Timelines.Bare(Timelines.Utc(now), address) with
               {
                   RemoteAddress = IPAddress.Parse(client), BareUsernameLastUsed = Timelines.Utc("2009-08-20T00:00:00Z"), AccountOverride = Timelines.Kept(Allow, Timelines.Utc("2009-01-01T00:00:00Z")),
               },
        ];
        TransitionDecision[] first = [.. queries.Select(query => busyPolicy.Decide(query))];

        var second = new TransitionDecision[queries.Length];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < queries.Length; i++)
        {
            second[i] = busyPolicy.Decide(queries[i]);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(first, second);
        Assert.True(first.Distinct().Count() > 5);
    }
}
