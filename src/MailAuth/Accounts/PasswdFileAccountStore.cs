using MailAuth.Usernames;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailAuth.Accounts;

/// <summary>
/// A Dovecot passwd-file, held in memory: for hosts. Short-lived processes use <see cref="PasswdFileScanStore"/>.
/// <para>
/// The file is read at the first look-up, and again when a look-up finds that it was replaced or written to (another time of last writing, or another
/// length; a replacement that has both in common with what it replaces is not noticed). The look-up that finds it waits for the reading; those beside it
/// go on with the accounts read before. Where the file is absent, unreadable or just being written, they all do, and the log says so; where it never could be
/// read, every look-up throws. A file that turns empty is believed when the next check finds it empty still: some programs empty a file before they write it.
/// </para>
/// <para>
/// A line is <c>user:password:uid:gid:gecos:home:shell:extra fields</c>; all after the password may be left out. Blank lines and lines that start with
/// <c>#</c> are ignored. A bad line is reported with its number (<see cref="Problems"/> and the log) and the others are kept: one without a colon, not UTF-8,
/// with a control character, over 16 KiB, with a username that is not one, with an <c>allow_nets</c> that can't be read, or with the address of an earlier line.
/// Fields become: <c>uid</c>, <c>gid</c> and <c>home</c> (and <c>userdb_uid</c>, <c>userdb_gid</c>, <c>userdb_home</c>) the account's, <c>userdb_mail</c> its mail location,
/// <c>allow_nets</c> its networks and an extra field, the others extra fields under their own names; a user or group that is not a number stays
/// <c>userdb_uid</c> or <c>userdb_gid</c>. An account without a domain (a service identity) has no place in such a file. The file is written only with
/// <see cref="PasswdFileOptions.Rehash"/>, by a store of <see cref="Open"/>.
/// </para>
/// </summary>
public class PasswdFileAccountStore : IAccountStore
{
    private readonly string path;
    private readonly PasswdFileParser parser;
    private readonly TimeSpan checkInterval;
    private readonly TimeProvider timeProvider;
    private readonly ILogger logger;
    private readonly Lock gate = new();

    private PasswdFileSnapshot? snapshot;
    private string? fault;
    private bool seenEmpty;
    private bool isDue = true;
    private long lastCheck;

    /// <summary>Makes a store that never writes. The file is not touched before the first look-up.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read; left out for the defaults.</param>
    /// <param name="normalizer">What usernames are normalized with: the host's; left out for one with default options.</param>
    /// <param name="timeProvider">The clock; left out for the system's.</param>
    /// <param name="logger">Where bad lines and faults are logged; left out for nowhere.</param>
    /// <exception cref="ArgumentException">The path is empty, the domain is not one, the interval is out of range, or hashes are to be replaced: <see cref="Open"/> gives a store that does.</exception>
    public PasswdFileAccountStore(
        string path, PasswdFileOptions? options = null, UsernameNormalizer? normalizer = null, TimeProvider? timeProvider = null, ILogger? logger = null)
        : this(path, options ?? new PasswdFileOptions(), normalizer, timeProvider, logger, writes: false)
    {
    }

