using global::SmtpServer;
using global::SmtpServer.Net;
using Microsoft.Extensions.Logging;

namespace MailAuth.SmtpServer;

/// <summary>
/// Listens as SmtpServer does, but not on an endpoint where it would fail open. Also a server that was made without <c>CreateSmtpServer</c> comes by here.
/// </summary>
internal sealed class MailAuthEndpointListenerFactory(AdapterRules rules, ILogger logger) : EndpointListenerFactory
{
    public override IEndpointListener CreateListener(IEndpointDefinition endpointDefinition)
    {
        if (StartCheck.ProblemOf(endpointDefinition, rules) is { } problem)
        {
            // SmtpServer hears of the exception when every other endpoint has ended, which may be never.
            Log.EndpointRefused(logger, problem);
            throw new InvalidOperationException(problem);
        }

        return base.CreateListener(endpointDefinition);
    }
}
