using System.Net;
using MailAuth.Diagnostics;
using MailHost.Connections;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.HttpOverrides;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AspNetCore;

/// <summary>
/// A web page in front of the mailbox: a form and a JSON endpoint that log in through one engine.
/// A webmail that logs in to the mailbox over IMAP makes every one of its users come from its own address there: the IMAP server's <c>mailauth.json</c> then names that address in
/// <c>throttle.serviceNetworks</c>, so that one guesser does not lock the others out.
/// </summary>
public static class Webmail
{
    /// <summary>Makes the application.</summary>
    /// <param name="args">The command line, such as <c>--urls https://[::]:443</c>.</param>
    /// <param name="change">Changes it before it is built; <see langword="null"/> for no change.</param>
    /// <returns>The application, not started yet.</returns>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? change = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

        // The engine, with the policy and the accounts that the file names. It is read again when it changes.
        builder.Services.AddMailAuth(Path.Combine(builder.Environment.ContentRootPath, "mailauth.json"));
        builder.Services.AddSingleton<WebLogin>();

        AddSessions(builder.Services);
        AddTelemetry(builder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (builder.Environment.IsDevelopment())
            {
                // Elsewhere the certificate is configured: Kestrel:Certificates:Default.
                kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate ??= DevelopmentCertificate.Create(["webmail.domain.se", "webmail.kund.se"]));
            }
        });
        change?.Invoke(builder);

        WebApplication app = builder.Build();
        UseProxies(app);
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseMiddleware<PrivateAnswers>();
        app.UseAuthentication();
        app.UseAuthorization();
        LoginEndpoints.Map(app);
        return app;
    }

    /// <summary>Who has logged in is a cookie that scripts and other sites never see. It says who it is, not what the policy allows: that is asked at each login.</summary>
    private static void AddSessions(IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "__Host-webmail";
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.ExpireTimeSpan = TimeSpan.FromHours(1);
            options.LoginPath = LoginEndpoints.LoginPath;
        });
        services.AddAuthorization();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "__Host-antiforgery";
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.HeaderName = LoginBody.TokenHeader;
        });
    }

    /// <summary>
    /// What the engine counts and traces, sent by OTLP to where the standard variables say (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>); nowhere without them.
    /// The server's own traces are among them: a span of the engine is kept where the request that it belongs to is.
    /// </summary>
    private static void AddTelemetry(WebApplicationBuilder builder)
    {
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("webmail"))
            .WithMetrics(metrics => metrics.AddMeter(MailAuthDiagnostics.MeterName).AddAspNetCoreInstrumentation())
            .WithTracing(traces => traces.AddSource(MailAuthDiagnostics.ActivitySourceName).AddAspNetCoreInstrumentation());
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }

    /// <summary>What a proxy says of its client is believed from the listed ones alone: the throttle and the transition go by the client's address.</summary>
    private static void UseProxies(WebApplication app)
    {
        string[] proxies = app.Configuration.GetSection("Proxies").Get<string[]>() ?? [];
        if (proxies.Length > 0)
        {
            var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (string proxy in proxies)
            {
                options.KnownProxies.Add(IPAddress.Parse(proxy));
            }

            app.UseForwardedHeaders(options);
        }
    }
}
