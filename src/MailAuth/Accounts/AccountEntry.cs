namespace MailAuth.Accounts;

/// <summary>One account's place in memory: indexes point here, so that a changed account needs no change of an index.</summary>
internal sealed class AccountEntry(Account account)
{
    private Account? account = account;

    /// <summary>The account as it is now; null once it was removed.</summary>
    public Account? Account => Volatile.Read(ref account);

    /// <summary>Replaces the account where it is still the one that the caller read.</summary>
    public bool TryReplace(Account expected, Account? replacement) =>
        ReferenceEquals(Interlocked.CompareExchange(ref account, replacement, expected), expected);
}
