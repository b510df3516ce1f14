using System.Security.Authentication;
using MailAuth;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MailHost.Connections;

/// <summary>Runs one session for each connection of a listener. Whatever happens in it ends that session alone.</summary>
internal sealed class MailConnectionHandler(
    MailServerOptions options,
    MailProtocol protocol,
    bool tlsOnConnect,
    Func<MailConnection, ILogger, Task> session,
    CancellationToken stopping) : ConnectionHandler
{
    private readonly ILogger logger = options.LoggerFactory.CreateLogger("MailHost." + protocol);

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var client = new MailConnection(connection, protocol, options, stopping);
        await using (client.ConfigureAwait(false))
        {
            try
            {
                if (tlsOnConnect)
                {
                    await client.StartTlsAsync().ConfigureAwait(false);
                }

                await session(client, logger).ConfigureAwait(false);
            }
            catch (AuthenticationException failure)
            {
                Log.HandshakeFailed(logger, client.Login.RemoteAddress, LogText.Escape(failure.Message));
            }
            catch (Exception gone) when (gone is IOException or TimeoutException or OperationCanceledException)
            {
                Log.ClientGone(logger, client.Login.RemoteAddress, LogText.Escape(gone.Message));
            }
#pragma warning disable CA1031 // The boundary between one client and all the others: nothing may pass it.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                Log.SessionFailed(logger, client.Login.RemoteAddress, fault);
            }
        }
    }
}
