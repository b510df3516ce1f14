using System.CommandLine;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Usernames;

namespace MailAuth.Tool;

/// <summary><c>mailauth import</c>: accounts of a passwd-file into the database.</summary>
internal static class ImportCommand
{
    public const string Name = "import";

    private const string LocalPart = "local-part";

    private const string Summary = "Takes the accounts of a Dovecot passwd-file into the SQLite database.";

    private const string Details = """
        The file is read as the engine reads it for logins: user:password:uid:gid:gecos:home:shell:extra fields. The database is FILE of --into, else store.sqlite
        of the configuration, and is made where it is not there yet, for the owner of its directory. All accounts are taken in at once, or none; logins go on meanwhile.

        An entry without a domain becomes an account of --domain, and its name is recorded as a bare username of it. An entry with one records none, unless
        --bare-usernames local-part is given: then kalle@domain.se may log in as kalle for as long as the transition lets it. (A configuration with
        usernames.bareUsernames: "localPart" lets every account do so that records none.)

        An account that is there already is replaced by the file's, with all that is recorded of it but when its bare username was last used; accounts that are
        not in the file stay as they are. Passwords are taken in as they are stored, whatever their scheme: mailauth-checkpassword --check names those that can't be used.

        A line that is not used (one that can't be read, or has the address of an earlier line) is told with its number, and nothing is imported, unless
        --skip-bad-lines is given. With --config the settings under usernames say how names are normalized, else the usual ones do.
        Exit codes: 0 imported; 2 nothing was.

        Example:
          $ mailauth import --into /var/lib/mailauth/accounts.db --passwd-file /etc/dovecot/users --bare-usernames local-part
        """;

    public static Command Create(ToolConsole console)
    {
        Option<string?> config = new("--config") { Description = $"The configuration; without --into, what {MailAuthSettings.PathVariable} names, else {MailAuthSettings.DefaultPath}.", HelpName = "FILE" };
        Option<string?> into = new("--into") { Description = "The SQLite database; else store.sqlite of the configuration.", HelpName = "FILE" };
        Option<string> passwdFile = new("--passwd-file") { Description = "The passwd-file.", HelpName = "FILE", Required = true };
        Option<string?> domain = new("--domain") { Description = "The domain of the entries that have none; they are bad lines without it.", HelpName = "DOMAIN" };
        Option<string?> bareUsernames = new("--bare-usernames") { Description = $"{LocalPart}: an account's local-part is recorded as its bare username.", HelpName = LocalPart };
        bareUsernames.AcceptOnlyFromAmong(LocalPart);
        Option<bool> skipBadLines = new("--skip-bad-lines") { Description = "Imports the other lines where some are bad." };
        Option<bool> dryRun = new("--dry-run") { Description = "Only reads and reports." };
        var command = new DetailedCommand(Name, Summary, Details) { passwdFile, into, config, domain, bareUsernames, skipBadLines, dryRun };
        command.SetAction((parsed, cancellationToken) =>
        {
            string? database = parsed.GetValue(into);
            string? file = parsed.GetValue(config) ?? (database is null ? Environment.GetEnvironmentVariable(MailAuthSettings.PathVariable) ?? MailAuthSettings.DefaultPath : null);
            var import = new AccountImport(console)
            {
                PasswdFile = parsed.GetValue(passwdFile)!,
                Domain = parsed.GetValue(domain),
                RecordLocalParts = parsed.GetValue(bareUsernames) is not null,
                SkipBadLines = parsed.GetValue(skipBadLines),
                DryRun = parsed.GetValue(dryRun),
            };
            return RunAsync(import, file, database, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(AccountImport import, string? config, string? into, CancellationToken cancellationToken)
    {
        var normalizer = new UsernameNormalizer(new UsernameOptions());
        if (config is not null)
        {
            MailAuthSettings settings = MailAuthSettings.Read(config);
            if (settings.Compile(ToolSchemes.Additional, out IReadOnlyList<ConfigurationProblem> problems) is not { } policy)
            {
                return import.Refuse(string.Join(Environment.NewLine, problems));
            }

            normalizer = policy.Normalizer;
            into ??= settings.Store?.Sqlite;
        }

        if (into is null)
        {
            return import.Refuse($"{config} names no store.sqlite: say --into FILE");
        }

        try
        {
            return await import.RunAsync(into, normalizer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is AccountStoreException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return import.Refuse(fault.Message);
        }
    }
}
