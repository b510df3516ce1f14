using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace MailAuth.SmtpServer.Tests;

/// <summary>The package as it is packed.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mailauth-pack-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_package_depends_on_the_real_library_and_does_not_hold_the_declaration()
    {
        await PackAsync();
        await using ZipArchive package = await ZipFile.OpenReadAsync(Assert.Single(Directory.GetFiles(folder.FullName, "*.nupkg")), TestContext.Current.CancellationToken);
        string[] names = [.. package.Entries.Select(static entry => entry.FullName)];
        Assert.Contains("lib/net10.0/MailAuth.SmtpServer.dll", names);
        Assert.DoesNotContain(names, static name => Path.GetFileName(name).StartsWith("SmtpServer.", StringComparison.OrdinalIgnoreCase));

        await using Stream nuspec = await package.GetEntry("MailAuth.SmtpServer.nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        XDocument document = await XDocument.LoadAsync(nuspec, LoadOptions.None, TestContext.Current.CancellationToken);
        string own = document.Descendants().Single(static element => element.Name.LocalName == "version").Value;
        Assert.Equal(
            [("MailAuth", own), ("SmtpServer", "[11.0.0, 12.0.0)")],
            document.Descendants().Where(static element => element.Name.LocalName == "dependency")
                .Select(static element => (Id: element.Attribute("id")!.Value, Version: element.Attribute("version")!.Value)).Order());
    }

    [Fact]
    public void What_the_package_depends_on_is_what_the_switch_restores()
    {
        XDocument versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));
        Assert.Equal("[11.0.0, 12.0.0)", versions.Descendants("PackageVersion").Single(static element => element.Attribute("Include")!.Value == "SmtpServer").Attribute("Version")!.Value);
    }

    [Fact]
    public void The_declaration_is_never_packed()
    {
        XDocument project = XDocument.Load(Path.Combine(Repository.Root, "nuget", "SmtpServer.Declaration", "SmtpServer.Declaration.csproj"));
        Assert.Equal("false", project.Descendants("IsPackable").Single().Value);
        Assert.Equal("0.0.0.0", project.Descendants("AssemblyVersion").Single().Value);
    }

    private async Task PackAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "pack", Path.Combine(Repository.Root, "src", "MailAuth.SmtpServer"), "--configuration", "Release", "--output", folder.FullName, "--nologo", "-nodeReuse:false" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(5));
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.True(process.ExitCode == 0, await output + await errors);
    }
}
