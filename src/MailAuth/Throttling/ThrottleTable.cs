namespace MailAuth.Throttling;

/// <summary>
/// Counts guesses in a fixed number of records, each a key (a keyed hash) and a state of 64 bits that changes in one step, so that threads and processes need no lock and a kill leaves
/// nothing half done. A record counts by the time at which all its guesses are there again (the generic cell rate algorithm of ITU-T I.371, also known as a leaky bucket): a guess moves
/// that time on by what one guess takes, and may not move it farther than all of them take. Nothing has to be done for a record to age.
/// <code>
/// state: 8 bits of the key | 32 bits time, in tenths of a second since a day before the memory was made | 3 x 8 bits: marks of the last wrong passwords
/// </code>
/// Where a bucket of eight is full, the record that is nearest to having all its guesses again gives way: an attacker who fills the table pushes out what counts least.
/// </summary>
internal sealed unsafe class ThrottleTable(ThrottleMemory memory)
{
    private const int GuessWays = 8;
    private const int KnownWays = 16;
    private const long UnitTicks = TimeSpan.TicksPerSecond / 10;
    private const ulong MarkBits = 0xFFFFFF;

    private readonly long epochTicks = memory.Made.AddDays(-1).UtcTicks;

    /// <summary>A time as the table has it: from 1, so that 0 is long ago, to twelve years, so that every limit fits behind it.</summary>
    public uint TimeOf(DateTimeOffset time) => (uint)Math.Clamp((time.UtcTicks - epochTicks) / UnitTicks, 1, uint.MaxValue - (400L * 864_000));

    /// <summary>The time that the table's time means.</summary>
    public DateTimeOffset TimeOf(uint time) => new(epochTicks + (time * UnitTicks), TimeSpan.Zero);

    /// <summary>Takes a guess.</summary>
    /// <param name="place">Where the record stands: those of one name stand together, so that a login reads little memory.</param>
    /// <param name="key">The key; not 0.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="now">The time.</param>
    /// <param name="mark">A mark to remember, and with which nothing is taken where it is remembered already; 0 for none.</param>
    /// <param name="mayExceed">Whether it is taken in any case, as far as there is something to take.</param>
    /// <param name="keep">The key of a record at the same place that must not give way to this one; 0 for none.</param>
    /// <param name="describe">Describes a record that is new.</param>
    /// <param name="used">How much of the limit is used then: 0 to 1.</param>
    /// <returns>Whether it was.</returns>
    public TakeOutcome Take(ulong place, ulong key, GuessLimit limit, uint now, byte mark, bool mayExceed, ulong keep, RecordDescription describe, out double used)
    {
        long* state = FindOrClaim(memory.Guesses, memory.Records, place, key, GuessWays, now, keep, describe);
        (ulong one, ulong all) = Units(limit);
        while (true)
        {
            long before = Age(state, key, now, all);
            ulong marks = MarksIn(before, key);
            ulong free = Math.Max(TimeIn(before, key), now);
            ulong next = free + one;
            bool fits = next - now <= all;
            if (!fits && !mayExceed)
            {
                // Whatever the mark: of so many others that are tried, some pass for one that is remembered.
                used = 1;
                memory.KeepAlive();
                return TakeOutcome.NoneLeft;
            }

            if (mark != 0 && Holds(marks, mark))
            {
                used = Math.Min(1, (double)(free - now) / all);
                memory.KeepAlive();
                return TakeOutcome.Repeated;
            }

            next = fits ? next : now + all;
            used = Math.Min(1, (double)(next - now) / all);
            marks = mark == 0 ? marks : ((marks << 8) | mark) & MarkBits;
            if (Interlocked.CompareExchange(ref *state, Pack(key, next, marks), before) == before)
            {
                if ((ulong)Volatile.Read(ref state[-1]) != key)
                {
                    // Another key has claimed the record meanwhile, and must not be lost to it.
                    state = FindOrClaim(memory.Guesses, memory.Records, place, key, GuessWays, now, keep, describe);
                    continue;
                }

                memory.KeepAlive();
                return TakeOutcome.Taken;
            }
        }
    }

