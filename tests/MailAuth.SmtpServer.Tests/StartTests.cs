using System.Net;
using MailAuth.SmtpServer.Tests.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using global::SmtpServer;
using global::SmtpServer.Authentication;
using global::SmtpServer.Net;
using global::SmtpServer.Storage;

namespace MailAuth.SmtpServer.Tests;

/// <summary>Where SmtpServer would fail open, it does not start.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_server_that_is_well_set_up_is_made()
    {
        await using var host = new Host();
        ISmtpServerOptions options = Endpoints.Options([Endpoints.Of(), Endpoints.Of(port: 465, isSecure: true), Endpoints.Of(port: 25, certificate: false)]);
        Assert.NotNull(host.Services.CreateSmtpServer(options));
        Assert.NotNull(new global::SmtpServer.SmtpServer(options, host.Services));
    }

    [Fact]
    public async Task Without_an_account_store_there_is_no_server()
    {
        var services = new ServiceCollection();
        services.AddSingleton(StandIn.Of<IMessageStore>());
        services.AddMailAuth().AddSmtpServer();
        await using ServiceProvider provider = services.BuildServiceProvider();
        AssertRefused("No account store is registered", provider);
    }

    [Fact]
    public async Task Without_a_message_store_there_is_no_server_because_it_would_throw_mail_away()
    {
        var services = new ServiceCollection();
        services.AddMailAuth().UseInMemoryStore().AddSmtpServer();
        await using ServiceProvider provider = services.BuildServiceProvider();
        AssertRefused("No IMessageStore and no IMessageStoreFactory is registered", provider);

        services.AddSingleton(StandIn.Of<IMessageStoreFactory>());
        await using ServiceProvider whole = services.BuildServiceProvider();
        Assert.NotNull(whole.CreateSmtpServer(Endpoints.Options([Endpoints.Of()])));
    }

    [Fact]
    public async Task With_an_engine_that_cant_be_made_there_is_no_server()
    {
        await using var host = new Host(engine: static engine => engine.Submission.RelayNetworks = ["0.0.0.0/0"]);
        var exception = Assert.Throws<Configuration.MailAuthConfigurationException>(() => host.Services.CreateSmtpServer(Endpoints.Options([Endpoints.Of()])));
        Assert.Contains("submission.relayNetworks[0]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_authenticator_or_filter_before_MailAuths_is_refused()
    {
        await using var other = new Host(more: static services => services.AddSingleton(StandIn.Of<IUserAuthenticatorFactory>()));
        AssertRefused("The IUserAuthenticatorFactory of this service provider is", other.Services);
        await using var filter = new Host(more: static services => services.AddSingleton(StandIn.Of<IMailboxFilterFactory>()));
        AssertRefused("The IMailboxFilterFactory of this service provider is", filter.Services);
    }

    [Fact]
    public void A_provider_that_does_not_know_MailAuth_is_refused()
    {
        using ServiceProvider nothing = new ServiceCollection().BuildServiceProvider();
        var exception = Assert.Throws<InvalidOperationException>(() => nothing.CreateSmtpServer(Endpoints.Options([Endpoints.Of()])));
        Assert.Contains("is missing", exception.Message, StringComparison.Ordinal);
        Assert.Contains("AddSmtpServer()", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AUTH_without_TLS_is_offered_only_where_the_options_name_a_network()
    {
        IEndpointDefinition endpoint = Endpoints.Of(allowUnsecure: true);
        await using var host = new Host();
        AssertEndpointRefused("The endpoint 127.0.0.1:587 has AllowUnsecureAuthentication", host, endpoint);
        Assert.Contains("1802 ", host.Logs.Text, StringComparison.Ordinal);

        await using var lan = new Host(static adapter => adapter.PlaintextNetworks = [IPNetwork.Parse("192.0.2.0/24")]);
        Assert.NotNull(lan.Services.CreateSmtpServer(Endpoints.Options([endpoint])));
        Assert.NotNull(host.Services.CreateSmtpServer(Endpoints.Options([Endpoints.Of(isSecure: true, allowUnsecure: true)])));
    }

    [Fact]
    public async Task An_endpoint_that_begins_with_TLS_has_a_certificate()
    {
        await using var host = new Host();
        AssertEndpointRefused("The endpoint 127.0.0.1:465 is IsSecure and has no Certificate", host, Endpoints.Of(port: 465, isSecure: true, certificate: false));
    }

    [Theory]
    [InlineData(2, 5, "MaxAuthenticationAttempts is 2")]
    [InlineData(3, 2, "MaxRetryCount is 2")]
    public async Task Nobody_is_sent_away_before_the_third_failure(int attempts, int retries, string problem)
    {
        await using var host = new Host();
        var exception = Assert.Throws<InvalidOperationException>(() => host.Services.CreateSmtpServer(Endpoints.Options([Endpoints.Of()], attempts, retries)));
        Assert.StartsWith(problem, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("::ffff:0:0/96")]
    public async Task A_network_that_is_everybody_is_refused(string network)
    {
        await using var host = new Host(adapter => adapter.PlaintextNetworks = [IPNetwork.Parse(network)]);
        var exception = Assert.Throws<OptionsValidationException>(() => host.Services.CreateSmtpServer(Endpoints.Options([Endpoints.Of()])));
        Assert.Contains("PlaintextNetworks[0] ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("is everybody", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    public async Task A_port_that_is_none_is_refused(int port)
    {
        await using var host = new Host(adapter => adapter.RelayPorts = [port]);
        Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IUserAuthenticatorFactory>());
        Assert.Contains(host.Services.GetServices<IStartupValidator>(), static validator => validator is not null);
    }

    /// <summary>Both ways to a server: ours, and SmtpServer's own constructor.</summary>
    private static void AssertRefused(string problem, IServiceProvider services)
    {
        ISmtpServerOptions options = Endpoints.Options([Endpoints.Of()]);
        Assert.StartsWith(problem, Assert.Throws<InvalidOperationException>(() => services.CreateSmtpServer(options)).Message, StringComparison.Ordinal);
        Assert.StartsWith(problem, Assert.Throws<InvalidOperationException>(() => new global::SmtpServer.SmtpServer(options, services)).Message, StringComparison.Ordinal);
    }

    /// <summary>Both ways to an endpoint: at once, and when the server begins to listen.</summary>
    private static void AssertEndpointRefused(string problem, Host host, IEndpointDefinition endpoint)
    {
        ISmtpServerOptions options = Endpoints.Options([Endpoints.Of(), endpoint]);
        Assert.StartsWith(problem, Assert.Throws<InvalidOperationException>(() => host.Services.CreateSmtpServer(options)).Message, StringComparison.Ordinal);
        var listeners = host.Services.GetRequiredService<IEndpointListenerFactory>();
        Assert.StartsWith(problem, Assert.Throws<InvalidOperationException>(() => listeners.CreateListener(endpoint)).Message, StringComparison.Ordinal);
    }
}
