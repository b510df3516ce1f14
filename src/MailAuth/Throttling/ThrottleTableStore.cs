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

    public ThrottleTable Table => table;

    public ThrottleTurn Take(in ThrottleRequest request)
    {
        uint now = table.TimeOf(request.Now);
        ThrottleLimits limits = request.Limits;
        bool hasName = request.Name is not null;
        bool hasNetwork = request.RemoteAddress is not null && !request.IsService;
        bool isKnown = hasName && request.RemoteAddress is { } from && table.IsKnown(KnownKey(request.Name!, from), now, limits.KnownFor);
        double pair = 0, name = 0, network = 0;
        TakeOutcome first = hasName ? TakeFrom(ThrottleLimit.NameAndNetwork, limits.NameAndNetwork, request, now, mayExceed: false, out pair) : TakeOutcome.Taken;
        ThrottleLimit limit = ThrottleLimit.None;
        if (first == TakeOutcome.NoneLeft)
        {
            limit = ThrottleLimit.NameAndNetwork;
        }
        else if (first == TakeOutcome.Taken && !isKnown)
        {
            if (hasName && TakeFrom(ThrottleLimit.Name, limits.Name, request, now, mayExceed: false, out name) == TakeOutcome.NoneLeft)
            {
                limit = ThrottleLimit.Name;
                GiveBack(ThrottleLimit.NameAndNetwork, limits.NameAndNetwork, request);
            }
            else if (hasNetwork && TakeFrom(ThrottleLimit.Network, limits.Network, request, now, mayExceed: false, out network) == TakeOutcome.NoneLeft)
            {
                limit = ThrottleLimit.Network;
                if (hasName)
                {
                    GiveBack(ThrottleLimit.NameAndNetwork, limits.NameAndNetwork, request);
                    GiveBack(ThrottleLimit.Name, limits.Name, request);
                }
            }
        }

        return new ThrottleTurn
        {
            Limit = limit,
            IsKnown = isKnown,
            IsRepeated = first == TakeOutcome.Repeated,
            Delay = limit == ThrottleLimit.None ? DelayOf(Math.Max(pair, Math.Max(name, network)), limits.LongestDelay) : limits.LongestDelay,
        };
    }

    public void Settle(in ThrottleRequest request, ThrottleTurn turn, ThrottleSettlement settlement)
    {
        switch (settlement.Outcome)
        {
            case ThrottleOutcome.WrongPassword:
                CountGuess(request, turn);
                break;
            case ThrottleOutcome.Accepted when request.Name is not null:
                table.Forget(Key(ThrottleLimit.NameAndNetwork, request));
                GiveBackOthers(request, turn);
                MarkKnown(request, settlement.Address);
                break;
            default:
                if (request.Name is not null && !turn.IsRepeated)
                {
                    GiveBack(ThrottleLimit.NameAndNetwork, request.Limits.NameAndNetwork, request);
                }

                GiveBackOthers(request, turn);
                break;
        }
    }

    /// <summary>What was taken stays taken. What was not counts now: of a known name, what does not stand in its way; and of a repeated one everything, where the guess that it repeated was none after all.</summary>
    private void CountGuess(in ThrottleRequest request, ThrottleTurn turn)
    {
        uint now = table.TimeOf(request.Now);
        ThrottleLimits limits = request.Limits;
        if (turn.IsRepeated && TakeFrom(ThrottleLimit.NameAndNetwork, limits.NameAndNetwork, request, now, mayExceed: true, out _) == TakeOutcome.Repeated)
        {
            return;
        }

        if (turn.IsRepeated || turn.IsKnown)
        {
            if (request.Name is not null)
            {
                TakeFrom(ThrottleLimit.Name, limits.Name, request, now, mayExceed: true, out _);
            }

            if (request.RemoteAddress is not null && !request.IsService)
            {
                TakeFrom(ThrottleLimit.Network, limits.Network, request, now, mayExceed: true, out _);
            }
        }
    }

    private void GiveBackOthers(in ThrottleRequest request, ThrottleTurn turn)
    {
        if (turn.IsRepeated || turn.IsKnown)
        {
            return;
        }

        if (request.Name is not null)
        {
            GiveBack(ThrottleLimit.Name, request.Limits.Name, request);
        }

        if (request.RemoteAddress is not null && !request.IsService)
        {
            GiveBack(ThrottleLimit.Network, request.Limits.Network, request);
        }
    }

    private void MarkKnown(in ThrottleRequest request, string? address)
    {
        if (request.RemoteAddress is not { } remote)
        {
            return;
        }

        uint now = table.TimeOf(request.Now);
        table.MarkKnown(KnownKey(request.Name!, remote), now);
        if (address is not null && address != request.Name)
        {
            table.MarkKnown(KnownKey(address, remote), now);
        }
    }

    private TakeOutcome TakeFrom(ThrottleLimit kind, GuessLimit limit, in ThrottleRequest request, uint now, bool mayExceed, out double used) =>
        table.Take(Key(kind, request), limit, now, kind == ThrottleLimit.NameAndNetwork ? request.Mark : (byte)0, mayExceed, Describe(kind, request), out used);

    private void GiveBack(ThrottleLimit kind, GuessLimit limit, in ThrottleRequest request) =>
        table.GiveBack(Key(kind, request), limit, kind == ThrottleLimit.NameAndNetwork ? request.Mark : (byte)0);

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

    /// <summary>Whoever logs in with the bare username is known with the full one too.</summary>
    private ulong KnownKey(string name, IPAddress remote) => Hash(32, name, remote);

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
