using System.Runtime.CompilerServices;

namespace MailAuth.Accounts;

/// <summary>A number for each store of this process: of no two stores the same, also where one is gone before the other comes.</summary>
internal static class StoreIdentity
{
    private static readonly ConditionalWeakTable<IAccountStore, StrongBox<long>> Numbers = [];
    private static long last;

    /// <summary>The number of a store.</summary>
    public static long Of(IAccountStore store) => Numbers.GetValue(store, static _ => new StrongBox<long>(Interlocked.Increment(ref last))).Value;
}
