using System.Text.RegularExpressions;
using MailAuth.Configuration;
using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>samples/Dovecot as an operator finds it. That servers work with it is what all other tests show.</summary>
public sealed partial class SampleTests
{
    private static readonly string Readme = new SampleFile("README.md").Text;

    [Fact]
    public void Every_file_is_in_the_table_and_is_there()
    {
        string[] files = [.. Directory.GetFiles(SampleFile.Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(SampleFile.Folder, file)).Where(file => file != "README.md")];
        string[] named = [.. Readme.Split('\n').Where(line => line.Contains("| `/etc/", StringComparison.Ordinal)).SelectMany(line => Quoted().Matches(line.Split('|')[1])).Select(match => match.Groups[1].Value)];
        Assert.Equal(files.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_test_class_that_is_named_exists()
    {
        string[] named = [.. Quoted().Matches(Readme).Select(match => match.Groups[1].Value).Where(name => name.EndsWith("Tests", StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal)).Distinct()];
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.NotNull(typeof(SampleTests).Assembly.GetType($"MailAuth.Dovecot.Tests.{name}")));
    }

    [Fact]
    public void The_configuration_compiles_as_it_is()
    {
        var settings = MailAuthSettings.Read(Path.Combine(SampleFile.Folder, "mailauth.json"));
        Assert.Empty(settings.Problems);
        Assert.NotNull(settings.Compile(null, out IReadOnlyList<ConfigurationProblem> problems));
        Assert.Empty(problems);
    }

    [Fact]
    public async Task Dovecot_and_Postfix_find_nothing_to_say_of_it()
    {
        await using MailServers servers = await MailServers.StartAsync(setup => setup.Postfix = true);
        ProgramRun doveconf = await ProgramRun.OfAsync("doveconf", "-n", "-c", servers.Dovecot.ConfigurationFile);
        Assert.Equal((0, ""), (doveconf.ExitCode, doveconf.Error));
        ProgramRun postconf = await ProgramRun.OfAsync("postconf", "-n", "-c", servers.Folder.InRoot("postfix/etc"));
        Assert.Equal((0, ""), (postconf.ExitCode, postconf.Error));
        await new Curl(servers).LogInAsync(MailService.Submission, "anna", "anna-2009");
        Assert.DoesNotMatch("(?i)warning|error|fatal", servers.Postfix.Log.Text);
        Assert.DoesNotMatch("(?i)warning|error|fatal", servers.Dovecot.Log.Text);
    }

    [Fact]
    public async Task Without_TLS_no_password_is_taken_from_another_machine()
    {
        // From 127.0.0.1 to 127.0.0.2, which Dovecot takes for two machines.
        await using MailServers servers = await MailServers.StartAsync();
        await using Wire wire = await Wire.ConnectAsync(servers.Dovecot.Imap, null, "127.0.0.2");
        Assert.StartsWith("NO [PRIVACYREQUIRED] ", await wire.LogInAsync("anna", "anna-2009"), StringComparison.Ordinal);
    }

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Quoted();
}