    /// <summary>Whether a guess is left.</summary>
    public bool HasLeft(ulong place, ulong key, GuessLimit limit, uint now)
    {
        long* state = Find(memory.Guesses, memory.Records, place, key, GuessWays);
        (ulong one, ulong all) = Units(limit);
        bool has = state is null || Math.Max(TimeIn(Age(state, key, now, all), key), now) + one - now <= all;
        memory.KeepAlive();
        return has;
    }

    /// <summary>Gives a guess back.</summary>
    /// <param name="place">Where the record stands.</param>
    /// <param name="key">The key.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="now">The time: what has aged is not given back.</param>
    /// <param name="mark">The mark that was remembered with it, to be forgotten; 0 for none.</param>
    public void GiveBack(ulong place, ulong key, GuessLimit limit, uint now, byte mark)
    {
        long* state = Find(memory.Guesses, memory.Records, place, key, GuessWays);
        (ulong one, _) = Units(limit);
        while (state is not null)
        {
            long before = Volatile.Read(ref *state);
            ulong free = TimeIn(before, key);
            if (free == 0 || Interlocked.CompareExchange(ref *state, Pack(key, free > now + one ? free - one : Math.Min(free, now), Without(MarksIn(before, key), mark)), before) == before)
            {
                break;
            }
        }

        memory.KeepAlive();
    }

    /// <summary>Forgets the guesses and the marks of an entry, unless its record is another's by now.</summary>
    public void Forget(ThrottleEntry entry)
    {
        long* record = &memory.Guesses[2L * entry.Record];
        if ((ulong)Volatile.Read(ref record[0]) == entry.Key)
        {
            Volatile.Write(ref record[1], Pack(entry.Key, 0, 0));
        }

        memory.KeepAlive();
    }

    /// <summary>Whether a pair has logged in since some time.</summary>
    /// <param name="name">The key of its name: those of one name have a place together, and push out one another before others.</param>
    /// <param name="key">Its key.</param>
    /// <param name="now">The time.</param>
    /// <param name="knownFor">For how long a pair is known.</param>
    public bool IsKnown(ulong name, ulong key, uint now, TimeSpan knownFor)
    {
        long* state = Find(memory.Known, memory.KnownPairs, name, key, KnownWays);
        ulong last = state is null ? 0 : TimeIn(Volatile.Read(ref *state), key);
        memory.KeepAlive();
        return last > 0 && (last >= now || now - last <= (ulong)(knownFor.Ticks / UnitTicks));
    }

    /// <summary>Notes that a pair has logged in. The one that was noted the longest ago gives way.</summary>
    public void MarkKnown(ulong name, ulong key, uint now)
    {
        const uint Recently = 36_000; // An hour, in tenths of a second: most logins write nothing.
        long* state = Find(memory.Known, memory.KnownPairs, name, key, KnownWays);
        if (state is null || TimeIn(Volatile.Read(ref *state), key) + Recently < now)
        {
            state = FindOrClaim(memory.Known, memory.KnownPairs, name, key, KnownWays, now, keep: 0, default);
            Volatile.Write(ref *state, Pack(key, now, 0));
        }

        memory.KeepAlive();
    }

    /// <summary>The records that have guesses to answer for.</summary>
    /// <param name="now">The time.</param>
    /// <param name="limitOf">The limit of a kind of record.</param>
    public List<ThrottleEntry> Entries(DateTimeOffset now, Func<ThrottleLimit, GuessLimit> limitOf)
    {
        List<ThrottleEntry> entries = [];
        uint time = TimeOf(now);
        for (int i = 0; i < memory.Records; i++)
        {
            ulong key = (ulong)Volatile.Read(ref memory.Guesses[2L * i]);
            ulong free = key == 0 ? 0 : TimeIn(Volatile.Read(ref memory.Guesses[(2L * i) + 1]), key);
            if (free > time && RecordDescription.TryRead(memory.Description(i), out RecordDescription description))
            {
                (ulong one, ulong all) = Units(limitOf(description.Limit));

                // One more would take it past the end of what all of them take: until it is one nearer.
                DateTimeOffset? heldUntil = free - time + one > all ? TimeOf((uint)(free + one - all)) : null;
                entries.Add(new ThrottleEntry(description, (int)Math.Ceiling((double)(free - time) / one), heldUntil, TimeOf((uint)free), i, key));
            }
        }

        memory.KeepAlive();
        return entries;
    }

