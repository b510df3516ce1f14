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
        bool hasNetwork = request.RemoteAddress is not null && !request.IsService;
        bool isKnown = request is { Name: { } known, RemoteAddress: { } from } && table.IsKnown(KnownKey(known, from), now, limits.KnownFor);
        double pair = 0, name = 0, network = 0;
        ThrottleLimit limit = ThrottleLimit.None;
        if (request.Name is not null
            && !table.TryTake(Key(ThrottleLimit.NameAndNetwork, request), limits.NameAndNetwork, now, mayExceed: false, Describe(ThrottleLimit.NameAndNetwork, request), out pair))
        {
            limit = ThrottleLimit.NameAndNetwork;
        }
        else if (!isKnown && request.Name is not null
            && !table.TryTake(Key(ThrottleLimit.Name, request), limits.Name, now, mayExceed: false, Describe(ThrottleLimit.Name, request), out name))
        {
            limit = ThrottleLimit.Name;
            table.GiveBack(Key(ThrottleLimit.NameAndNetwork, request), limits.NameAndNetwork);
        }
        else if (!isKnown && hasNetwork
            && !table.TryTake(Key(ThrottleLimit.Network, request), limits.Network, now, mayExceed: false, Describe(ThrottleLimit.Network, request), out network))
        {
            limit = ThrottleLimit.Network;
            if (request.Name is not null)
            {
                table.GiveBack(Key(ThrottleLimit.NameAndNetwork, request), limits.NameAndNetwork);
                table.GiveBack(Key(ThrottleLimit.Name, request), limits.Name);
            }
        }

        return new ThrottleTurn
        {
            Limit = limit,
            IsKnown = isKnown,
            Delay = limit == ThrottleLimit.None ? DelayOf(Math.Max(pair, Math.Max(name, network)), limits.LongestDelay) : limits.LongestDelay,
        };
    }

    public void Settle(in ThrottleRequest request, ThrottleTurn turn, ThrottleSettlement settlement)
    {
        ThrottleLimits limits = request.Limits;
        bool isGuess = settlement.Outcome == ThrottleOutcome.WrongPassword
            && (request.Name is null || !table.IsRepeated(Key(ThrottleLimit.NameAndNetwork, request), settlement.Mark));
        uint now = table.TimeOf(request.Now);
        if (request.Name is not null && settlement.Outcome == ThrottleOutcome.Accepted)
        {
            table.Forget(Key(ThrottleLimit.NameAndNetwork, request));
            if (request.RemoteAddress is { } remote)
            {
                table.MarkKnown(KnownKey(request.Name, remote), now);
                if (settlement.Address is { } address && address != request.Name)
                {
                    table.MarkKnown(KnownKey(address, remote), now);
                }
            }
        }
        else if (request.Name is not null && !isGuess)
        {
            table.GiveBack(Key(ThrottleLimit.NameAndNetwork, request), limits.NameAndNetwork);
        }

        // What was not taken before, because the name is known here, counts now; what was, and was no guess, is given back.
        if (request.Name is not null)
        {
            SettleOne(ThrottleLimit.Name, limits.Name, request, turn.IsKnown, isGuess, now);
        }

        if (request.RemoteAddress is not null && !request.IsService)
        {
            SettleOne(ThrottleLimit.Network, limits.Network, request, turn.IsKnown, isGuess, now);
        }
    }

    private void SettleOne(ThrottleLimit kind, GuessLimit limit, in ThrottleRequest request, bool isKnown, bool isGuess, uint now)
    {
        if (isKnown && isGuess)
        {
            table.TryTake(Key(kind, request), limit, now, mayExceed: true, Describe(kind, request), out _);
        }
        else if (!isKnown && !isGuess)
        {
            table.GiveBack(Key(kind, request), limit);
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
