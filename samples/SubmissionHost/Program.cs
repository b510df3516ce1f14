using MailAuth.Submission;
using MailHost.Hosting;
using MailHost.Submission;

string? mailDirectory = null;
SubmissionService service = default;

return await new HostProgram
{
    Name = "SubmissionHost",
    Purpose = "an ESMTP server that asks MailAuth who may log in and who may send, and keeps accepted mail as .eml files",
    StartTlsPort = 1587,
    TlsPort = 1465,
    Options =
    [
        new("--mail-directory", "DIR", "where accepted mail goes (default: mail, in the directory of the certificate)", value =>
        {
            mailDirectory = value;
            return Directory.Exists(value) ? null : "not a directory";
        }),
        new("--service", "SERVICE", "submission (default), or relay: mail for hosted domains comes in too, as on port 25", value =>
            Enum.TryParse(value, ignoreCase: true, out service) && Enum.IsDefined(service) && !char.IsDigit(value[0]) ? null : "not submission or relay"),
    ],
    StartAsync = async (settings, cancellationToken) =>
    {
        mailDirectory ??= Directory.CreateDirectory(Path.Combine(settings.DataDirectory, "mail")).FullName;
        Console.WriteLine($"Accepted mail goes to {mailDirectory}.");
        SubmissionServer server = await SubmissionServer.StartAsync(
            new SubmissionServerOptions
            {
                Authenticator = settings.Authenticator,
                ListenAddress = settings.ListenAddress,
                SubmissionPort = settings.StartTlsPort,
                SubmissionsPort = settings.TlsPort,
                Certificate = settings.Certificate,
                PlaintextNetworks = settings.PlaintextNetworks,
                LoggerFactory = settings.LoggerFactory,
                Service = service,
                MailDirectory = mailDirectory,
            },
            cancellationToken);
        return new StartedServer(server, server.SubmissionPort, server.SubmissionsPort);
    },
}.RunAsync(args);
