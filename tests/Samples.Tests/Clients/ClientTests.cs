using MailAuth;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace Samples.Tests.Clients;

/// <summary>How a row of the table is checked: what each cell is to come to is in <see cref="ExpectedAnswers"/>.</summary>
public abstract class ClientTests
{
    /// <summary>Makes test cases of visits.</summary>
    private protected static TheoryData<MailProtocol, UsernameForm, Moment, TlsWay> Rows(IEnumerable<Visit> visits)
    {
        var rows = new TheoryData<MailProtocol, UsernameForm, Moment, TlsWay>();
        foreach (Visit visit in visits)
        {
            rows.Add(visit.Protocol, visit.Form, visit.Moment, visit.Tls);
        }

        return rows;
    }

    /// <summary>Makes a visit, and fails unless the client and the host's records say what the table says.</summary>
    private protected static async Task CheckAsync(MailClient client, Visit visit)
    {
        Customer customer = client.CustomerOf(visit.Protocol);
        Outcome outcome = ExpectedAnswers.OutcomeOf(visit);
        bool accepted = outcome is Outcome.Welcome or Outcome.Warned;

        Told told = await client.VisitAsync(visit);

        Assert.True(accepted == told.Succeeded, $"{outcome}, but it says:\n{told.Text}");
        client.AssertTold(visit, outcome, told.Text);
        if (!ExpectedAnswers.AnswerOf(visit.Protocol, outcome, customer).Contains(customer.Address, StringComparison.Ordinal))
        {
            Assert.DoesNotContain("e-mail address", told.Text, StringComparison.Ordinal);
        }

        // The engine: asked or not, and why it decided so. Some programs try a refused password in each of their ways.
        ClientsHost host = told.Host;
        LoginReason reason = ExpectedAnswers.ReasonOf(visit);
        Assert.Equal(reason != LoginReason.None, host.Logins.Count > 0);
        Assert.All(host.Logins, login =>
        {
            Assert.Equal(reason, login.Result.Reason);
            Assert.Equal(visit.UsernameOf(customer), login.Username);
            Assert.Equal((visit.Protocol, visit.OverTls), (login.Connection.Protocol, login.Connection.Tls));
        });
        Assert.Equal(host.Logins.Count, host.Log.Lines.Count(line => line.StartsWith("3000 ", StringComparison.Ordinal) && line.Contains($"({reason})", StringComparison.Ordinal)));

        // The records: of what was accepted, and of nothing else.
        Assert.Equal(accepted ? host.Logins.Count : 0, host.Usage.Count);
        Assert.All(host.Usage, record =>
            Assert.Equal((customer.Address, visit.Form, visit.Protocol, visit.OverTls), (record.Address, record.Form, record.Protocol, record.TlsVersion is not null)));
        Assert.Equal(accepted && visit.Protocol == MailProtocol.Submission, host.Mail.Count > 0);
        Assert.DoesNotContain(host.Log.Lines, line => line.StartsWith("3001 ", StringComparison.Ordinal) || line.StartsWith("3002 ", StringComparison.Ordinal));
        client.AssertSeen(visit, host);
    }
}
