namespace MailAuth.Accounts;

/// <summary>Replaces passwords in a passwd-file, one at a time on the whole machine.</summary>
internal sealed class PasswdFileHashWriter(string path, TimeProvider timeProvider)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);


    /// <summary>Waits until no other process writes the file, 10 seconds at the most, and replaces under the lock.</summary>
    /// <param name="replace">Replaces. Its faults are the caller's to see as the store's.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What <paramref name="replace"/> gives.</returns>
    /// <exception cref="AccountStoreException">The file can't be written now; it is as it was.</exception>
    public async ValueTask<bool> ReplaceAsync(Func<LockedPasswdFile, bool> replace, CancellationToken cancellationToken)
    {
        long start = timeProvider.GetTimestamp();
        for (int attempts = 1; ; attempts++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryReplace(replace) is { } replaced)
            {
                return replaced;
            }

            if (timeProvider.GetElapsedTime(start) >= Patience)
            {
                throw new AccountStoreException($"{path} can't be written: other processes have kept it locked for {Patience.TotalSeconds} seconds");
            }

            await Task.Delay(FileLocks.Pause(attempts), timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Null where another process has the file locked.</summary>
    private bool? TryReplace(Func<LockedPasswdFile, bool> replace)
    {
        try
        {
            using LockedPasswdFile? file = LockedPasswdFile.TryTake(path);
            return file is null ? null : replace(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AccountStoreException($"{path} can't be written: {exception.Message}", exception);
        }
    }
}
