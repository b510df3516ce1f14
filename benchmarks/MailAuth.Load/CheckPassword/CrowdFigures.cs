namespace MailAuth.Load.CheckPassword;

/// <summary>Very many logins at once with costly hashes: every one is answered, and no more hashes are in memory than there are slots.</summary>
internal static class CrowdFigures
{
    private const int ProcessMiB = 12;

    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(10);

    public static async Task AddAsync(FigureTable table, LoadPrograms programs, LoadData data, int logins)
    {
        string[] users = [.. Enumerable.Range(0, logins).Select(i => LoadData.User(i % LoadData.Users))];
        CrowdOutcome outcome = await new Driver(programs).CrowdAsync(users, SampleEvery, LoadHashes.Argon2KiB, programs.Executable(data.Argon2Configuration));

        int slots = Environment.ProcessorCount;
        int accepted = outcome.Runs.Count(run => run.IsAccepted), unavailable = outcome.Runs.Count(run => run.Exit == 111);
        double seconds = outcome.Runs.Max(run => run.WallMicroseconds) / 1e6;
        string what = $"{logins} logins at once, Argon2id 19 MiB";
        table.Add($"{what}: answered", "", $"{accepted} accepted, {unavailable} unavailable, in {seconds:F1} s", accepted + unavailable, "", logins, atLeast: true);
        table.Add($"{what}: hashes in memory at one moment", "", $"{outcome.Samples} moments", outcome.Hashing, "", slots);
        double budget = (slots * (double)LoadHashes.Argon2KiB / 1024) + (logins * ProcessMiB);
        table.Add($"{what}: private memory of all", "", FigureTable.MiB(outcome.PrivateKiB), outcome.PrivateKiB / 1024.0, " MiB", budget);
        double largest = outcome.Runs.Max(run => run.ResidentKiB) / 1024.0;
        table.Add($"{what}: the largest process, besides the hash", "", FigureTable.MiB(largest * 1024), largest - (LoadHashes.Argon2KiB / 1024.0), " MiB", ProcessMiB);
    }
}
