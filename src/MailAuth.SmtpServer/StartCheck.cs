using System.Globalization;
using global::SmtpServer;
using global::SmtpServer.Authentication;
using global::SmtpServer.Storage;

namespace MailAuth.SmtpServer;

/// <summary>What SmtpServer would start with, and should not: it takes every password where it finds no authenticator, and every sender where it finds no filter.</summary>
internal static class StartCheck
{
    /// <summary>No client is sent away before its third failure (RFC 4954 section 4).</summary>
    public const int LeastAttempts = 3;

    /// <summary>Checks what is registered: an engine that can be made, with its store, and nothing that stands before it.</summary>
    /// <exception cref="InvalidOperationException">Something is missing; the message says what to do.</exception>
    public static void Services(IServiceProvider services)
    {
        // SmtpServer's own provider knows these two, and no others.
        Ours<IUserAuthenticatorFactory, MailAuthUserAuthenticatorFactory>(services, "takes every password for the right one");
        Ours<IMailboxFilterFactory, MailAuthMailboxFilterFactory>(services, "takes every sender and every recipient");
        if (services.GetService(typeof(IMessageStoreFactory)) is null && services.GetService(typeof(IMessageStore)) is null)
        {
            throw new InvalidOperationException(
                "No IMessageStore and no IMessageStoreFactory is registered: SmtpServer would answer 250 to every message and throw it away. Register one of them.");
        }
    }

    /// <summary>Checks the whole of a server's options.</summary>
    /// <exception cref="InvalidOperationException">A limit or an endpoint is wrong; the message says which setting.</exception>
    public static void Server(ISmtpServerOptions options, AdapterRules rules)
    {
        Least(options.MaxAuthenticationAttempts, nameof(options.MaxAuthenticationAttempts));
        Least(options.MaxRetryCount, nameof(options.MaxRetryCount));
        foreach (IEndpointDefinition endpoint in options.Endpoints)
        {
            if (ProblemOf(endpoint, rules) is { } problem)
            {
                throw new InvalidOperationException(problem);
            }
        }
    }

    /// <summary>What is wrong with an endpoint; null for nothing.</summary>
    public static string? ProblemOf(IEndpointDefinition endpoint, AdapterRules rules)
    {
        if (endpoint.IsSecure && endpoint.CertificateFactory is null)
        {
            return $"The endpoint {endpoint.Endpoint} is IsSecure and has no Certificate: SmtpServer would speak to its clients without TLS. Give it a certificate.";
        }

        // Where TLS begins with the connection, nobody logs in without it, whatever the endpoint says.
        return endpoint.AllowUnsecureAuthentication && !endpoint.IsSecure && !rules.HasPlaintextNetworks
            ? $"The endpoint {endpoint.Endpoint} has AllowUnsecureAuthentication: AUTH would be offered without TLS, and {nameof(MailAuthSmtpServerOptions)}."
                + $"{nameof(MailAuthSmtpServerOptions.PlaintextNetworks)} names nobody who may use it. Take the one away, or name the networks in the other."
            : null;
    }

    private static void Ours<TService, TOurs>(IServiceProvider services, string consequence)
    {
        object? found = services.GetService(typeof(TService));
        if (found is not TOurs)
        {
            throw new InvalidOperationException(
                $"The {typeof(TService).Name} of this service provider is {found?.GetType().FullName ?? "missing"}, not MailAuth's: a server that finds none {consequence}. "
                + "Call services.AddMailAuth(...).AddSmtpServer(), register no other one after it, and give SmtpServer the provider that was built of these services.");
        }
    }

    private static void Least(int value, string setting)
    {
        if (value < LeastAttempts)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"{setting} is {value}: no client may be sent away before its third failure (RFC 4954 section 4). Set 3 or more."));
        }
    }
}
