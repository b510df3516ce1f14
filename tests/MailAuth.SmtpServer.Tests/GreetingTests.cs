using System.Reflection;
using System.Net;
using MailAuth.SmtpServer.Tests.Sessions;
using Microsoft.Extensions.DependencyInjection;
using global::SmtpServer.Protocol;

namespace MailAuth.SmtpServer.Tests;

/// <summary>EHLO: what is offered to whom, and what the client said it is.</summary>
public sealed class GreetingTests
{
    private static readonly string[] Extensions = ["PIPELINING", "STARTTLS", "AUTH PLAIN LOGIN"];

    [Fact]
    public async Task AUTH_is_offered_without_TLS_to_the_networks_that_may_use_it_alone()
    {
        await using var host = new Host(static adapter => adapter.PlaintextNetworks = [IPNetwork.Parse("192.0.2.0/24")]);
        Assert.Equal(Extensions[..2], Offered(host, host.Connect(tls: false)));
        Assert.Equal(Extensions, Offered(host, host.Connect(tls: true)));
        Assert.Equal(Extensions, Offered(host, host.Connect(tls: false, remote: "192.0.2.9")));
    }

    [Fact]
    public async Task What_the_client_says_it_is_goes_into_the_record_unless_it_was_said_before_TLS()
    {
        await using var host = new Host();
        Client client = host.Connect(tls: false);
        Greet(host, client, "before.example");
        client.Tls = true;
        await client.AuthAsync("kalle@domain.se", Host.Password);
        Greet(host, client, "outlook.example");
        await client.AuthAsync("kalle@domain.se", Host.Password);
        Assert.Equal([null, "outlook.example"], host.Usage.Snapshot().Select(static record => record.ClientId));
    }

    private static IEnumerable<string> Offered(Host host, Client client) =>
        MailAuthEhloCommand.Offered(Extensions, client.Context, host.Services.GetRequiredService<AdapterRules>());

    private static void Greet(Host host, Client client, string name)
    {
        SmtpCommand command = host.Services.GetRequiredService<ISmtpCommandFactory>().CreateEhlo(name);
        MethodInfo extensions = typeof(EhloCommand).GetMethod("GetExtensions", BindingFlags.Instance | BindingFlags.NonPublic)!;

        // The real library looks for the authenticator here, and at the size limit.
        try
        {
            _ = ((IEnumerable<string>)extensions.Invoke(command, [client.Context])!).ToArray();
        }
        catch (NotSupportedException)
        {
        }
    }
}
