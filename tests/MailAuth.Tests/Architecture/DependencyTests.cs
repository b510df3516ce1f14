using System.Xml.Linq;

namespace MailAuth.Tests.Architecture;

/// <summary>The dependency direction of the house, read from the project files.</summary>
public sealed class DependencyTests
{
    private static readonly string[] CoreDependencies =
    [
        "BCrypt.Net-Next",
        "Konscious.Security.Cryptography.Argon2",
        "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions",
        "Microsoft.Extensions.Options",
        "Microsoft.Extensions.Options.ConfigurationExtensions",
    ];

    /// <summary>The one third-party library family of each package.</summary>
    private static readonly Dictionary<string, string[]> PackageFamilies = new(StringComparer.Ordinal)
    {
        ["MailAuth.LegacySchemes"] = ["BouncyCastle.Cryptography"],
        ["MailAuth.SmtpServer"] = ["SmtpServer"],
        ["MailAuth.Sodium"] = ["libsodium"],
        ["MailAuth.Sqlite"] = ["Microsoft.Data.Sqlite"],
        ["MailAuth.StoreSpecification"] = ["xunit.v3.assert", "xunit.v3.extensibility.core"],
    };

    /// <summary>What stands for a library that the builds' registry does not carry: never packed.</summary>
    private static readonly Dictionary<string, string> Declarations = new(StringComparer.Ordinal)
    {
        ["MailAuth.SmtpServer"] = "../../nuget/SmtpServer.Declaration/SmtpServer.Declaration.csproj",
    };

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)!)];

    [Fact]
    public void The_core_depends_on_its_list_and_on_nothing_else()
    {
        Assert.Equal(CoreDependencies, References("MailAuth", "PackageReference"));
        Assert.Empty(References("MailAuth", "ProjectReference"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_other_package_depends_on_the_core_and_on_one_library_family(string project)
    {
        if (project == "MailAuth" || IsExecutable(project))
        {
            return;
        }

        Assert.Equal(["../MailAuth/MailAuth.csproj"], ProjectReferences(project));
        Assert.Equal(PackageFamilies.GetValueOrDefault(project, []), References(project, "PackageReference"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_executable_uses_what_it_needs_and_nothing_uses_an_executable(string project)
    {
        string[] used = [.. ProjectReferences(project).Select(reference => Path.GetFileNameWithoutExtension(reference)!)];
        Assert.DoesNotContain(used, IsExecutable);
        if (IsExecutable(project))
        {
            Assert.Contains("MailAuth", used);
        }
    }

    [Fact]
    public void No_folder_has_a_name_that_says_nothing()
    {
        string[] banned = ["Common", "Utils", "Helpers", "Shared", "Core"];
        IEnumerable<string> folders = new[] { "src", "tests", "samples", "benchmarks" }
            .SelectMany(top => Directory.EnumerateDirectories(Path.Combine(Repository.Root, top), "*", SearchOption.AllDirectories))
            .Where(folder => !folder.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
        Assert.DoesNotContain(folders, folder => banned.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_namespace_is_its_folder(string project)
    {
        string root = Path.Combine(Repository.Root, "src", project);
        foreach (string file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            string folder = Path.GetDirectoryName(Path.GetRelativePath(root, file))!;
            if (folder.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj")
            {
                continue;
            }

            string expected = folder.Length == 0 ? project : $"{project}.{folder.Replace(Path.DirectorySeparatorChar, '.')}";
            string? declared = File.ReadLines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal));
            if (declared is null)
            {
                continue;
            }

            // Registration extensions live where their users look for them.
            Assert.True(
                declared == $"namespace {expected};" || declared == "namespace Microsoft.Extensions.DependencyInjection;",
                $"{Path.GetRelativePath(Repository.Root, file)} says {declared}, its folder says {expected}");
        }
    }

    private static bool IsExecutable(string project) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj")).Descendants("OutputType").Any(type => type.Value == "Exe");

    private static IEnumerable<string> ProjectReferences(string project) =>
        References(project, "ProjectReference").Where(reference => reference != Declarations.GetValueOrDefault(project));

    private static string[] References(string project, string kind) =>
        [.. XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"))
            .Descendants(kind)
            .Select(element => element.Attribute("Include")!.Value)
            .Order(StringComparer.Ordinal)];
}
