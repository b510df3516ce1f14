using System.Diagnostics;
using MailAuth.Tests.Usernames.Vectors;
using MailAuth.Usernames;

namespace MailAuth.Tests.Usernames;

/// <summary>
/// Under globalization-invariant mode .NET stops normalizing. The project carries its own tables, so a name that is not ASCII is the same there.
/// </summary>
public sealed class NormalizationWithoutCultureDataTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    public async Task Names_are_the_same_with_and_without_culture_data(string invariantMode)
    {
        string[] names =
        [
            .. Rfc8265.Allowed.Select(row => row.Data.Item1), .. Rfc8265.Refused.Select(row => row.Data),
            .. Uts46.Allowed.Select(row => "kalle@" + row.Data.Item1), .. Uts46.Refused.Select(row => "kalle@" + row.Data),
        ];
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "MailAuth.Tests" + (OperatingSystem.IsWindows() ? ".exe" : "")))
        {
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = invariantMode, [NormalizationProbe.Switch] = "1" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        foreach (string name in names)
        {
            await process.StandardInput.WriteLineAsync(NormalizationProbe.Hex(name));
        }

        process.StandardInput.Close();
        string[] answers = (await output).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

        var normalizer = new UsernameNormalizer(new UsernameOptions());
        Assert.Equal([invariantMode == "1" ? "True" : "False", .. names.Select(name => NormalizationProbe.Hex(normalizer.Normalize(name).Text))], answers);
    }
}
