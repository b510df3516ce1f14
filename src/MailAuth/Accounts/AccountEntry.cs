namespace MailAuth.Accounts;

/// <summary>One account's place in memory: indexes point here, so that a changed account needs no change of an index.</summary>
internal sealed class AccountEntry(Account account, int hash)
{
    private Account? account = account;
    private AccountEntry? evenNext;
    private AccountEntry? oddNext;

    /// <summary>The account as it is now; null once it was removed.</summary>
    public Account? Account => Volatile.Read(ref account);

    /// <summary>The account's address, which it keeps.</summary>
    public string Address { get; } = account.Address;

    /// <summary>The hash of its address, in the <see cref="AccountTable"/>.</summary>
    public int Hash { get; } = hash;

    /// <summary>The next one of its chain in the table of a generation, 0 or 1.</summary>
    public AccountEntry? Next(int generation) => Volatile.Read(ref generation == 0 ? ref evenNext : ref oddNext);

    /// <summary>Changes <see cref="Next"/>. Under the lock of the table's owner.</summary>
    public void SetNext(int generation, AccountEntry? next) => Volatile.Write(ref generation == 0 ? ref evenNext : ref oddNext, next);

    /// <summary>Replaces the account where it is still the one that the caller read.</summary>
    public bool TryReplace(Account expected, Account? replacement) =>
        ReferenceEquals(Interlocked.CompareExchange(ref account, replacement, expected), expected);
}
