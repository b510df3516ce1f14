using System.Collections.Concurrent;

namespace MailAuth.Accounts;

/// <summary>
/// From a name to the accounts that have it. Read without locks at any time; written under the owner's lock. The accounts of a name are a chain
/// that grows at its head, so that the ten-thousandth <c>info@…</c> costs no more than the first.
/// </summary>
internal sealed class AccountNameIndex
{
    private readonly ConcurrentDictionary<string, Node> heads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Node>.AlternateLookup<ReadOnlySpan<char>> byName;

    public AccountNameIndex() => byName = heads.GetAlternateLookup<ReadOnlySpan<char>>();

    public Node? First(ReadOnlySpan<char> name) => byName.TryGetValue(name, out Node? head) ? head : null;

    public void Add(ReadOnlySpan<char> name, AccountEntry entry) => byName[name] = new Node(entry, First(name));

    /// <summary>Takes an account out of a name's chain: in time that grows with the chain.</summary>
    public void Remove(ReadOnlySpan<char> name, AccountEntry entry)
    {
        Node? previous = null;
        for (Node? node = First(name); node is not null; previous = node, node = node.Next)
        {
            if (!ReferenceEquals(node.Entry, entry))
            {
                continue;
            }

            // A reader that stands on the node goes on to the rest of the chain: its own Next stays.
            if (previous is not null)
            {
                previous.Next = node.Next;
            }
            else if (node.Next is { } next)
            {
                byName[name] = next;
            }
            else
            {
                byName.TryRemove(name, out _);
            }

            return;
        }
    }

    /// <summary>A link of a name's chain.</summary>
    internal sealed class Node(AccountEntry entry, Node? next)
    {
        private Node? next = next;

        public AccountEntry Entry { get; } = entry;

        public Node? Next
        {
            get => Volatile.Read(ref next);
            set => Volatile.Write(ref next, value);
        }
    }
}
