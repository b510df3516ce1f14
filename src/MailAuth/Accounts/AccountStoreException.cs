namespace MailAuth.Accounts;

/// <summary>The store can't answer now: busy, read-only, unreachable, damaged. The engine answers <see cref="LoginStatus.TemporarilyUnavailable"/>.</summary>
public sealed class AccountStoreException : Exception
{
    /// <summary>Makes the exception with no message of its own.</summary>
    public AccountStoreException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What can't be done, naming the store. Never a password or a hash.</param>
    public AccountStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What can't be done, naming the store. Never a password or a hash.</param>
    /// <param name="innerException">The fault itself.</param>
    public AccountStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
