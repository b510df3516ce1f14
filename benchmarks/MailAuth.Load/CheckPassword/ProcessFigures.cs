namespace MailAuth.Load.CheckPassword;

/// <summary>One login, one process: time and memory beside the C reference, in turn.</summary>
internal static class ProcessFigures
{
    private const int WarmUps = 3;

    public static async Task AddAsync(FigureTable table, LoadPrograms programs, LoadData data, int runs)
    {
        var driver = new Driver(programs);
        string user = LoadData.User(LoadData.Users / 2);
        ILookup<int, ProgramRun> sha = await driver.TurnsAsync(
            WarmUps, runs, user,
            programs.Reference(data.ShaCryptUsers), programs.Executable(data.ShaCryptConfiguration), programs.Executable(data.SqliteConfiguration), programs.Executable(data.UnthrottledConfiguration));
        ILookup<int, ProgramRun> argon2 = await driver.TurnsAsync(
            WarmUps, runs, user,
            programs.Reference(data.Argon2Users), programs.Executable(data.Argon2Configuration));

        table.Add("one login, `$6$` 5,000 rounds, passwd-file of 1,000", Times(sha[0]), Times(sha[1]), Wall(sha[1]) / Wall(sha[0]), "", 2);
        table.Add("the same, SQLite with 1,000,000 accounts", "", Times(sha[2]), Wall(sha[2]) - Wall(sha[1]), " ms more", 3);
        table.Add("the first without a limit of guesses", "", Times(sha[3]), Processor(sha[1]) - Processor(sha[3]), " ms of processor less", 0.2);
        table.Add("one login, Argon2id 19 MiB x 2, passwd-file of 1,000", Times(argon2[0]), Times(argon2[1]), Wall(argon2[1]) / Wall(argon2[0]), "", 0.8);

        AddMemory(table, "peak memory, `$6$`, passwd-file", sha[0], sha[1], 0);
        AddMemory(table, "peak memory, `$6$`, SQLite", null, sha[2], 0);
        AddMemory(table, "peak memory, Argon2id", argon2[0], argon2[1], LoadHashes.Argon2KiB);
    }

    private static double Wall(IEnumerable<ProgramRun> runs) => Middle.Of(runs.Select(run => run.WallMilliseconds));

    private static double Processor(IEnumerable<ProgramRun> runs) => Middle.Of(runs.Select(run => run.ProcessorMicroseconds / 1000.0));

    /// <summary>The median, and, which other programs disturb less, that of the processor time.</summary>
    private static string Times(IEnumerable<ProgramRun> runs) =>
        $"{FigureTable.Milliseconds(Wall(runs))} ({FigureTable.Milliseconds(Processor(runs))} of processor)";

    private static void AddMemory(FigureTable table, string what, IEnumerable<ProgramRun>? reference, IEnumerable<ProgramRun> runs, int hashKiB)
    {
        long most = runs.Max(run => run.ResidentKiB);
        string beside = reference is null ? "" : FigureTable.MiB(reference.Max(run => run.ResidentKiB));
        table.Add(what + (hashKiB > 0 ? ", besides the hash" : ""), beside, FigureTable.MiB(most), (most - hashKiB) / 1024.0, " MiB", 12);
    }
}
