namespace MailAuth.Throttling;

/// <summary>The rules of <see cref="IThrottleStore"/> over a table.</summary>
internal sealed class ThrottleTableStore
{
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
        ThrottleKeys keys = Keys(request);
        bool isKnown = keys.NameAndNetwork != 0 && table.IsKnown(keys.Place, keys.NameAndNetwork, now, limits.KnownFor);
        double pair = 0, name = 0, network = 0;
        ThrottleLimit reached = ThrottleLimit.None;
        TakeOutcome first = keys.NameAndNetwork != 0 ? TakeFrom(ThrottleLimit.NameAndNetwork, request, keys, now, mayExceed: false, out pair) : TakeOutcome.Taken;
        TakeOutcome second = TakeOutcome.Repeated;
        if (first == TakeOutcome.NoneLeft)
        {
            reached = ThrottleLimit.NameAndNetwork;
        }
        else if (first == TakeOutcome.Repeated && !isKnown)
        {
            // Nothing is taken, but where others are turned away, so is what only passes for a repetition.
            reached = !table.HasLeft(keys.Place, keys.Name, limits.Name, now) ? ThrottleLimit.Name
                : HasNetwork(request) && !HasNetworkLeft(request, now) ? ThrottleLimit.Network
                : ThrottleLimit.None;
        }
        else if (first == TakeOutcome.Taken && !isKnown)
        {
            second = request.Name is null ? TakeOutcome.Taken : TakeFrom(ThrottleLimit.Name, request, keys, now, mayExceed: false, out name);
            if (second == TakeOutcome.NoneLeft)
            {
                reached = ThrottleLimit.Name;
                GiveBack(ThrottleLimit.NameAndNetwork, request, keys, now);
            }
            else if (second == TakeOutcome.Taken && HasNetwork(request) && TakeFrom(ThrottleLimit.Network, request, keys, now, mayExceed: false, out network) == TakeOutcome.NoneLeft)
            {
                reached = ThrottleLimit.Network;
                GiveBack(ThrottleLimit.NameAndNetwork, request, keys, now);
                GiveBack(ThrottleLimit.Name, request, keys, now);
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
        ThrottleKeys keys = Keys(request);
        if (settlement.Outcome == ThrottleOutcome.WrongPassword)
        {
            CountGuess(request, keys, turn, now);
            return;
        }

        // Also of a login that was accepted its own turn alone: whoever guesses beside the owner, from the same network, wins nothing by the owner's logins.
        if (!turn.IsRepeated)
        {
            GiveBack(ThrottleLimit.NameAndNetwork, request, keys, now);
            if (!turn.IsKnown)
            {
                GiveBack(ThrottleLimit.Name, request, keys, now);
                GiveBack(ThrottleLimit.Network, request, keys, now);
            }
        }

        if (settlement.Outcome == ThrottleOutcome.Accepted)
        {
            MarkKnown(request, keys, settlement.Address, now);
        }
    }

    private static bool HasNetwork(in ThrottleRequest request) => request is { RemoteAddress: not null, IsService: false };

    /// <summary>Where the last wrong passwords are remembered: with the name and the network, without a network with the name.</summary>
    private static byte MarkFor(ThrottleLimit kind, in ThrottleRequest request) =>
        kind == (request.RemoteAddress is null ? ThrottleLimit.Name : ThrottleLimit.NameAndNetwork) ? request.Mark : (byte)0;

    /// <summary>What was taken stays taken. What was not counts now: of a known name, what does not stand in its way; and of a repeated one everything, where the guess that it repeated was none after all.</summary>
    private void CountGuess(in ThrottleRequest request, in ThrottleKeys keys, ThrottleTurn turn, uint now)
    {
        ThrottleLimit remembering = request.RemoteAddress is null ? ThrottleLimit.Name : ThrottleLimit.NameAndNetwork;
        if (turn.IsRepeated && (request.Name is null || TakeFrom(remembering, request, keys, now, mayExceed: true, out _) == TakeOutcome.Repeated))
        {
            return;
        }

        if (turn.IsRepeated || turn.IsKnown)
        {
            if (request.Name is not null && remembering != ThrottleLimit.Name)
            {
                TakeFrom(ThrottleLimit.Name, request, keys, now, mayExceed: true, out _);
            }

            if (HasNetwork(request))
            {
                TakeFrom(ThrottleLimit.Network, request, keys, now, mayExceed: true, out _);
            }
        }
    }

    /// <summary>The name that was typed, in the form that it was typed in, and the account's full address: with which both can log in, and nobody else.</summary>
    private void MarkKnown(in ThrottleRequest request, in ThrottleKeys keys, string? address, uint now)
    {
        if (keys.NameAndNetwork == 0)
        {
            return;
        }

        table.MarkKnown(keys.Place, keys.NameAndNetwork, now);
        if (address is not null && (request.IsBare || address != request.Name))
        {
            ThrottleKeys full = new(hash, address, isBare: false, request.RemoteAddress);
            table.MarkKnown(full.Place, full.NameAndNetwork, now);
        }
    }

    private bool HasNetworkLeft(in ThrottleRequest request, uint now)
    {
        ulong key = ThrottleKeys.OfNetwork(hash, request.RemoteAddress!);
        return table.HasLeft(key, key, request.Limits.Network, now);
    }

    private TakeOutcome TakeFrom(ThrottleLimit kind, in ThrottleRequest request, in ThrottleKeys keys, uint now, bool mayExceed, out double used)
    {
        (ulong place, ulong key) = Record(kind, request, keys);

        // In a full bucket a name's records would else push out each other at every guess, and none of them would ever count.
        ulong keep = kind switch { ThrottleLimit.Network => 0, ThrottleLimit.Name => keys.NameAndNetwork, _ => keys.Name };
        return table.Take(place, key, request.Limits.Of(kind), now, MarkFor(kind, request), mayExceed, keep, Describe(kind, request), out used);
    }

    /// <summary>Nothing where the login does not fall under the limit.</summary>
    private void GiveBack(ThrottleLimit kind, in ThrottleRequest request, in ThrottleKeys keys, uint now)
    {
        if (kind switch { ThrottleLimit.Network => HasNetwork(request), ThrottleLimit.Name => keys.Name != 0, _ => keys.NameAndNetwork != 0 })
        {
            (ulong place, ulong key) = Record(kind, request, keys);
            table.GiveBack(place, key, request.Limits.Of(kind), now, MarkFor(kind, request));
        }
    }

    private (ulong Place, ulong Key) Record(ThrottleLimit kind, in ThrottleRequest request, in ThrottleKeys keys)
    {
        if (kind == ThrottleLimit.Network)
        {
            ulong network = ThrottleKeys.OfNetwork(hash, request.RemoteAddress!);
            return (network, network);
        }

        return (keys.Place, kind == ThrottleLimit.Name ? keys.Name : keys.NameAndNetwork);
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

    private ThrottleKeys Keys(in ThrottleRequest request) => new(hash, request.Name, request.IsBare, request.RemoteAddress);
}
