using MailAuth.Accounts;
using MailAuth.Sqlite;
using MailAuth.Usernames;

namespace MailAuth.Tool;

/// <summary>One import of a passwd-file: reads it, reports what is not used of it, and takes in its accounts.</summary>
/// <param name="console">Where it reports.</param>
internal sealed class AccountImport(ToolConsole console)
{
    public required string PasswdFile { get; init; }

    /// <summary>The domain of the entries that have none; null for none.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether an account's local-part is recorded as its bare username.</summary>
    public bool RecordLocalParts { get; init; }

    public bool SkipBadLines { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Says why nothing was imported.</summary>
    public int Refuse(string what) => console.Refuse($"{ImportCommand.Name}: {what}");

    /// <summary>Imports.</summary>
    /// <exception cref="AccountStoreException">The database can't be used: nothing was imported.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public async Task<int> RunAsync(string path, UsernameNormalizer normalizer, CancellationToken cancellationToken)
    {
        if (Domain is not null && normalizer.NormalizeDomain(Domain) is null)
        {
            return Refuse($"--domain \"{Shown.Text(Domain)}\" is not a domain");
        }

        PasswdFileSnapshot read = Read(normalizer);
        foreach (PasswdFileProblem problem in read.Problems)
        {
            console.Error.WriteLine(Shown.Text(problem.ToString(), int.MaxValue));
        }

        if (read.ProblemCount > read.Problems.Count)
        {
            console.Error.WriteLine($"{PasswdFile}: and {read.ProblemCount - read.Problems.Count} more");
        }

        if (read.ProblemCount > 0 && !SkipBadLines)
        {
            return Refuse($"{Shown.Number(read.ProblemCount, "line")} of {PasswdFile} can't be used, so nothing was imported: mend {(read.ProblemCount == 1 ? "it" : "them")}, or say --skip-bad-lines");
        }

        if (read.Accounts.Count == 0)
        {
            return Refuse($"{PasswdFile} has no accounts, so nothing was imported");
        }

        string skipped = read.ProblemCount == 0 ? "" : $"; {Shown.Number(read.ProblemCount, "line")} not used";
        if (DryRun)
        {
            console.WriteLine($"{Shown.Number(read.Accounts.Count, "account")} would be imported into {path}{skipped}");
            return ExitCode.Success;
        }

        using SqliteMailAuthDatabase database = await DatabaseFile.OpenAsync(path, mayMake: true).ConfigureAwait(false);
        long imported = await new SqliteAccountStore(database, normalizer)
            .ImportAsync(read.Accounts.Select(account => RecordLocalParts ? WithLocalPart(account, normalizer) : account), cancellationToken).ConfigureAwait(false);
        console.WriteLine($"{Shown.Number(imported, "account")} imported into {path}{skipped}");
        return ExitCode.Success;
    }

    private PasswdFileSnapshot Read(UsernameNormalizer normalizer)
    {
        using var reader = new PasswdFileReader(PasswdFile);
        return PasswdFileSnapshot.Read(PasswdFile, reader, PasswdFileStamp.Of(reader.Handle), new PasswdFileParser(normalizer, Domain));
    }

    /// <summary>A local-part that no bare username can be, such as one with a separator in it, is not recorded as one.</summary>
    private static Account WithLocalPart(Account account, UsernameNormalizer normalizer)
    {
        string localPart = account.Address[..account.Address.LastIndexOf('@')];
        bool canBe = normalizer.Normalize(localPart) is { Form: UsernameForm.LocalPart } username && username.Text == localPart;
        return account.WithBareUsernames(canBe ? [.. account.BareUsernames ?? [], localPart] : account.BareUsernames ?? []);
    }
}
