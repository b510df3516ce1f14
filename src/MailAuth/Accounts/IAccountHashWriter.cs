namespace MailAuth.Accounts;

/// <summary>What an <see cref="IAccountStore"/> also implements where password hashes may be replaced. A store without it never rehashes.</summary>
public interface IAccountHashWriter
{
    /// <summary>Replaces an account's password hash, where it is still the expected one (compare-and-swap).</summary>
    /// <param name="address">The account's canonical address.</param>
    /// <param name="expectedHash">The stored hash that the password was verified against, compared ordinally.</param>
    /// <param name="newHash">The hash to store.</param>
    /// <param name="cancellationToken">Ends the attempt; the hash is then the old or the new one, never something else.</param>
    /// <returns><see langword="true"/> when it was replaced; <see langword="false"/> when the account is gone or its hash is another.</returns>
    /// <exception cref="AccountStoreException">The store can't write now.</exception>
    ValueTask<bool> TryReplaceHashAsync(string address, string expectedHash, string newHash, CancellationToken cancellationToken);
}
