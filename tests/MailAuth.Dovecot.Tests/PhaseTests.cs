using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>Each phase of the transition, at each door, with both forms of the name.</summary>
public sealed class PhaseTests(DovecotAndPostfix host) : IClassFixture<DovecotAndPostfix>
{
    [Theory]
    [InlineData(Phase.Open, Verdict.Accepted)]
    [InlineData(Phase.Warn, Verdict.Accepted)]
    [InlineData(Phase.Brownout, Verdict.Unavailable)]
    [InlineData(Phase.RampOfAll, Verdict.UseFullAddress)]
    [InlineData(Phase.RampOfNone, Verdict.Accepted)]
    [InlineData(Phase.Closed, Verdict.UseFullAddress)]
    [InlineData(Phase.DryRun, Verdict.Accepted)]
    public async Task The_bare_form(Phase phase, Verdict verdict)
    {
        host.Servers.SetPhase(phase);
        foreach (MailService service in Enum.GetValues<MailService>())
        {
            Answers.Check(verdict, service, await new Curl(host.Servers).LogInAsync(service, "anna", "anna-2009"));
        }
    }

    [Theory]
    [InlineData(Phase.Brownout)]
    [InlineData(Phase.RampOfAll)]
    [InlineData(Phase.Closed)]
    public async Task The_full_form_always_works(Phase phase)
    {
        host.Servers.SetPhase(phase);
        foreach (MailService service in Enum.GetValues<MailService>())
        {
            Answers.Check(Verdict.Accepted, service, await new Curl(host.Servers).LogInAsync(service, "Anna@Domain.SE", "anna-2009"));
        }
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("anna@domain.se")]
    [InlineData("nobody")]
    [InlineData("nobody@domain.se")]
    public async Task A_wrong_password_is_told_nothing_of_the_phase(string username)
    {
        host.Servers.SetPhase(Phase.Closed);
        foreach (MailService service in Enum.GetValues<MailService>())
        {
            Answers.Check(Verdict.Rejected, service, await new Curl(host.Servers).LogInAsync(service, username, "wrong-2009"));
        }
    }
}
