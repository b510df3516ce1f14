using MailHost.Hosting;
using MailHost.Pop3;

return await new HostProgram
{
    Name = "Pop3Host",
    Purpose = "a POP3 server that logs in through MailAuth and gives every account one message",
    StartTlsPort = 1110,
    TlsPort = 1995,
    StartTlsCommand = "STLS",
    StartAsync = async (settings, cancellationToken) =>
    {
        Pop3Server server = await Pop3Server.StartAsync(
            new Pop3ServerOptions
            {
                Authenticator = settings.Authenticator,
                ListenAddress = settings.ListenAddress,
                Pop3Port = settings.StartTlsPort,
                Pop3sPort = settings.TlsPort,
                Certificate = settings.Certificate,
                PlaintextNetworks = settings.PlaintextNetworks,
                LoggerFactory = settings.LoggerFactory,
            },
            cancellationToken);
        return new StartedServer(server, server.Pop3Port, server.Pop3sPort);
    },
}.RunAsync(args);
