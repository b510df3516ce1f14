using System.Net;
using System.Net.Sockets;

namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>Ports for servers that must be told their port before they start.</summary>
internal static class FreePort
{
    // Below the ports that Linux gives to clients (net.ipv4.ip_local_port_range begins at 32768): nobody takes one between the look and the start.
    private const int First = 20_000;
    private const int Last = 32_000;

    private static int last = First + (Environment.ProcessId % (Last - First));

    /// <summary>A port that nobody listens on, on any address of loopback; never the same twice.</summary>
    public static int Next()
    {
        for (int tries = First; tries < Last; tries++)
        {
            int port = First + (Interlocked.Increment(ref last) % (Last - First));
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Any, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }

        throw new InvalidOperationException($"No port from {First} to {Last} is free.");
    }
}