    private static (ulong One, ulong All) Units(GuessLimit limit)
    {
        ulong one = (ulong)(limit.Every.Ticks / UnitTicks);
        return (one, one * (ulong)limit.Guesses);
    }

    /// <summary>The state, in which the time is never farther off than the limit says: it was larger, or a clock was ahead. From here on it ages.</summary>
    private static long Age(long* state, ulong key, uint now, ulong all)
    {
        while (true)
        {
            long before = Volatile.Read(ref *state);
            if (TimeIn(before, key) <= now + all)
            {
                return before;
            }

            Interlocked.CompareExchange(ref *state, Pack(key, now + all, MarksIn(before, key)), before);
        }
    }

    private static bool Holds(ulong marks, byte mark) => (byte)marks == mark || (byte)(marks >> 8) == mark || (byte)(marks >> 16) == mark;

    private static ulong Without(ulong marks, byte mark) =>
        mark == 0 ? marks
        : (byte)marks == mark ? marks >> 8
        : (byte)(marks >> 8) == mark ? (marks & 0xFF) | ((marks >> 16) << 8)
        : (byte)(marks >> 16) == mark ? marks & 0xFFFF
        : marks;

    private static long Pack(ulong key, ulong time, ulong marks) => (long)((key << 56) | (time << 24) | marks);

    /// <summary>0 where the state is another key's.</summary>
    private static ulong TimeIn(long state, ulong key) => (byte)((ulong)state >> 56) == (byte)key ? (uint)((ulong)state >> 24) : 0;

    private static ulong MarksIn(long state, ulong key) => (byte)((ulong)state >> 56) == (byte)key ? (ulong)state & MarkBits : 0;

    private static long* Bucket(long* table, int records, ulong place, int ways) => table + ((long)(place >> 32) % (records / ways) * ways * 2);

    private static long* Find(long* table, int records, ulong place, ulong key, int ways)
    {
        long* bucket = Bucket(table, records, place, ways);
        for (int i = 0; i < ways; i++)
        {
            if ((ulong)Volatile.Read(ref bucket[2 * i]) == key)
            {
                return &bucket[(2 * i) + 1];
            }
        }

        return null;
    }

    private long* FindOrClaim(long* table, int records, ulong place, ulong key, int ways, uint now, ulong keep, RecordDescription describe)
    {
        long* bucket = Bucket(table, records, place, ways);
        while (true)
        {
            if (Find(table, records, place, key, ways) is var found && found is not null)
            {
                return found;
            }

            int claimed = 0;
            long before = 0, former = 0;
            ulong earliest = ulong.MaxValue;
            for (int i = 0; i < ways; i++)
            {
                long other = Volatile.Read(ref bucket[2 * i]);
                long others = Volatile.Read(ref bucket[(2 * i) + 1]);
                ulong time = other == 0 ? 0 : (uint)((ulong)others >> 24);
                if (time < earliest && (other == 0 || (ulong)other != keep))
                {
                    (claimed, before, former, earliest) = (i, other, others, time);
                    if (other == 0)
                    {
                        break;
                    }
                }
            }

            // Whoever loses the race looks again: the winner may have claimed it for the same key.
            if (Interlocked.CompareExchange(ref bucket[2 * claimed], (long)key, before) != before)
            {
                continue;
            }

            long* state = &bucket[(2 * claimed) + 1];
            if (Find(table, records, place, key, ways) is var first && first != state)
            {
                // Claimed at the same time in two places: the first counts.
                Interlocked.CompareExchange(ref bucket[2 * claimed], 0, (long)key);
                continue;
            }

            // The former key's time is the bucket's earliest: the next claim would fall on it; and one key in 256 would take it, and its marks, for its own.
            Interlocked.CompareExchange(ref *state, Pack(key, now, 0), former);
            if (table == memory.Guesses)
            {
                describe.Write(memory.Description((int)((bucket - table) / 2) + claimed));
            }

            return state;
        }
    }
}
