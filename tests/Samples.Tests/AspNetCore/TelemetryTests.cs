using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Samples.Tests.AspNetCore;

/// <summary>What samples/AspNetCore sends by OTLP, to a collector of the test.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task What_the_engine_traces_and_counts_reaches_the_collector_without_usernames_and_passwords()
    {
        Channel<(string Path, string Body)> sent = Channel.CreateUnbounded<(string, string)>();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        await using WebApplication collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            sent.Writer.TryWrite((request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);

        await using WebmailHost host = await WebmailHost.StartAsync(
            arguments: ["--OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single(), "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"]);
        using Browser browser = host.Open();
        Assert.Equal(303, (await browser.LogInAsync("kalle@domain.se", WebmailHost.Password)).Status);

        Assert.True(host.Application.Services.GetRequiredService<TracerProvider>().ForceFlush(30_000));
        Assert.True(host.Application.Services.GetRequiredService<MeterProvider>().ForceFlush(30_000));
        var bodies = new Dictionary<string, string> { ["/v1/traces"] = "", ["/v1/metrics"] = "" };
        while (sent.Reader.TryRead(out (string Path, string Body) one))
        {
            bodies[one.Path] += one.Body;
        }

        Assert.Contains("MailAuth.Login", bodies["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("mailauth.login.attempts", bodies["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("/login", bodies["/v1/traces"], StringComparison.Ordinal);
        Assert.All(bodies.Values, body => Assert.Contains("MailAuth", body, StringComparison.Ordinal));
        Assert.All(bodies.Values, body => Assert.Contains("webmail", body, StringComparison.Ordinal));
        Assert.All(bodies.Values, body => Assert.DoesNotContain("sommar", body, StringComparison.Ordinal));
        Assert.All(bodies.Values, body => Assert.DoesNotContain("kalle", body, StringComparison.Ordinal));
    }
}
