using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace MailHost.Hosting;

/// <summary>What the program is told on its command line.</summary>
internal sealed class CommandLine
{
    private readonly HostProgram program;

    private CommandLine(HostProgram program)
    {
        this.program = program;
        StartTlsPort = program.StartTlsPort;
        TlsPort = program.TlsPort;
    }

    public string? Config { get; private set; }

    public string? PasswdFile { get; private set; }

    public string? Domain { get; private set; }

    public IPAddress Listen { get; private set; } = IPAddress.Loopback;

    public int StartTlsPort { get; private set; }

    public int TlsPort { get; private set; }

    public List<string> ServerNames { get; } = [];

    public string? Certificate { get; private set; }

    public List<IPNetwork> PlaintextNetworks { get; } = [];

    public bool Help { get; private set; }

    /// <summary>Reads the arguments; the problem names the one that is wrong.</summary>
    public static bool TryParse(HostProgram program, IReadOnlyList<string> arguments, out CommandLine commandLine, [NotNullWhen(false)] out string? problem)
    {
        commandLine = new CommandLine(program);
        for (int i = 0; i < arguments.Count; i++)
        {
            string option = arguments[i];
            if (option is "--help" or "-h")
            {
                commandLine.Help = true;
                continue;
            }

            if (!commandLine.IsOption(option))
            {
                problem = option.StartsWith('-') ? $"unknown option {option}" : $"unexpected argument {option}";
                return false;
            }

            if (++i == arguments.Count)
            {
                problem = $"{option} needs a value";
                return false;
            }

            if (!commandLine.TrySet(option, arguments[i], out string? expected))
            {
                problem = $"{option} {arguments[i]}: {expected}";
                return false;
            }
        }

        problem = commandLine is { Domain: not null, PasswdFile: null } or { Domain: not null, Config: not null } ? "--domain goes with --passwd-file alone" : null;
        return problem is null;
    }

    /// <summary>The text of <c>--help</c>.</summary>
    public static string Usage(HostProgram program) => $"""
        {program.Name}: {program.Purpose}.

        Usage: {program.Name} [options]

        Accounts (default: a demonstration, in memory):
          --config FILE            the policy, and where accounts are kept, of a mailauth.json
          --passwd-file FILE       the accounts of a Dovecot passwd-file; with --config, instead of its store
          --domain DOMAIN          the domain of accounts and usernames that have none; with --passwd-file alone

        Server:
          --listen ADDRESS         the address to listen on (default 127.0.0.1)
          --port PORT              the port with {program.StartTlsCommand} (default {program.StartTlsPort}; 0 for any free one)
          --tls-port PORT          the port with TLS on connect (default {program.TlsPort}; 0 for any free one)
          --server-name NAME       a name that the development certificate is made for; may be repeated
          --certificate FILE       the certificate and its key, as PEM; made where there is none
          --allow-plaintext NET    a network that may log in without TLS, such as 127.0.0.0/8; may be repeated
        {string.Concat(program.Options.Select(option => $"  {option.Name + " " + option.Value,-23}  {option.Description}\n"))}
          --help                   this text
        """;

    private bool IsOption(string option) => option is "--config" or "--passwd-file" or "--domain" or "--listen" or "--port" or "--tls-port"
        or "--server-name" or "--certificate" or "--allow-plaintext" || program.Options.Any(own => own.Name == option);

    private bool TrySet(string option, string value, [NotNullWhen(false)] out string? expected)
    {
        expected = null;
        switch (option)
        {
            case "--config":
                Config = value;
                break;
            case "--passwd-file":
                PasswdFile = value;
                break;
            case "--domain":
                Domain = value;
                break;
            case "--certificate":
                Certificate = value;
                break;
            case "--server-name":
                ServerNames.Add(value);
                break;
            case "--listen" when IPAddress.TryParse(value, out IPAddress? address):
                Listen = address;
                break;
            case "--port" when TryParsePort(value, out int port):
                StartTlsPort = port;
                break;
            case "--tls-port" when TryParsePort(value, out int port):
                TlsPort = port;
                break;
            case "--allow-plaintext" when IPNetwork.TryParse(value, out IPNetwork network):
                PlaintextNetworks.Add(network);
                break;
            default:
                expected = option switch
                {
                    "--listen" => "not an IP address",
                    "--allow-plaintext" => "not a network, such as 192.0.2.0/24",
                    "--port" or "--tls-port" => "not a port, 0 to 65535",
                    _ => program.Options.First(own => own.Name == option).Take(value),
                };
                break;
        }

        return expected is null;
    }

    private static bool TryParsePort(string value, out int port) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535;
}
