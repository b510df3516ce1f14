using System.Text;
using MailAuth.Configuration;
using Microsoft.Extensions.Configuration;

namespace MailAuth.Tests.Configuration;

/// <summary>An <see cref="IConfiguration"/> of the same shape says the same as the file, and is as strict.</summary>
public sealed class ConfigurationSectionTests
{
    public static TheoryData<string> Valid =>
    [
        Files.Example,
        Files.Everything,
        """{ "usernames": {} }""",
        """{ "transition": { "domains": [ { "domain": "a.se", "brownouts": [], "ramp": [] }, {} ], "overrides": [] } }""",
        """{ "transition": { "rampSalt": "", "ratchetDays": 14, "closed": "2009-09-07", "dryRun": false, "ramp": [ { "percent": 1.5e1 } ] } }""",
        """{ "usage": { "batchDelay": "14d" }, "passwords": { "rehash": true, "limits": {} } }""",
        """{ "usernames": { "hostedDomains": [ "b.se", "a.se", "10.se", "c", "d", "e", "f", "g", "h", "i", "j", "k" ] } }""",
    ];

    [Theory]
    [MemberData(nameof(Valid))]
    public void The_same_file_gives_the_same_options_through_either_door(string json)
    {
        MailAuthSettings file = MailAuthSettings.Parse(Encoding.UTF8.GetBytes(json), "mailauth.json");
        MailAuthSettings section = MailAuthSettings.FromConfiguration(Section(json));

        Assert.Empty(file.Problems);
        Assert.Empty(section.Problems);
        OptionsComparer.AssertEqual(file.Options!, section.Options!);
    }

    [Theory]
    [InlineData("""{ "transition": { "timezon": "UTC" } }""", "MailAuth:transition:timezon", "UTC", "is not a setting; did you mean timeZone?")]
    [InlineData("""{ "transition": { "closed": "2009-09-07T00:00+02:00" } }""", "MailAuth:transition:closed", "2009-09-07T00:00+02:00", "must carry no offset: dates and times are local to transition.timeZone")]
    [InlineData("""{ "usage": { "batchDelay": "14" } }""", "MailAuth:usage:batchDelay", "14", "must be a duration in quotes: a whole number with its unit, such as \"500ms\", \"1s\", \"5m\", \"1h\" or \"14d\"")]
    [InlineData("""{ "transition": { "brownouts": [ {}, { "to": [] , "from": [ 1 ] } ] } }""", "MailAuth:transition:brownouts:1:from", "[…]", "must be a string, in quotes")]
    [InlineData("""{ "transition": { "domains": [ "kund.se" ] } }""", "MailAuth:transition:domains:0", "kund.se", "must be an object, in { }")]
    [InlineData("""{ "transition": { "domains": { "kund.se": { "dryRun": true } } } }""", "MailAuth:transition:domains", "{…}", "must be a list, in [ ]")]
    [InlineData("""{ "transition": { "warn": null } }""", "MailAuth:transition:warn", "null", "may not be null: leave the setting out")]
    [InlineData("""{ "usage": { "capacity": "many" } }""", "MailAuth:usage:capacity", "many", "must be a whole number, from -2147483647 to 2147483647")]
    [InlineData("""{ "usernames": { "preserveCase": "yes" } }""", "MailAuth:usernames:preserveCase", "yes", "must be true or false")]
    [InlineData("""{ "store": { "passwdFile": "a", "sqlite": "b" } }""", "MailAuth:store:sqlite", "b", "contradicts store.passwdFile: name one store")]
    [InlineData("""{ "store": { "sqlite": "b", "passwdFileRehash": false } }""", "MailAuth:store:passwdFileRehash", "False", "goes with store.passwdFile alone")]
    public void What_is_wrong_is_told_with_its_configuration_path(string json, string setting, string value, string message)
    {
        MailAuthSettings settings = MailAuthSettings.FromConfiguration(Section(json));

        Assert.Equal(new ConfigurationProblem(setting, value, message), Assert.Single(settings.Problems));
        Assert.Null(settings.Options);
    }

    [Fact]
    public void What_compiling_finds_is_told_with_its_configuration_path()
    {
        MailAuthSettings.FromConfiguration(Section("""{ "usage": { "capacity": 0 } }""")).Compile(null, out IReadOnlyList<ConfigurationProblem> problems);

        Assert.Equal("MailAuth:usage:capacity", Assert.Single(problems).Setting);
    }

    [Fact]
    public void Keys_are_in_any_case_as_environment_variables_are()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MAILAUTH:TRANSITION:TIMEZONE"] = "Europe/Stockholm",
            ["MAILAUTH:TRANSITION:DOMAINS:0:DOMAIN"] = "kund.se",
            ["MAILAUTH:USAGE:CAPACITY"] = "7",
        }).Build();

        MailAuthSettings settings = MailAuthSettings.FromConfiguration(configuration.GetSection("MailAuth"));

        Assert.Empty(settings.Problems);
        Assert.Equal("Europe/Stockholm", settings.Options?.Transition.TimeZone);
        Assert.Equal("kund.se", settings.Options?.Transition.Domains[0].Domain);
        Assert.Equal(7, settings.Options?.Usage.Capacity);
    }

    [Fact]
    public void A_section_that_is_missing_is_an_error_and_no_empty_policy()
    {
        IConfiguration missing = new ConfigurationBuilder().Build().GetSection("MailAuth");

        ConfigurationProblem problem = Assert.Single(MailAuthSettings.FromConfiguration(missing).Problems);

        Assert.Equal(("MailAuth", "the section is missing or empty"), (problem.Setting, problem.Message));
    }

    [Fact]
    public void The_root_handed_in_by_mistake_is_an_error()
    {
        IConfiguration root = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "Warning" }).Build();

        Assert.Equal("Logging", Assert.Single(MailAuthSettings.FromConfiguration(root).Problems).Setting);
    }

    private static IConfigurationSection Section(string json) => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "MailAuth": {{json}} }""")))
        .Build()
        .GetSection("MailAuth");
}
