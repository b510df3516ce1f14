using MailAuth.Accounts;
using MailAuth.Sqlite;
using Microsoft.Data.Sqlite;

namespace MailAuth.Load.CheckPassword;

/// <summary>What killed logins may leave behind, and what not.</summary>
internal static class KillCheck
{
    /// <summary>Checks the database, the hashes in it and the usage log.</summary>
    public static async Task<bool> RunAsync(KillAccount[] accounts, (KillAttempt Attempt, ProgramRun Run)[] all, int kills, SqliteMailAuthDatabase database, UsageFolder folder)
    {
        int accepted = all.Count(one => one.Run.IsAccepted), killed = all.Count(one => one.Run.Exit == -9), unavailable = all.Count(one => one.Run.Exit == 111);
        Console.WriteLine($"accepted {accepted}, killed {killed}, unavailable {unavailable}, anything else {all.Length - accepted - killed - unavailable}");
        return Check(killed >= kills, $"only {killed} of {kills} were killed: the run proves too little")
            & Check(accepted + killed + unavailable == all.Length, "a right password was refused, or a login ended in another way")
            & Check(Integrity(database.FilePath) == "ok", "the SQLite file is damaged")
            & await CheckHashesAsync(accounts, database)
            & await CheckUsageAsync(all, database, folder);
    }

    /// <summary>Whether a login that was not let finish can be made afterwards: no lock has outlived its process.</summary>
    public static async Task<bool> StillServesAsync(Driver driver, KillAttempt attempt, string[] command)
    {
        ProgramRun[] runs = await driver.KillAsync(1, 1, [attempt with { ServerName = "after.domain.se", KillAfterMicroseconds = null }], command);
        return Check(runs.Single().IsAccepted, $"a login afterwards was not accepted: {runs.Single().Exit}");
    }

    private static string Integrity(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)command.ExecuteScalar()!;
    }

    private static async Task<bool> CheckHashesAsync(KillAccount[] accounts, SqliteMailAuthDatabase database)
    {
        Dictionary<string, KillAccount> known = accounts.ToDictionary(account => account.Address);
        int old = 0, replaced = 0, wrong = 0;
        await foreach (Account account in new SqliteAccountStore(database).ListAsync())
        {
            known.Remove(account.Address, out KillAccount? expected);
            if (expected is not null && account.PasswordHash == expected.OldHash)
            {
                old++;
            }
            else if (expected is not null && account.PasswordHash?.StartsWith("{ARGON2ID}", StringComparison.Ordinal) == true && LoadHashes.Matches(account.PasswordHash, expected.Password))
            {
                replaced++;
            }
            else
            {
                wrong++;
            }
        }

        Console.WriteLine($"hashes: {replaced} replaced, {old} as they were, {wrong} wrong, {known.Count} accounts lost");
        return Check(wrong == 0 && known.Count == 0, "a stored hash is not one of the right ones") & Check(replaced > 0, "no hash was replaced: the run proves too little");
    }

    private static async Task<bool> CheckUsageAsync((KillAttempt Attempt, ProgramRun Run)[] all, SqliteMailAuthDatabase database, UsageFolder folder)
    {
        IReadOnlyList<SqliteUsageLine> lines = await new SqliteUsageReport(database).LinesAsync(DateOnly.MinValue, DateOnly.MaxValue);
        Dictionary<string, long> counts = lines.GroupBy(line => line.Record.ServerName ?? "").ToDictionary(group => group.Key, group => group.Sum(line => line.Count));
        long Count((KillAttempt Attempt, ProgramRun Run) one) => counts.GetValueOrDefault(one.Attempt.ServerName);
        int lost = all.Count(one => one.Run.IsAccepted && Count(one) == 0), doubled = all.Count(one => Count(one) > 1);
        int killed = all.Count(one => one.Run.Exit == -9 && Count(one) == 1), others = all.Count(one => !one.Run.IsAccepted && one.Run.Exit != -9 && Count(one) > 0);
        Console.WriteLine(
            $"usage: {folder.Records} lines in {folder.Foldings} foldings, {folder.BadLines} unreadable; {lost} lost, {doubled} doubled, "
            + $"{killed} of killed logins, {others} of logins that were not accepted");
        return Check(lost == 0, "a usage line was lost")
            & Check(doubled == 0, "a usage line is there twice")
            & Check(others == 0, "a login that was not accepted has a usage line")
            & Check(counts.Values.Sum() == folder.Records, "the database has other lines than the log had");
    }

    private static bool Check(bool holds, string problem)
    {
        if (!holds)
        {
            Console.WriteLine($"BROKEN: {problem}");
        }

        return holds;
    }
}
