using System.Net;
using System.Runtime.InteropServices;

namespace MailAuth.Throttling;

/// <summary>The rules of <see cref="IThrottleStore"/> over a table.</summary>
internal sealed class ThrottleTableStore
{
    private const int LongestName = 300;

    private readonly ThrottleTable table;
    private readonly SipHash hash;

    public ThrottleTableStore(ThrottleMemory memory)
    {
        table = new ThrottleTable(memory);
        Secret = memory.Secret.ToArray();
        hash = new SipHash(Secret.Span);
    }

    public ReadOnlyMemory<byte> Secret { get; }

    public ThrottleTurn Take(in ThrottleRequest request)
    {
        uint now = table.TimeOf(request.Now);
        ThrottleLimits limits = request.Limits;
        bool isKnown = IsKnown(request, now);
        double pair = 0, name = 0, network = 0;
        ThrottleLimit reached = ThrottleLimit.None;
        TakeOutcome first = HasPair(request) ? TakeFrom(ThrottleLimit.NameAndNetwork, request, now, mayExceed: false, out pair) : TakeOutcome.Taken;
        TakeOutcome second = TakeOutcome.Repeated;
        if (first == TakeOutcome.NoneLeft)
        {
            reached = ThrottleLimit.NameAndNetwork;
        }
        else if (first == TakeOutcome.Repeated && !isKnown)
        {
            // Nothing is taken, but where others are turned away, so is what only passes for a repetition.
            reached = !table.HasLeft(Place(ThrottleLimit.Name, request), Key(ThrottleLimit.Name, request), limits.Name, now) ? ThrottleLimit.Name
                : HasNetwork(request) && !table.HasLeft(Place(ThrottleLimit.Network, request), Key(ThrottleLimit.Network, request), limits.Network, now) ? ThrottleLimit.Network
                : ThrottleLimit.None;
        }
        else if (first == TakeOutcome.Taken && !isKnown)
        {
            second = request.Name is null ? TakeOutcome.Taken : TakeFrom(ThrottleLimit.Name, request, now, mayExceed: false, out name);
            if (second == TakeOutcome.NoneLeft)
            {
                reached = ThrottleLimit.Name;
                GiveBack(ThrottleLimit.NameAndNetwork, request, now);
            }
            else if (second == TakeOutcome.Taken && HasNetwork(request) && TakeFrom(ThrottleLimit.Network, request, now, mayExceed: false, out network) == TakeOutcome.NoneLeft)
            {
                reached = ThrottleLimit.Network;
                GiveBack(ThrottleLimit.NameAndNetwork, request, now);
                GiveBack(ThrottleLimit.Name, request, now);
            }
        }

        return new ThrottleTurn
        {
            Limit = reached,
            IsKnown = isKnown,
            IsRepeated = first == TakeOutcome.Repeated || (!isKnown && second == TakeOutcome.Repeated && reached == ThrottleLimit.None),
            Delay = reached == ThrottleLimit.None ? DelayOf(Math.Max(pair, Math.Max(name, network)), limits.LongestDelay) : limits.LongestDelay,
        };
    }

    public void Settle(in ThrottleRequest request, ThrottleTurn turn, ThrottleSettlement settlement)
    {
        uint now = table.TimeOf(request.Now);
        if (settlement.Outcome == ThrottleOutcome.WrongPassword)
        {
            CountGuess(request, turn, now);
            return;
        }

        // Also of a login that was accepted its own turn alone: whoever guesses beside the owner, from the same network, wins nothing by the owner's logins.
        if (!turn.IsRepeated)
        {
            GiveBack(ThrottleLimit.NameAndNetwork, request, now);
            if (!turn.IsKnown)
            {
                GiveBack(ThrottleLimit.Name, request, now);
                GiveBack(ThrottleLimit.Network, request, now);
            }
        }

        if (settlement.Outcome == ThrottleOutcome.Accepted)
        {
            MarkKnown(request, settlement.Address, now);
        }
    }

    private static bool HasPair(in ThrottleRequest request) => request is { Name: not null, RemoteAddress: not null };

    private static bool HasNetwork(in ThrottleRequest request) => request is { RemoteAddress: not null, IsService: false };

    /// <summary>Where the last wrong passwords are remembered: with the name and the network, without a network with the name.</summary>
    private static byte MarkFor(ThrottleLimit kind, in ThrottleRequest request) =>
        kind == (request.RemoteAddress is null ? ThrottleLimit.Name : ThrottleLimit.NameAndNetwork) ? request.Mark : (byte)0;

    /// <summary>What was taken stays taken. What was not counts now: of a known name, what does not stand in its way; and of a repeated one everything, where the guess that it repeated was none after all.</summary>
    private void CountGuess(in ThrottleRequest request, ThrottleTurn turn, uint now)
    {
        ThrottleLimit remembering = request.RemoteAddress is null ? ThrottleLimit.Name : ThrottleLimit.NameAndNetwork;
        if (turn.IsRepeated && (request.Name is null || TakeFrom(remembering, request, now, mayExceed: true, out _) == TakeOutcome.Repeated))
        {
            return;
        }

        if (turn.IsRepeated || turn.IsKnown)
        {
            if (request.Name is not null && remembering != ThrottleLimit.Name)
            {
                TakeFrom(ThrottleLimit.Name, request, now, mayExceed: true, out _);
            }

            if (HasNetwork(request))
            {
                TakeFrom(ThrottleLimit.Network, request, now, mayExceed: true, out _);
            }
        }
    }

