using System.Runtime.CompilerServices;
using System.Text;
using MailAuth.Usernames;

namespace MailAuth.Tests.Usernames;

/// <summary>
/// Turns the test program into one that normalizes what it reads: lines of UTF-8 in hex come in, canonical names in hex go out, after a first
/// line that says whether .NET normalizes here. So the same code can be asked in a process of another mode, whatever the test runner's options are.
/// </summary>
internal static class NormalizationProbe
{
    public const string Switch = "MAILAUTH_TESTS_NORMALIZE";

    public static bool HasNoCultureData => "a\u030A".Normalize(NormalizationForm.FormC) != "å";

    public static string Hex(string? text) => text is null ? "none" : Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Switch) is not "1")
        {
            return;
        }

        var normalizer = new UsernameNormalizer(new UsernameOptions());
        Console.WriteLine(HasNoCultureData);
        while (Console.ReadLine() is string line)
        {
            Console.WriteLine(Hex(normalizer.Normalize(Convert.FromHexString(line)).Text));
        }

        Environment.Exit(0);
    }
}
