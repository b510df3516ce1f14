using MailKit.Net.Pop3;
using MailKit.Security;
using Samples.Tests.Connections;
using Samples.Tests.Hosting;

namespace Samples.Tests.Pop3Host;

/// <summary>samples/Pop3Host as its user meets it: a process with a command line. What it has in common with the other host programs is tested there.</summary>
public sealed class Pop3HostTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mailauth-pop3host-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task The_demonstration_logs_in_says_so_in_one_line_and_stops_at_an_interrupt()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using RunningHost host = await RunningHost.StartAsync("Pop3Host", directory);
        using (var client = new Pop3Client { CheckCertificateRevocation = false, ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=MailAuth development" })
        {
            await client.ConnectAsync("localhost", host.TlsPort, SecureSocketOptions.SslOnConnect, cancellationToken);
            await client.AuthenticateAsync("kalle@domain.se", "secret", cancellationToken);
            Assert.Equal("You are logged in", (await client.GetMessageAsync(0, cancellationToken)).Subject);
            await client.DisconnectAsync(quit: true, cancellationToken);
        }

        Assert.Equal(0, await host.InterruptAsync());
        string login = Assert.Single(host.Output.Split('\n'), line => line.Contains("Pop3 login ", StringComparison.Ordinal));
        Assert.Contains("Pop3 login Accepted (Accepted): form FullAddress, source Domain, name kalle@domain.se,", login, StringComparison.Ordinal);
        Assert.Contains(" with STLS, port ", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_its_ports()
    {
        (int exitCode, string output, string error) = await ExternalProgram.RunAsync(directory, "dotnet", RunningHost.Arguments("Pop3Host", "--help"));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.StartsWith("Pop3Host: ", output, StringComparison.Ordinal);
        Assert.Contains("the port with STLS (default 1110;", output, StringComparison.Ordinal);
        Assert.Contains("the port with TLS on connect (default 1995;", output, StringComparison.Ordinal);
    }
}
