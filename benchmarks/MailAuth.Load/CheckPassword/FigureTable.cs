using System.Globalization;

namespace MailAuth.Load.CheckPassword;

/// <summary>The figures beside what they should be: a table for benchmarks/README.md, printed row by row.</summary>
internal sealed class FigureTable
{
    /// <summary>Whether every figure so far is as it should be.</summary>
    public bool AllMet { get; private set; } = true;

    public static void PrintHead()
    {
        Console.WriteLine("| what | C reference | mailauth-checkpassword | figure | goal | |");
        Console.WriteLine("|---|---:|---:|---:|---:|---|");
    }

    /// <summary>A row that has to be at most, or at least, something.</summary>
    public void Add(string what, string reference, string ours, double figure, string unit, double goal, bool atLeast = false)
    {
        bool met = atLeast ? figure >= goal : figure <= goal;
        AllMet &= met;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {what} | {reference} | {ours} | {figure:0.##}{unit} | {(atLeast ? ">=" : "<=")} {goal:0.##}{unit} | {(met ? "met" : "MISSED")} |"));
    }

    public static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F2} ms");

    public static string MiB(double kib) => string.Create(CultureInfo.InvariantCulture, $"{kib / 1024:F1} MiB");

    public static string PerSecond(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F0}/s");
}
