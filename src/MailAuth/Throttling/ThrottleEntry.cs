using System.Net;

namespace MailAuth.Throttling;

/// <summary>A name, a network, or both, that has guesses to answer for.</summary>
public sealed class ThrottleEntry
{
    internal ThrottleEntry(RecordDescription description, int guesses, DateTimeOffset? heldUntil, DateTimeOffset freeAt, int record, ulong key)
    {
        Limit = description.Limit;
        Name = description.Name;
        IsBare = description.IsBare;
        Network = description.RemoteAddress is { } remote ? ClientNetwork.Of(remote) : null;
        Guesses = guesses;
        HeldUntil = heldUntil;
        FreeAt = freeAt;
        Record = record;
        Key = key;
    }

    /// <summary>The limit that counts its guesses.</summary>
    public ThrottleLimit Limit { get; }

    /// <summary>The name, cut at 76 octets; <see langword="null"/> where the limit is a network's, or the name was none.</summary>
    public string? Name { get; }

    /// <summary>Whether the bare username was sent.</summary>
    public bool IsBare { get; }

    /// <summary>The network; <see langword="null"/> where the limit is a name's.</summary>
    public IPNetwork? Network { get; }

    /// <summary>How many guesses count at the time that was asked for: 1 to the limit's <see cref="GuessLimit.Guesses"/>, or more where the limit was another when they were made.</summary>
    public int Guesses { get; }

    /// <summary>Whether no more may be made now.</summary>
    public bool IsReached => HeldUntil is not null;

    /// <summary>When one more may be made; <see langword="null"/> where one may be made now.</summary>
    public DateTimeOffset? HeldUntil { get; }

    /// <summary>When none of them counts any more.</summary>
    public DateTimeOffset FreeAt { get; }

    /// <summary>The number of its record.</summary>
    internal int Record { get; }

    internal ulong Key { get; }

    /// <summary>Whether the entry is a name's, in whichever spelling it was sent.</summary>
    /// <param name="name">The normalized name. What is longer than an entry keeps is compared as far as that.</param>
    /// <returns>False for a network's entry.</returns>
    public bool IsOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Name is not null && Name == RecordDescription.Cut(name);
    }

    /// <summary>Whether the entry's network is in a network, or has it in itself.</summary>
    /// <param name="network">The network.</param>
    /// <returns>False for a name's entry.</returns>
    public bool IsOf(IPNetwork network) => Network is { } own && (own.Contains(network.BaseAddress) || network.Contains(own.BaseAddress));
}