    private bool IsKnown(in ThrottleRequest request, uint now) =>
        request is { Name: { } name, RemoteAddress: { } remote } && table.IsKnown(KnownName(name), KnownKey(name, request.IsBare, remote), now, request.Limits.KnownFor);

    /// <summary>The name that was typed, in the form that it was typed in, and the account's full address: with which both can log in, and nobody else.</summary>
    private void MarkKnown(in ThrottleRequest request, string? address, uint now)
    {
        if (request is not { Name: { } name, RemoteAddress: { } remote })
        {
            return;
        }

        table.MarkKnown(KnownName(name), KnownKey(name, request.IsBare, remote), now);
        if (address is not null && (request.IsBare || address != name))
        {
            table.MarkKnown(KnownName(address), KnownKey(address, isBare: false, remote), now);
        }
    }

    private TakeOutcome TakeFrom(ThrottleLimit kind, in ThrottleRequest request, uint now, bool mayExceed, out double used)
    {
        // In a full bucket a name's records would else push out each other at every guess, and none of them would ever count.
        ulong keep = kind == ThrottleLimit.Network || !HasPair(request) ? 0 : Key(kind == ThrottleLimit.Name ? ThrottleLimit.NameAndNetwork : ThrottleLimit.Name, request);
        return table.Take(Place(kind, request), Key(kind, request), request.Limits.Of(kind), now, MarkFor(kind, request), mayExceed, keep, Describe(kind, request), out used);
    }

    /// <summary>Nothing where the login does not fall under the limit.</summary>
    private void GiveBack(ThrottleLimit kind, in ThrottleRequest request, uint now)
    {
        if (kind switch { ThrottleLimit.Network => HasNetwork(request), ThrottleLimit.Name => request.Name is not null, _ => HasPair(request) })
        {
            table.GiveBack(Place(kind, request), Key(kind, request), request.Limits.Of(kind), now, MarkFor(kind, request));
        }
    }

    /// <summary>Nothing up to a half of the limit, then a quarter, a half, and all of the longest delay: steps, so that the delay tells little of the count.</summary>
    private static TimeSpan DelayOf(double used, TimeSpan longest) => used switch
    {
        <= 0.5 => TimeSpan.Zero,
        <= 0.7 => longest / 4,
        <= 0.85 => longest / 2,
        _ => longest,
    };

    private static RecordDescription Describe(ThrottleLimit kind, in ThrottleRequest request) => kind switch
    {
        ThrottleLimit.Network => new(kind, null, false, request.RemoteAddress),
        ThrottleLimit.Name => new(kind, request.Name, request.IsBare, null),
        _ => new(kind, request.Name, request.IsBare, request.RemoteAddress),
    };

    private ulong Key(ThrottleLimit kind, in ThrottleRequest request) => kind switch
    {
        ThrottleLimit.Network => Hash((byte)kind, null, request.RemoteAddress),
        ThrottleLimit.Name => Hash((byte)((int)kind + (request.IsBare ? 16 : 0)), request.Name, null),
        _ => Hash((byte)((int)kind + (request.IsBare ? 16 : 0)), request.Name, request.RemoteAddress),
    };

    private ulong Place(ThrottleLimit kind, in ThrottleRequest request) => kind == ThrottleLimit.Network ? Key(kind, request) : KnownName(request.Name!);

    private ulong KnownName(string name) => Hash(64, name, null);

    private ulong KnownKey(string name, bool isBare, IPAddress remote) => Hash((byte)(isBare ? 33 : 32), name, remote);

    /// <summary>A keyed hash of what a record is about; never 0. Lengths are in it, so that nothing of one part passes for the other.</summary>
    private ulong Hash(byte kind, string? name, IPAddress? remote)
    {
        Span<byte> bytes = stackalloc byte[4 + 16 + (2 * LongestName)];
        int networkLength = 0;
        if (remote is not null && remote.TryWriteBytes(bytes[4..], out int length))
        {
            networkLength = length == 4 ? length : ClientNetwork.Ipv6Octets;
        }

        ReadOnlySpan<byte> text = MemoryMarshal.AsBytes(name.AsSpan());
        if (text.Length > 2 * LongestName)
        {
            text = text[..(2 * LongestName)];
        }

        bytes[0] = kind;
        bytes[1] = (byte)networkLength;
        bytes[2] = (byte)text.Length;
        bytes[3] = (byte)(text.Length >> 8);
        text.CopyTo(bytes[(4 + networkLength)..]);
        ulong key = hash.Hash(bytes[..(4 + networkLength + text.Length)]);
        return key == 0 ? 1 : key;
    }
}
