namespace MailAuth.Accounts;

/// <summary>
/// Accounts by their address, for very many of them. Read without locks at any time; written under the owner's lock. An entry is a link of its own chain and keeps its address's hash: with the account and the
/// address, which were made just before, it lies in one piece of memory, and a look-up among ten million touches little more than that and one slot.
/// </summary>
internal sealed class AccountTable
{
    private const int SmallestLength = 64;

    private volatile Slots slots = new(new AccountEntry?[SmallestLength], generation: 0);
    private volatile int count;

    /// <summary>The number of entries.</summary>
    public int Count => count;

    /// <summary>The entry of an address; null for none.</summary>
    public AccountEntry? Find(ReadOnlySpan<char> address)
    {
        int hash = string.GetHashCode(address);
        Slots read = slots;
        while (true)
        {
            for (AccountEntry? entry = Volatile.Read(ref read.Slot(hash)); entry is not null; entry = entry.Next(read.Generation))
            {
                if (entry.Hash == hash && address.SequenceEqual(entry.Address))
                {
                    return entry;
                }
            }

            // Chains of a table that has grown meanwhile, and again, may have led elsewhere.
            Slots now = slots;
            if (ReferenceEquals(read, now))
            {
                return null;
            }

            read = now;
        }
    }

    /// <summary>Says that an address will be looked for soon.</summary>
    public void Prefetch(ReadOnlySpan<char> address) => FarMemory.Prefetch(ref slots.Slot(string.GetHashCode(address)));

    /// <summary>Adds an account, with whose address there is none. Under the owner's lock.</summary>
    public AccountEntry Add(Account account)
    {
        if (count == slots.Length / 2)
        {
            Grow();
        }

        var entry = new AccountEntry(account, string.GetHashCode(account.Address));
        Link(slots, entry);
        count++;
        return entry;
    }

    /// <summary>Takes an entry out. A reader that stands on it goes on to the rest of its chain. Under the owner's lock.</summary>
    public void Remove(AccountEntry entry)
    {
        Slots all = slots;
        ref AccountEntry? slot = ref all.Slot(entry.Hash);
        AccountEntry? next = entry.Next(all.Generation);
        if (ReferenceEquals(slot, entry))
        {
            Volatile.Write(ref slot, next);
        }
        else
        {
            AccountEntry previous = slot!;
            while (previous.Next(all.Generation) is { } other && !ReferenceEquals(other, entry))
            {
                previous = other;
            }

            previous.SetNext(all.Generation, next);
        }

        count--;
    }

    /// <summary>All entries, in no order. Under the owner's lock.</summary>
    public AccountEntry[] ToArray()
    {
        var all = new AccountEntry[count];
        int taken = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            for (AccountEntry? entry = slots.Slot(i); entry is not null; entry = entry.Next(slots.Generation))
            {
                all[taken++] = entry;
            }
        }

        return all;
    }

    private static void Link(Slots to, AccountEntry entry)
    {
        ref AccountEntry? slot = ref to.Slot(entry.Hash);
        entry.SetNext(to.Generation, slot);
        Volatile.Write(ref slot, entry);
    }

    /// <summary>Entries have a link for each of two tables: readers go on in the old one while the new one is made.</summary>
    private void Grow()
    {
        Slots grown = new(new AccountEntry?[slots.Length * 2], slots.Generation ^ 1);
        for (int i = 0; i < slots.Length; i++)
        {
            for (AccountEntry? entry = slots.Slot(i); entry is not null; entry = entry.Next(slots.Generation))
            {
                Link(grown, entry);
            }
        }

        slots = grown;
    }

    /// <summary>The heads of the chains, and which of the two links is theirs.</summary>
    private sealed class Slots(AccountEntry?[] heads, int generation)
    {
        public int Generation => generation;

        public int Length => heads.Length;

        public ref AccountEntry? Slot(int hash) => ref heads[hash & (heads.Length - 1)];
    }
}
