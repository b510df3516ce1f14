using MailAuth.Accounts;
using MailAuth.Load.Dovecot;
using MailAuth.Sqlite;

namespace MailAuth.Load.CheckPassword;

/// <summary>
/// <c>kill</c>: logins of one host, eight at a time and two for each account, which replace outdated hashes in one SQLite file and append to one usage log, which is folded into the file meanwhile, while some are killed (SIGKILL) at
/// moments that a seed gives. Then everything that they left is checked. Exits with 1 where something is wrong with it.
/// </summary>
internal static class KillLoad
{
    private const int AtOnce = 8;
    private const int Trials = 40;
    private const double ShareAimedAt = 0.6;

    public static async Task<int> RunAsync(LoadArguments arguments)
    {
        int kills = arguments.Number("kills", 200), seed = arguments.Number("seed", 20090907);
        string directory = LoadFolder.Make();
        try
        {
            LoadPrograms programs = await LoadPrograms.PrepareAsync(directory);
            string path = Path.Combine(directory, "accounts.db");
            KillAccount[] accounts = await MakeAccountsAsync(path, (Trials / 2) + (3 * kills));
            string configuration = Path.Combine(directory, "kill.json");
            LoadData.WriteConfiguration(configuration, new { sqlite = path }, rehash: true);

            // How long a login takes beside seven others: moments are taken from all of that time.
            var driver = new Driver(programs);
            KillAttempt[] trials = [.. accounts.Take(Trials / 2).SelectMany(account => Attempts(account, "trial", 2))];
            ProgramRun[] trialRuns = await driver.KillAsync(AtOnce, kills: 1, trials, programs.Executable(configuration));
            long life = trialRuns.Select(run => run.WallMicroseconds).Order().ElementAt(trialRuns.Length * 9 / 10);

            var random = new Random(seed);
            KillAttempt[] attempts = [.. accounts.Skip(Trials / 2).SelectMany(account => Attempts(account, "kill", 2))
                .Select(attempt => random.NextDouble() < ShareAimedAt ? attempt with { KillAfterMicroseconds = random.NextInt64(life) } : attempt)];
            using var database = new SqliteMailAuthDatabase(path);
            var folder = new UsageFolder(LoadData.StateDirectory(configuration), database);
            Task<ProgramRun[]> load = driver.KillAsync(AtOnce, kills, attempts, programs.Executable(configuration));
            await folder.RunAsync(load);
            ProgramRun[] runs = await load;

            Console.WriteLine($"{runs.Length} logins, {AtOnce} at a time, seed {seed}, killed within their first {life / 1000} ms");
            (KillAttempt Attempt, ProgramRun Run)[] all = [.. trialRuns.Select(run => (trials[run.Which], run)), .. runs.Select(run => (attempts[run.Which], run))];
            bool good = await KillCheck.RunAsync(accounts, all, kills, database, folder);
            good &= await KillCheck.StillServesAsync(driver, attempts[0], programs.Executable(configuration));
            return good ? 0 : 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<KillAccount[]> MakeAccountsAsync(string path, int count)
    {
        KillAccount[] accounts = [.. Enumerable.Range(0, count).Select(i => new KillAccount(LoadData.User(i), $"right {i}", LoadHashes.MakeShaCrypt($"right {i}")))];
        using var database = new SqliteMailAuthDatabase(path);
        await new SqliteAccountStore(database).ImportAsync(accounts.Select(account => new Account(account.Address, account.OldHash)));
        return accounts;
    }

    private static IEnumerable<KillAttempt> Attempts(KillAccount account, string name, int count) =>
        Enumerable.Range(0, count).Select(i => new KillAttempt(account.Address, account.Password, $"{name}{i}.{account.Address.Replace('@', '.')}", null));
}
