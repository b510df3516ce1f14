using MailAuth;
using MailAuth.Usernames;

namespace Samples.Tests.Clients;

/// <summary>A program that people use: what it can do, and how it does it.</summary>
internal abstract class MailClient
{
    /// <summary>Its name in the table.</summary>
    public abstract string Name { get; }

    /// <summary>Who uses it for a protocol.</summary>
    public virtual Customer CustomerOf(MailProtocol protocol) => Customer.Lisa;

    /// <summary>Its protocols, and of each the ways to TLS that it has. What is not here it can't do, and is no cell.</summary>
    public abstract IReadOnlyDictionary<MailProtocol, TlsWay[]> Ways { get; }

    /// <summary>Its cells: each way in both forms at every moment.</summary>
    public IEnumerable<Visit> Cells =>
        from protocol in Ways.Keys
        from form in (UsernameForm[])[UsernameForm.FullAddress, UsernameForm.LocalPart]
        from moment in Enum.GetValues<Moment>()
        from tls in Ways[protocol]
        select new Visit(protocol, form, moment, tls);

    /// <summary>Its visits with a wrong password: one a protocol, where the right one is told what to change.</summary>
    public virtual IEnumerable<Visit> WrongPasswords => Ways.Keys.Select(protocol => new Visit(protocol, UsernameForm.LocalPart, Moment.Closed, TlsWay.OnConnect, WrongPassword: true));

    /// <summary>Visits a host of its own.</summary>
    public virtual async Task<Told> VisitAsync(Visit visit)
    {
        await using ClientsHost host = await ClientsHost.StartAsync(visit.Moment, visit.Tls == TlsWay.PlainAllowed);
        Told told = await VisitAsync(visit, host);
        await host.DisposeAsync();
        return told;
    }

    /// <summary>Fails unless it was told what the table says.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="outcome">What it is to come to.</param>
    /// <param name="text">What it was told.</param>
    public abstract void AssertTold(Visit visit, Outcome outcome, string text);

    /// <summary>Fails unless what the host saw is this program.</summary>
    public virtual void AssertSeen(Visit visit, ClientsHost host)
    {
    }

    /// <summary>Visits a host.</summary>
    protected abstract Task<Told> VisitAsync(Visit visit, ClientsHost host);
}
