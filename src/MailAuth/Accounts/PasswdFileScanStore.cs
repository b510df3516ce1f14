using System.Text;
using MailAuth.Usernames;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailAuth.Accounts;

/// <summary>
/// A Dovecot passwd-file, read from its start at every look-up, with nothing kept: for short-lived processes. Hosts use
/// <see cref="PasswdFileAccountStore"/>, whose documentation has the format; both give the same accounts for the same file.
/// A bad line is passed over; it is logged where it may have been the one that was looked for.
/// </summary>
public class PasswdFileScanStore : IAccountStore
{
    private readonly string path;
    private readonly PasswdFileParser parser;
    private readonly ILogger logger;

    /// <summary>Makes a store that never writes. The file is not touched before the first look-up.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read; left out for the defaults. The interval does not matter here.</param>
    /// <param name="normalizer">What usernames are normalized with: the host's; left out for one with default options.</param>
    /// <param name="logger">Where bad lines are logged; left out for nowhere.</param>
    /// <exception cref="ArgumentException">The path is empty, the domain is not one, or hashes are to be replaced: <see cref="Open"/> gives a store that does.</exception>
    public PasswdFileScanStore(string path, PasswdFileOptions? options = null, UsernameNormalizer? normalizer = null, ILogger? logger = null)
        : this(path, options, normalizer, logger, writes: false)
    {
    }

    private protected PasswdFileScanStore(string path, PasswdFileOptions? options, UsernameNormalizer? normalizer, ILogger? logger, bool writes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        PasswdFileOptions.CheckRehash(options, writes);
        this.path = Path.GetFullPath(path);
        parser = new PasswdFileParser(normalizer ?? new UsernameNormalizer(new UsernameOptions()), options?.Domain);
        this.logger = logger ?? NullLogger.Instance;
    }

    /// <summary>Makes a store that replaces hashes where the options say so (an <see cref="IAccountHashWriter"/>), and one that never writes where they don't.</summary>
    /// <inheritdoc cref="PasswdFileScanStore(string, PasswdFileOptions?, UsernameNormalizer?, ILogger?)"/>
    /// <returns>The store.</returns>
    /// <exception cref="ArgumentException">The path is empty, or the domain is not one.</exception>
    public static PasswdFileScanStore Open(string path, PasswdFileOptions? options = null, UsernameNormalizer? normalizer = null, ILogger? logger = null) =>
        options is { Rehash: true } ? new RehashingPasswdFileScanStore(path, options, normalizer, logger) : new PasswdFileScanStore(path, options, normalizer, logger);

    /// <inheritdoc/>
    public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        int at = address.LastIndexOf('@');
        List<Account> found = at < 0 ? Scan("", address, 0, cancellationToken) : Scan(address[..at], address, 1, cancellationToken);
        return new(found.Count == 0 ? null : found[0]);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bareUsername);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);

        // Only an entry without a domain records a bare username, and it is of the file's own domain: there is one account to look for, or none.
        bool any = parser.Domain is not null && (domain is null || domain == parser.Domain);
        List<Account> found = Scan(bareUsername, $"{bareUsername}@{parser.Domain}", any ? 1 : 0, cancellationToken);
        found.RemoveAll(account => account.BareUsernames is null);
        return new(found);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(localPart);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return new(Scan(localPart, address: null, limit, cancellationToken));
    }

    private protected bool Replace(LockedPasswdFile file, string address, string expectedHash, string newHash, CancellationToken cancellationToken) =>
        file.TryReplace(parser, address, expectedHash, newHash, cancellationToken);

    /// <summary>Reads the whole file, and keeps nothing of it but what is wrong. That two lines have one address is not noticed.</summary>
    /// <param name="problems">The lines that are not used: the first 1,000 of them.</param>
    /// <returns>How many accounts there are.</returns>
    /// <exception cref="AccountStoreException">The file can't be read.</exception>
    public long Check(out IReadOnlyList<PasswdFileProblem> problems)
    {
        List<PasswdFileProblem> found = [];
        long accounts = 0;
        ReadAll((number, account, problem) =>
        {
            accounts += account is null ? 0 : 1;
            if (problem is not null && found.Count < PasswdFileSnapshot.MaximumProblems)
            {
                found.Add(new PasswdFileProblem(path, number, problem));
            }
        });
        problems = found;
        return accounts;
    }

    /// <summary>Reads the whole file, and keeps nothing of it.</summary>
    /// <param name="take">Gets each line that is neither blank nor a comment: its number, and its account or what is wrong with it.</param>
    /// <exception cref="AccountStoreException">The file can't be read.</exception>
    internal void ReadAll(Action<int, Account?, string?> take)
    {
        try
        {
            using PasswdFileReader reader = new(path);
            while (reader.TryReadLine(out ReadOnlySpan<byte> line, out bool tooLong))
            {
                if (tooLong)
                {
                    take(reader.LineNumber, null, PasswdFileSnapshot.TooLong);
                }
                else if (!PasswdFileParser.IsIgnored(line))
                {
                    Account? account = parser.Parse(line, out string? problem);
                    take(reader.LineNumber, account, problem);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AccountStoreException($"{path} can't be read: {exception.Message}", exception);
        }
    }

    private List<Account> Scan(string localPart, string? address, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<Account> found = [];
        byte[] wanted = Encoding.UTF8.GetBytes(localPart);
        try
        {
            using PasswdFileReader reader = new(path);
            while (found.Count < limit && reader.TryReadLine(out ReadOnlySpan<byte> line, out _))
            {
                if ((reader.LineNumber & 0xFFF) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                if (!PasswdFileParser.IsIgnored(line) && PasswdFileParser.MayHaveLocalPart(line, wanted) && Parse(reader.LineNumber, line) is { } account
                    && IsWanted(account, localPart, address) && !found.Exists(other => other.Address == account.Address))
                {
                    found.Add(account);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AccountStoreException($"{path} can't be read: {exception.Message}", exception);
        }

        return found;
    }

    private static bool IsWanted(Account account, string localPart, string? address) =>
        address is not null ? account.Address == address
        : account.Address.Length > localPart.Length && account.Address.LastIndexOf('@') == localPart.Length && account.Address.StartsWith(localPart, StringComparison.Ordinal);

    private Account? Parse(int number, ReadOnlySpan<byte> line)
    {
        Account? account = parser.Parse(line, out string? problem);
        if (problem is not null)
        {
            Log.PasswdFileBadLine(logger, path, number, problem);
        }

        return account;
    }
}
