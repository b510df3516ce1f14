using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MailAuth.Load.Dovecot;

/// <summary>A Dovecot 2.3 of its own, on loopback, in a folder, with a passdb of its user's choice. Needs root, as Dovecot does.</summary>
internal sealed class DovecotServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string folder;
    private readonly Process process;

    private DovecotServer(string folder, int port, Process process)
    {
        this.folder = folder;
        this.process = process;
        Port = port;

        // Where somebody ends this program, its Dovecot must not stay.
        AppDomain.CurrentDomain.ProcessExit += StopAtExit;
    }

    /// <summary>Where IMAP listens.</summary>
    public int Port { get; }

    public string AuthSocket => Path.Combine(folder, "run", "auth-client");

    private string Configuration => Path.Combine(folder, "dovecot.conf");

    /// <summary>Why Dovecot can't be run here; null where it can.</summary>
    public static string? Obstacle() =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "it needs root"
        : !File.Exists("/usr/sbin/dovecot") || !File.Exists("/usr/lib/dovecot/imap") ? "it needs Dovecot 2.3 (dovecot-imapd)"
        : null;

    /// <param name="folder">Where everything of it is; it does not exist yet.</param>
    /// <param name="passdb">The lines of its <c>passdb</c> block.</param>
    public static async Task<DovecotServer> StartAsync(string folder, string passdb)
    {
        int port = FreePort();
        Directory.CreateDirectory(Path.Combine(folder, "run"));
        string configuration = Path.Combine(folder, "dovecot.conf");
        await File.WriteAllTextAsync(configuration, Text(folder, port, passdb));
        Process process = Process.Start(new ProcessStartInfo("/usr/sbin/dovecot", ["-F", "-c", configuration]))!;
        var server = new DovecotServer(folder, port, process);
        long began = TimeProvider.System.GetTimestamp();
        while (!File.Exists(server.AuthSocket) || !File.Exists(Path.Combine(folder, "run", "master.pid")))
        {
            if (process.HasExited || TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                await server.DisposeAsync();
                throw new InvalidOperationException($"Dovecot did not start: {server.Log()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return server;
    }

    /// <summary>What it logged.</summary>
    public string Log() => File.Exists(Path.Combine(folder, "log")) ? File.ReadAllText(Path.Combine(folder, "log")) : "";

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= StopAtExit;
        if (!process.HasExited)
        {
            await SayStopAsync();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void StopAtExit(object? sender, EventArgs e) => SayStopAsync().GetAwaiter().GetResult();

    private async Task SayStopAsync()
    {
        try
        {
            await Commands.RunAsync("/usr/sbin/dovecot", ["-c", Configuration, "stop"]);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private static string Text(string folder, int port, string passdb) =>
        $$"""
        base_dir = {{folder}}/run
        state_dir = {{folder}}/run
        log_path = {{folder}}/log
        instance_name = mailauth-load
        protocols = imap
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        auth_mechanisms = plain
        mail_location = maildir:~/Maildir
        mail_uid = nobody
        mail_gid = nogroup
        first_valid_uid = 1
        passdb {
          {{passdb.ReplaceLineEndings("\n  ")}}
        }
        userdb {
          driver = prefetch
        }
        service auth {
          vsz_limit = 0
          unix_listener auth-client {
            mode = 0600
          }
        }
        service imap-login {
          inet_listener imap {
            address = 127.0.0.1
            port = {{port}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        service stats {
          inet_listener http {
            port = 0
          }
        }

        """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
