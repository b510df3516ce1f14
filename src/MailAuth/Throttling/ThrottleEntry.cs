using System.Net;

namespace MailAuth.Throttling;

/// <summary>A name, a network, or both, that has guesses to answer for.</summary>
public sealed class ThrottleEntry
{
    internal ThrottleEntry(RecordDescription description, int guesses, bool isReached, DateTimeOffset freeAt, ulong key)
    {
        Limit = description.Limit;
        Name = description.Name;
        IsBare = description.IsBare;
        Network = description.RemoteAddress is { } remote ? ClientNetwork.Of(remote) : null;
        Guesses = guesses;
        IsReached = isReached;
        FreeAt = freeAt;
        Key = key;
    }

    /// <summary>The limit that counts them.</summary>
    public ThrottleLimit Limit { get; }

    /// <summary>The name, cut at 76 octets; <see langword="null"/> where the limit is a network's, or the name was none.</summary>
    public string? Name { get; }

    /// <summary>Whether the bare username was sent.</summary>
    public bool IsBare { get; }

    /// <summary>The network; <see langword="null"/> where the limit is a name's.</summary>
    public IPNetwork? Network { get; }

    /// <summary>How many guesses count now.</summary>
    public int Guesses { get; }

    /// <summary>Whether no more may be made now.</summary>
    public bool IsReached { get; }

    /// <summary>When none of them counts any more.</summary>
    public DateTimeOffset FreeAt { get; }

    internal ulong Key { get; }
}
