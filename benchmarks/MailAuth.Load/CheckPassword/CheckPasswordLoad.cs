using MailAuth.Load.Dovecot;

namespace MailAuth.Load.CheckPassword;

/// <summary>
/// <c>checkpassword</c>: the published executable beside a C program that does the same, as whole processes and behind a real Dovecot. Prints a table; exits with 1 where a figure
/// misses its goal or could not be taken.
/// </summary>
internal static class CheckPasswordLoad
{
    private static readonly string[] AllParts = ["processes", "crowd", "auth", "imap"];

    public static async Task<int> RunAsync(LoadArguments arguments)
    {
        string[] parts = arguments.Text("parts")?.Split(',') ?? AllParts;
        if (parts.FirstOrDefault(part => !AllParts.Contains(part)) is { } unknown)
        {
            throw new ArgumentException($"--parts takes some of {string.Join(',', AllParts)}, not {unknown}.");
        }

        string folder = LoadFolder.Make();
        try
        {
            LoadPrograms programs = await LoadPrograms.PrepareAsync(folder);
            LoadData data = LoadData.Make(folder);
            var table = new FigureTable();
            if (parts.Contains("processes"))
            {
                await data.MakeSqliteAsync();
            }

            FigureTable.PrintHead();
            if (parts.Contains("processes"))
            {
                await ProcessFigures.AddAsync(table, programs, data, arguments.Number("runs", 51));
            }

            if (parts.Contains("crowd"))
            {
                await CrowdFigures.AddAsync(table, programs, data, arguments.Number("logins", 500));
            }

            bool all = !(parts.Contains("auth") || parts.Contains("imap")) || await AddDovecotAsync(table, programs, data, folder, parts, arguments);
            return all && table.AllMet ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>False where there is no Dovecot.</summary>
    private static async Task<bool> AddDovecotAsync(FigureTable table, LoadPrograms programs, LoadData data, string folder, string[] parts, LoadArguments arguments)
    {
        if (DovecotServer.Obstacle() is { } obstacle)
        {
            Console.WriteLine($"NOT TAKEN: the figures through Dovecot: {obstacle}");
            return false;
        }

        int rounds = arguments.Number("rounds", 12);
        TimeSpan round = TimeSpan.FromSeconds(arguments.Number("seconds", 2));
        await LoadFolder.GiveToDovecotAsync(folder);
        async Task CompareAsync(string name, bool execs, string users, string configuration, Func<DovecotPair, Task> compare)
        {
            await using DovecotPair pair = await DovecotPair.StartAsync(Path.Combine(folder, name), programs.Reference(users, execs), programs.Executable(configuration, execs));
            await compare(pair);
        }

        if (parts.Contains("auth"))
        {
            await CompareAsync("a", false, data.ShaCryptUsers, data.ShaCryptConfiguration, pair => DovecotFigures.AddAuthAsync(table, pair, "`$6$`", rounds, round));
            await CompareAsync("e", true, data.ShaCryptUsers, data.ShaCryptConfiguration, pair => DovecotFigures.AddAuthAsync(table, pair, "`$6$`, both run checkpassword-reply", rounds, round));
            await CompareAsync("m", false, data.Argon2Users, data.Argon2Configuration, pair => DovecotFigures.AddAuthAsync(table, pair, "Argon2id", rounds, round));
        }

        if (parts.Contains("imap"))
        {
            await CompareAsync("i", false, data.ShaCryptUsers, data.ShaCryptConfiguration, pair => DovecotFigures.AddImapAsync(table, pair, "`$6$`", rounds, round));
            await CompareAsync("j", false, data.Argon2Users, data.Argon2Configuration, pair => DovecotFigures.AddImapAsync(table, pair, "Argon2id", rounds, round));
        }

        return true;
    }
}