    private protected PasswdFileAccountStore(
        string path, PasswdFileOptions options, UsernameNormalizer? normalizer, TimeProvider? timeProvider, ILogger? logger, bool writes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        PasswdFileOptions.CheckRehash(options, writes);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.CheckInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.CheckInterval, TimeSpan.FromHours(1));
        this.path = Path.GetFullPath(path);
        parser = new PasswdFileParser(normalizer ?? new UsernameNormalizer(new UsernameOptions()), options.Domain);
        checkInterval = options.CheckInterval;
        this.timeProvider = timeProvider ?? TimeProvider.System;
        this.logger = logger ?? NullLogger.Instance;
    }

    /// <summary>
    /// The lines that are not used, of the file as it was read last: the first 1,000 of them. Reads the file first where that was not done yet.
    /// </summary>
    /// <exception cref="AccountStoreException">The file can't be read, and never could.</exception>
    public IReadOnlyList<PasswdFileProblem> Problems => Current().Problems;

    /// <summary>Makes a store that replaces hashes where the options say so (an <see cref="IAccountHashWriter"/>), and one that never writes where they don't.</summary>
    /// <inheritdoc cref="PasswdFileAccountStore(string, PasswdFileOptions?, UsernameNormalizer?, TimeProvider?, ILogger?)"/>
    /// <returns>The store.</returns>
    /// <exception cref="ArgumentException">The path is empty, the domain is not one, or the interval is out of range.</exception>
    public static PasswdFileAccountStore Open(
        string path, PasswdFileOptions? options = null, UsernameNormalizer? normalizer = null, TimeProvider? timeProvider = null, ILogger? logger = null) =>
        options is { Rehash: true }
            ? new RehashingPasswdFileAccountStore(path, options, normalizer, timeProvider, logger)
            : new PasswdFileAccountStore(path, options, normalizer, timeProvider, logger);

    /// <inheritdoc/>
    public ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<Account?>(cancellationToken)
            : Current().Accounts.FindByAddressAsync(address, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<IReadOnlyList<Account>>(cancellationToken)
            : Current().Accounts.FindByLegacyUsernameAsync(bareUsername, domain, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<IReadOnlyList<Account>>(cancellationToken)
            : Current().Accounts.FindByLocalPartAsync(localPart, limit, cancellationToken);

    /// <summary>
    /// Replaces a password in the locked file, and in the accounts read before: until the file is read again, which is due at the next look-up, none of them has the old one.
    /// No look-up reads the file meanwhile.
    /// </summary>
    private protected bool Replace(LockedPasswdFile file, string address, string expectedHash, string newHash, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            bool replaced = file.TryReplace(parser, address, expectedHash, newHash, cancellationToken);
            if (replaced)
            {
                snapshot?.Accounts.TryReplaceHash(address, expectedHash, newHash);
            }

            Volatile.Write(ref isDue, true);
            return replaced;
        }
    }

    private PasswdFileSnapshot Current()
    {
        if (Volatile.Read(ref snapshot) is not { } good)
        {
            lock (gate)
            {
                Check();
                return snapshot ?? throw new AccountStoreException($"{path} can't be read: {fault}");
            }
        }

        if (!IsDue() || !gate.TryEnter())
        {
            return good;
        }

        try
        {
            Check();
            return snapshot!;
        }
        finally
        {
            gate.Exit();
        }
    }

    /// <summary>Reads the file where that is due. Under the lock.</summary>
    private void Check()
    {
        if (!IsDue())
        {
            return;
        }

        Volatile.Write(ref isDue, false);
        try
        {
            PasswdFileStamp stamp = PasswdFileStamp.Of(path);
            bool turnedEmpty = stamp.Length == 0 && snapshot is { Stamp.Length: > 0 };
            if (turnedEmpty && !seenEmpty)
            {
                seenEmpty = true;
            }
            else if (snapshot?.Stamp != stamp)
            {
                seenEmpty = false;
                using PasswdFileReader reader = new(path);
                PasswdFileSnapshot read = PasswdFileSnapshot.Read(path, reader, PasswdFileStamp.Of(reader.Handle), parser);
                LogRead(read);
                Volatile.Write(ref snapshot, read);
            }

            fault = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFault(exception.Message);
        }

        Volatile.Write(ref lastCheck, timeProvider.GetTimestamp());
    }

    private bool IsDue() => Volatile.Read(ref isDue) || timeProvider.GetElapsedTime(Volatile.Read(ref lastCheck)) >= checkInterval;

    private void LogRead(PasswdFileSnapshot read)
    {
        Log.PasswdFileRead(logger, path, read.Accounts.Count, read.ProblemCount);
        foreach (PasswdFileProblem problem in read.Problems)
        {
            Log.PasswdFileBadLine(logger, path, problem.Line, problem.Message);
        }

        if (read.ProblemCount > read.Problems.Count)
        {
            Log.PasswdFileMoreBadLines(logger, path, read.ProblemCount - read.Problems.Count);
        }
    }

    /// <summary>Logs a fault once, not at every check that finds it still there.</summary>
    private void LogFault(string message)
    {
        if (message == fault)
        {
            return;
        }

        fault = message;
        if (snapshot is null)
        {
            Log.PasswdFileUnavailable(logger, path, message);
        }
        else
        {
            Log.PasswdFileKept(logger, path, message);
        }
    }
}
