using MailHost.Hosting;
using MailHost.Imap;

return await new HostProgram
{
    Name = "ImapHost",
    Purpose = "an IMAP server that logs in through MailAuth and shows every account one message",
    StartTlsPort = 1143,
    TlsPort = 1993,
    StartAsync = async (settings, cancellationToken) =>
    {
        ImapServer server = await ImapServer.StartAsync(
            new ImapServerOptions
            {
                Authenticator = settings.Authenticator,
                ListenAddress = settings.ListenAddress,
                ImapPort = settings.StartTlsPort,
                ImapsPort = settings.TlsPort,
                Certificate = settings.Certificate,
                PlaintextNetworks = settings.PlaintextNetworks,
                LoggerFactory = settings.LoggerFactory,
            },
            cancellationToken);
        return new StartedServer(server, server.ImapPort, server.ImapsPort);
    },
}.RunAsync(args);
