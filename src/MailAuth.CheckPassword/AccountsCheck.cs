using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Passwords;
using MailAuth.Sqlite;
using MailAuth.Throttling;

namespace MailAuth.CheckPassword;

/// <summary>Reads the whole store, once and with nothing kept, for what no login of today may have met: accounts that nobody can log in to, lines that are not used.</summary>
/// <param name="report">Gets what is found: never a stored value or a part of it.</param>
/// <param name="passwords">How stored values are read.</param>
internal sealed class AccountsCheck(SetupReport report, PasswordOptions passwords)
{
    private const string Subject = "store";

    private readonly SchemeTable schemes = new(EngineHost.Schemes, passwords.Limits);
    private readonly FirstFew unusable = new();
    private readonly FirstFew without = new();
    private long accounts;

    /// <summary>Looks at all accounts.</summary>
    /// <exception cref="AccountStoreException">The store can't be read.</exception>
    public void Check(IAccountStore store, StoreSettings settings)
    {
        if (store is PasswdFileScanStore passwdFile)
        {
            CheckPasswdFile(passwdFile, settings.PasswdFile!);
            return;
        }

        foreach (Account account in ((SqliteAccountStore)store).ListAsync().ToBlockingEnumerable())
        {
            Look(account, account.Address);
        }

        report.Say(Subject, $"SQLite database {settings.Sqlite}, {Number(accounts, "account")}");
        NoteAccounts();
    }

    private void CheckPasswdFile(PasswdFileScanStore store, string path)
    {
        var bad = new FirstFew();
        var hash = new SipHash(RandomNumberGenerator.GetBytes(16));
        List<ulong> seen = [];
        store.ReadAll((line, account, problem) =>
        {
            if (account is null)
            {
                bad.Add(() => $"line {line}: {problem}");
                return;
            }

            Look(account, $"{account.Address}, line {line}");
            seen.Add(Hash(account.Address));
        });
        FirstFew doubled = Doubled(store, seen, Hash);
        report.Say(Subject, $"passwd-file {path}, {Number(accounts - doubled.Count, "account")}, {Number(bad.Count + doubled.Count, "line")} not used");
        Note(bad, "line", "of which no account can be made: ");
        Note(doubled, "line", "with the address of an earlier one, which counts: ");
        NoteAccounts();

        ulong Hash(string address) => hash.Hash(MemoryMarshal.AsBytes(address.AsSpan()));
    }

    /// <summary>Looks for lines with one address. A number is kept for each; only where two are the same is the file read again, for those.</summary>
    private static FirstFew Doubled(PasswdFileScanStore store, List<ulong> seen, Func<string, ulong> hash)
    {
        var doubled = new FirstFew();
        seen.Sort();
        HashSet<ulong> suspects = [.. seen.Zip(seen.Skip(1)).Where(pair => pair.First == pair.Second).Select(pair => pair.First)];
        if (suspects.Count > 0)
        {
            var lines = new Dictionary<string, int>(StringComparer.Ordinal);
            store.ReadAll((line, account, _) =>
            {
                if (account is not null && suspects.Contains(hash(account.Address)) && !lines.TryAdd(account.Address, line))
                {
                    doubled.Add(() => $"{account.Address}, line {line} (line {lines[account.Address]} counts)");
                }
            });
        }

        return doubled;
    }

    private void Look(Account account, string name)
    {
        accounts++;
        if (string.IsNullOrEmpty(account.PasswordHash))
        {
            without.Add(() => name);
        }
        else if (schemes.Parse(account.PasswordHash, passwords.DefaultScheme, account.HashedUsername ?? account.Address, out string? problem) is null)
        {
            unusable.Add(() => $"{name}: {problem}");
        }
    }

    private void NoteAccounts()
    {
        Note(unusable, "account", "can't log in, for the stored value can't be used: ");
        Note(without, "account", "can't log in, for no password is stored: ");
    }

    private void Note(FirstFew few, string what, string which)
    {
        if (few.Count > 0)
        {
            report.Note(Subject, $"{Number(few.Count, what)} {which}{few}");
        }
    }

    private static string Number(long count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
