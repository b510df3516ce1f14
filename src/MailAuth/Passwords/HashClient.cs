using System.Net;

namespace MailAuth.Passwords;

/// <summary>For whom a hash is computed: what decides whose turn it is in the queue. A function of text and connection, never of the account.</summary>
/// <param name="Network">The network (<see cref="ClientNetwork.LineOf"/>).</param>
/// <param name="IsKnown">Whether the name is known in it.</param>
internal readonly record struct HashClient(ulong Network, bool IsKnown)
{
    public static HashClient Of(IPAddress? remote, bool isKnown) => new(ClientNetwork.LineOf(remote), isKnown);
}
