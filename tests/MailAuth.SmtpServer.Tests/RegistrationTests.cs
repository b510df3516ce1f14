using System.Net;
using MailAuth.SmtpServer.Tests.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using global::SmtpServer.Authentication;
using global::SmtpServer.Net;
using global::SmtpServer.Protocol;
using global::SmtpServer.Storage;

namespace MailAuth.SmtpServer.Tests;

/// <summary>What <c>AddSmtpServer</c> registers.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public void Registering_twice_registers_once_and_adds_to_the_options()
    {
        var services = new ServiceCollection();
        services.AddMailAuth().UseInMemoryStore().AddSmtpServer(static options => options.PlaintextNetworks.Add(IPNetwork.Parse("192.0.2.1/32")));
        services.AddMailAuth().AddSmtpServer(static options => options.PlaintextNetworks.Add(IPNetwork.Parse("192.0.2.2/32")));
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Single(provider.GetServices<IUserAuthenticatorFactory>());
        Assert.Single(provider.GetServices<IMailboxFilterFactory>());
        Assert.Single(provider.GetServices<ISmtpCommandFactory>());
        Assert.Single(services, static service => service.ServiceType == typeof(IEndpointListenerFactory));
        Assert.Equal([IPNetwork.Parse("192.0.2.1/32"), IPNetwork.Parse("192.0.2.2/32")], provider.GetRequiredService<IOptions<MailAuthSmtpServerOptions>>().Value.PlaintextNetworks);
    }

    [Fact]
    public void An_authenticator_and_a_filter_that_were_registered_before_are_replaced()
    {
        var services = new ServiceCollection();
        services.AddSingleton(StandIn.Of<IUserAuthenticatorFactory>());
        services.AddSingleton(StandIn.Of<IMailboxFilterFactory>());
        services.AddMailAuth().UseInMemoryStore().AddSmtpServer();
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Single(provider.GetServices<IUserAuthenticatorFactory>());
        Assert.Single(provider.GetServices<IMailboxFilterFactory>());
    }

    [Fact]
    public void Listeners_and_commands_of_the_hosts_own_stay()
    {
        IEndpointListenerFactory listeners = StandIn.Of<IEndpointListenerFactory>();
        ISmtpCommandFactory commands = StandIn.Of<ISmtpCommandFactory>();
        var services = new ServiceCollection();
        services.AddSingleton(listeners).AddSingleton(commands).AddMailAuth().UseInMemoryStore().AddSmtpServer();
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Same(listeners, Assert.Single(provider.GetServices<IEndpointListenerFactory>()));
        Assert.Same(commands, Assert.Single(provider.GetServices<ISmtpCommandFactory>()));
    }
}
