using System.Net;
using System.Net.Sockets;

namespace MailAuth.Load.Connections;

/// <summary>One client that connects again and again, from an address of its own. What it does next, and how long it stays, its seed gives.</summary>
internal sealed class LoadClient(int number, int seed, LoadTarget target, Tally tally)
{
    /// <summary>A login that takes longer has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Random random = new(HashCode.Combine(seed, number));
    private readonly IPAddress address = new([127, 1, (byte)(number >> 8), (byte)number]);
    private readonly ClientKind kind = (number % 20) switch { < 12 => ClientKind.Good, < 15 => ClientKind.Old, 15 => ClientKind.Slow, < 18 => ClientKind.Guessing, _ => ClientKind.HalfOpen };

    /// <summary>Runs sessions until <paramref name="sessions"/> of them are over, or the load ends.</summary>
    public async Task RunAsync(int sessions, CancellationToken end)
    {
        for (int i = 0; i < sessions && !end.IsCancellationRequested; i++)
        {
            Dialog dialog = Dialog.All[random.Next(Dialog.All.Length)];
            bool tlsOnConnect = random.Next(2) == 0;
            int port = target.Ports[(2 * Array.IndexOf(Dialog.All, dialog)) + (tlsOnConnect ? 1 : 0)];
            bool isOpen = false;
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(end);
                patience.CancelAfter(Patience);
                await using LoadWire wire = await LoadWire.ConnectAsync(address, port, patience.Token);
                isOpen = true;
                tally.Opened();
                await (kind switch
                {
                    ClientKind.HalfOpen => HalfOpenAsync(wire, end),
                    ClientKind.Guessing => GuessAsync(wire, dialog, tlsOnConnect, patience.Token),
                    _ => LogInAsync(wire, dialog, tlsOnConnect, patience, end),
                });
                tally.Ended(kind, dialog.Name);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                tally.Fault($"{kind} {dialog.Name}{(tlsOnConnect ? "S" : "")}: {gone.GetType().Name}: {gone.Message}");
            }
            finally
            {
                if (isOpen)
                {
                    tally.Closed();
                }
            }
        }
    }

    private async Task LogInAsync(LoadWire wire, Dialog dialog, bool tlsOnConnect, CancellationTokenSource patience, CancellationToken end)
    {
        await ReachAsync(wire, dialog, tlsOnConnect, patience.Token);
        int account = random.Next(ConnectionsHost.Accounts);
        string full = ConnectionsHost.Address(account);
        wire.Pace = kind == ClientKind.Slow ? TimeSpan.FromMilliseconds(100) : TimeSpan.Zero;
        long asked = TimeProvider.System.GetTimestamp();
        string answer = await dialog.LogInAsync(wire, kind == ClientKind.Old ? full[..full.IndexOf('@', StringComparison.Ordinal)] : full, ConnectionsHost.Password, patience.Token);
        if (kind != ClientKind.Slow)
        {
            tally.Waited(TimeProvider.System.GetElapsedTime(asked));
        }

        wire.Pace = TimeSpan.Zero;
        if (!dialog.IsAccepted(answer))
        {
            tally.Fault($"{kind} {dialog.Name}: a good login was answered {answer}");
            return;
        }

        if (!await dialog.WorkAsync(wire, full, patience.Token))
        {
            tally.Fault($"{kind} {dialog.Name}: the server did not go along after the login");
        }

        patience.CancelAfter(Timeout.InfiniteTimeSpan);
        await Task.Delay(TimeSpan.FromSeconds(2 + (8 * random.NextDouble())), TimeProvider.System, end);
        patience.CancelAfter(Patience);
        await dialog.QuitAsync(wire, patience.Token);
    }

    private async Task GuessAsync(LoadWire wire, Dialog dialog, bool tlsOnConnect, CancellationToken cancellationToken)
    {
        await ReachAsync(wire, dialog, tlsOnConnect, cancellationToken);
        for (int i = 0; i < 3; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble()), TimeProvider.System, cancellationToken);
            string answer = await dialog.LogInAsync(wire, ConnectionsHost.Address(random.Next(2 * ConnectionsHost.Accounts)), "wrong1", cancellationToken);
            if (dialog.IsAccepted(answer))
            {
                tally.Fault($"{kind} {dialog.Name}: a wrong password was answered {answer}");
            }
        }

        // Three failures, and the server closes.
        while (await wire.ReadLineAsync(cancellationToken) is not null)
        {
        }
    }

    private async Task HalfOpenAsync(LoadWire wire, CancellationToken end)
    {
        switch (random.Next(4))
        {
            case 0:
                // Half a command, and gone without a word (RST).
                await wire.SendAsync("a LOG", end);
                await Task.Delay(TimeSpan.FromSeconds(8 * random.NextDouble()), TimeProvider.System, end);
                wire.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
                break;
            case 1:
                // The first bytes of a TLS record that never ends.
                await wire.Socket.SendAsync(new byte[] { 0x16, 0x03, 0x01, 0x02, 0x00, 0x01 }, end);
                await UntilClosedAsync(wire, end);
                break;
            case 2:
                await Task.Delay(TimeSpan.FromSeconds(8 * random.NextDouble()), TimeProvider.System, end);
                break;
            default:
                await UntilClosedAsync(wire, end);
                break;
        }
    }

    /// <summary>The server's time limit, and a good deal more, is the client's patience.</summary>
    private static async Task UntilClosedAsync(LoadWire wire, CancellationToken end)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(end);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        byte[] some = new byte[256];
        try
        {
            while (await wire.Socket.ReceiveAsync(some, patience.Token) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Closed, the hard way.
        }
    }

    private async Task ReachAsync(LoadWire wire, Dialog dialog, bool tlsOnConnect, CancellationToken cancellationToken)
    {
        if (tlsOnConnect)
        {
            await wire.StartTlsAsync("mail.domain.se", target.CertificateHash, cancellationToken);
            await dialog.GreetAsync(wire, cancellationToken);
        }
        else
        {
            await dialog.GreetAsync(wire, cancellationToken);
            await dialog.AskForTlsAsync(wire, cancellationToken);
            await wire.StartTlsAsync("mail.domain.se", target.CertificateHash, cancellationToken);
        }
    }
}
