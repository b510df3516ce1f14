using System.Text;
using MailAuth.Configuration;

namespace MailAuth.Tests.Configuration;

/// <summary>Whatever is wrong is an error with file, line, setting and value, and all of it is told at once.</summary>
public sealed class ConfigurationProblemTests
{
    private const string Durations = "must be a duration in quotes: a whole number with its unit, such as \"500ms\", \"1s\", \"5m\", \"1h\" or \"14d\"";
    private const string Dates = "must be a local date such as 2009-08-24, or a local date and time such as 2009-08-24T06:00";
    private const string Offsets = "must carry no offset: dates and times are local to transition.timeZone";

    // Each text has its wrong line as line 2.
    [Theory]
    // Unknown keys.
    [InlineData("{ \"transition\": {\n \"timezone\": \"Europe/Stockholm\" } }", "transition.timezone", "Europe/Stockholm", "is not a setting; did you mean timeZone?")]
    [InlineData("{\n \"transitions\": {} }", "transitions", "{…}", "is not a setting; did you mean transition?")]
    [InlineData("{ \"transition\": { \"brownouts\": [ {},\n { \"dat\": \"2009-09-01\" } ] } }", "transition.brownouts[1].dat", "2009-09-01", "is not a setting; did you mean date?")]
    [InlineData("{ \"usage\": {\n \"xyzzy\": 1 } }", "usage.xyzzy", "1", "is not a setting; known here: capacity, batchSize, batchDelay")]
    [InlineData("{ \"passwords\": { \"argon2\": {\n \"memory_kib\": 1 } } }", "passwords.argon2.memory_kib", "1", "is not a setting; did you mean memoryKiB?")]
    [InlineData("{ \"transition\": { \"overrides\": [ {\n \"2001:db8::/64\": \"allow\" } ] } }", "transition.overrides[0].2001:db8::/64", "allow", "is not a setting; known here: account, domain, network, protocol, bareUsername, until, reason, owner")]
    // Keys given twice.
    [InlineData("{ \"usage\": { \"capacity\": 1,\n \"capacity\": 2 } }", "usage.capacity", "2", "is given twice; the first is on line 1")]
    [InlineData("{ \"usage\": {},\n \"us\\u0061ge\": {} }", "usage", "{…}", "is given twice; the first is on line 1")]
    // Wrong types.
    [InlineData("{\n \"transition\": [] }", "transition", "[…]", "must be an object, in { }")]
    [InlineData("{ \"transition\": { \"domains\": [\n \"kund.se\" ] } }", "transition.domains[0]", "kund.se", "must be an object, in { }")]
    [InlineData("{ \"transition\": {\n \"domains\": { \"kund.se\": {} } } }", "transition.domains", "{…}", "must be a list, in [ ]")]
    [InlineData("{ \"usernames\": {\n \"hostedDomains\": \"domain.se\" } }", "usernames.hostedDomains", "domain.se", "must be a list, in [ ]")]
    [InlineData("{ \"usernames\": { \"hostedDomains\": [ \"a.se\",\n 1 ] } }", "usernames.hostedDomains[1]", "1", "must be a string, in quotes")]
    [InlineData("{ \"usernames\": {\n \"defaultDomain\": true } }", "usernames.defaultDomain", "true", "must be a string, in quotes")]
    [InlineData("{ \"usernames\": {\n \"preserveCase\": \"true\" } }", "usernames.preserveCase", "true", "must be true or false")]
    [InlineData("{ \"usernames\": {\n \"preserveCase\": 1 } }", "usernames.preserveCase", "1", "must be true or false")]
    [InlineData("{ \"transition\": {\n \"ratchetDays\": \"14\" } }", "transition.ratchetDays", "14", "must be a whole number, from -2147483647 to 2147483647")]
    [InlineData("{ \"transition\": {\n \"ratchetDays\": 14.5 } }", "transition.ratchetDays", "14.5", "must be a whole number, from -2147483647 to 2147483647")]
    [InlineData("{ \"transition\": {\n \"ratchetDays\": 99999999999999999999 } }", "transition.ratchetDays", "99999999999999999999", "must be a whole number, from -2147483647 to 2147483647")]
    [InlineData("{ \"transition\": { \"ramp\": [ {\n \"percent\": \"10\" } ] } }", "transition.ramp[0].percent", "10", "must be a number")]
    [InlineData("{ \"transition\": { \"ramp\": [ {\n \"percent\": 1e999 } ] } }", "transition.ramp[0].percent", "1e999", "must be a number")]
    [InlineData("{\n \"usage\": null }", "usage", "null", "must be an object, in { }")]
    [InlineData("{ \"transition\": {\n \"warn\": null } }", "transition.warn", "null", "may not be null: leave the setting out")]
    [InlineData("{ \"transition\": {\n \"dryRun\": null } }", "transition.dryRun", "null", "may not be null: leave the setting out")]
    [InlineData("{ \"usernames\": { \"sources\": [\n null ] } }", "usernames.sources[0]", "null", "may not be null: leave the setting out")]
    // Dates.
    [InlineData("{ \"transition\": {\n \"warn\": 20090824 } }", "transition.warn", "20090824", "must be a date in quotes, such as \"2009-08-24\"")]
    [InlineData("{ \"transition\": {\n \"warn\": \"24/8 2009\" } }", "transition.warn", "24/8 2009", Dates)]
    [InlineData("{ \"transition\": {\n \"warn\": \"2009-8-24\" } }", "transition.warn", "2009-8-24", Dates)]
    [InlineData("{ \"transition\": {\n \"warn\": \"2009-08-24 06:00\" } }", "transition.warn", "2009-08-24 06:00", Dates)]
    [InlineData("{ \"transition\": {\n \"warn\": \"2009-08-24T06\" } }", "transition.warn", "2009-08-24T06", Dates)]
    [InlineData("{ \"transition\": {\n \"warn\": \"\" } }", "transition.warn", "", Dates)]
    [InlineData("{ \"transition\": {\n \"closed\": \"2009-09-07T00:00Z\" } }", "transition.closed", "2009-09-07T00:00Z", Offsets)]
    [InlineData("{ \"transition\": {\n \"closed\": \"2009-09-07T00:00+02:00\" } }", "transition.closed", "2009-09-07T00:00+02:00", Offsets)]
    [InlineData("{ \"transition\": {\n \"closed\": \"2009-02-29\" } }", "transition.closed", "2009-02-29", "is not a day of the calendar")]
    [InlineData("{ \"transition\": {\n \"closed\": \"2009-13-01\" } }", "transition.closed", "2009-13-01", "is not a day of the calendar")]
    [InlineData("{ \"transition\": {\n \"closed\": \"2009-09-07T24:00\" } }", "transition.closed", "2009-09-07T24:00", "is not a time of the day, 00:00 to 23:59")]
    // Durations.
    [InlineData("{ \"usage\": {\n \"batchDelay\": 14 } }", "usage.batchDelay", "14", Durations)]
    [InlineData("{ \"usage\": {\n \"batchDelay\": \"14\" } }", "usage.batchDelay", "14", Durations)]
    [InlineData("{ \"usage\": {\n \"batchDelay\": \"00:00:01\" } }", "usage.batchDelay", "00:00:01", Durations)]
    [InlineData("{ \"usage\": {\n \"batchDelay\": \"1.5s\" } }", "usage.batchDelay", "1.5s", Durations)]
    [InlineData("{ \"usage\": {\n \"batchDelay\": \"-1s\" } }", "usage.batchDelay", "-1s", Durations)]
    [InlineData("{ \"usage\": {\n \"batchDelay\": \"1 s\" } }", "usage.batchDelay", "1 s", Durations)]
    [InlineData("{ \"usage\": {\n \"batchDelay\": \"99999999999999999999d\" } }", "usage.batchDelay", "99999999999999999999d", Durations)]
    [InlineData("{\n \"storeTimeout\": \"5 minutes\" }", "storeTimeout", "5 minutes", Durations)]
    // One of a few.
    [InlineData("{ \"usernames\": {\n \"bareUsernames\": \"LocalPart\" } }", "usernames.bareUsernames", "LocalPart", "must be one of auto, recorded, localPart")]
    [InlineData("{ \"usernames\": { \"sources\": [ \"domain\",\n \"none\" ] } }", "usernames.sources[1]", "none", "must be one of domain, serverName, listener, legacyUsername, defaultDomain, onlyAccount")]
    [InlineData("{ \"transition\": { \"overrides\": [ {\n \"bareUsername\": 1 } ] } }", "transition.overrides[0].bareUsername", "1", "must be one of inherit, allow, refuse")]
    [InlineData("{ \"transition\": { \"overrides\": [ {\n \"protocol\": \"smtp\" } ] } }", "transition.overrides[0].protocol", "smtp", "must be one of other, imap, pop3, submission, manageSieve, web")]
    // Contradictions.
    [InlineData("{ \"store\": { \"passwdFile\": \"/etc/dovecot/users\",\n \"sqlite\": \"/var/lib/mailauth.db\" } }", "store.sqlite", "/var/lib/mailauth.db", "contradicts store.passwdFile: name one store")]
    [InlineData("{ \"store\": { \"sqlite\": \"/var/lib/mailauth.db\",\n \"passwdFileRehash\": true } }", "store.passwdFileRehash", "true", "goes with store.passwdFile alone")]
    [InlineData("{ \"store\": { \"passwdFile\": \"/etc/dovecot/users\",\n \"passwdFileRehash\": \"yes\" } }", "store.passwdFileRehash", "yes", "must be true or false")]
    [InlineData("{\n \"store\": { } }", "store.sqlite", null, "is missing: name one store, as passwdFile or sqlite")]
    [InlineData("{ \"store\": {\n \"sqlite\": \"\" } }", "store.sqlite", "", "must be the path of a file")]
    public void What_is_wrong_is_told_with_its_place(string json, string setting, string? value, string message)
    {
        MailAuthSettings settings = Parse(json);

        ConfigurationProblem problem = Assert.Single(settings.Problems);
        Assert.Equal(new ConfigurationProblem(setting, value, message) { File = "mailauth.json", Line = 2 }, problem);
        Assert.False(settings.IsReadable);
        Assert.Null(settings.Options);
        Assert.Null(settings.Compile(null, out _));
    }

    [Theory]
    [InlineData("{\n \"transition\": { \"warn\": nul } }", 2, "transition.warn", "\"transition\": { \"warn\": nul } }")]
    [InlineData("{\n \"transition\": { \"warn\" \"2009-08-24\" } }", 2, "transition", "\"transition\": { \"warn\" \"2009-08-24\" } }")]
    [InlineData("{ \"usernames\": { \"hostedDomains\": [ \"a.se\"\n \"b.se\" ] } }", 2, "usernames.hostedDomains", "\"b.se\" ] } }")]
    [InlineData("{ \"usage\": {", 1, "usage", "{ \"usage\": {")]
    [InlineData("{ } \n\n x", 3, "", "x")]
    [InlineData("{ 'usage': {} }", 1, "", "{ 'usage': {} }")]
    [InlineData("{ \"usage\": [[[[[[[[[[[[[[[[[[[[", 1, "usage[0][0][0][0][0][0][0][0][0][0][0][0][0][0]", "{ \"usage\": [[[[[[[[[[[[[[[[[[[[")]
    public void What_is_not_json_is_told_with_its_line(string json, int line, string setting, string value)
    {
        ConfigurationProblem problem = Assert.Single(Parse(json).Problems);

        Assert.Equal(("mailauth.json", line, setting, value), (problem.File, problem.Line, problem.Setting, problem.Value));
        Assert.StartsWith("is not JSON, at byte ", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\uFEFF")]
    public void An_empty_file_is_an_error(string json) => Assert.Equal("is empty", Assert.Single(Parse(json).Problems).Message);

    [Theory]
    [InlineData("[]", "[…]")]
    [InlineData("null", "null")]
    [InlineData("\"x\"", "x")]
    public void The_file_is_one_object(string json, string value)
    {
        ConfigurationProblem problem = Assert.Single(Parse(json).Problems);

        Assert.Equal(("", value, "must be an object, in { }", 1), (problem.Setting, problem.Value, problem.Message, problem.Line));
    }

    [Fact]
    public void What_is_not_utf8_is_told_with_its_line()
    {
        byte[] latin1 = Encoding.Latin1.GetBytes("{ \"usernames\":\n { \"defaultDomain\":\n \"räksmörgås.se\" } }");

        ConfigurationProblem problem = Assert.Single(MailAuthSettings.Parse(latin1, "mailauth.json").Problems);

        Assert.Equal("is not UTF-8", problem.Message);
        Assert.Equal(3, problem.Line);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_told_with_its_place()
    {
        ConfigurationProblem problem = Assert.Single(Parse("{ \"usernames\": {\n \"defaultDomain\": \"\\uD800\" } }").Problems);

        Assert.Equal(("usernames.defaultDomain", "holds half a surrogate pair", 2), (problem.Setting, problem.Message, problem.Line));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        MailAuthSettings settings = Parse("""
            {
              "transition": { "timezone": "Europe/Stockholm", "warn": "24 August",
                "domains": [ "kund.se", { "domain": "test.se", "dryRun": "yes" } ] },
              "usage": { "capacity": 0, "batchDelay": "2h" },
              "storeTimeout": "1ms"
            }
            """);

        settings.Compile(null, out IReadOnlyList<ConfigurationProblem> problems);

        string[] told = [.. problems.Select(static problem => $"{problem.Line} {problem.Setting} {problem.Value}")];
        string[] expected =
        [
            "2 transition.timezone Europe/Stockholm", "2 transition.warn 24 August", "3 transition.domains[0] kund.se", "3 transition.domains[1].dryRun yes",
            "4 usage.capacity 0", "4 usage.batchDelay 2h", "5 storeTimeout 1ms",
        ];
        Assert.Empty(expected.Except(told));
        Assert.Equal(problems.Count, problems.Select(static problem => problem.Setting).Distinct().Count());
        Assert.All(problems, static problem => Assert.Equal("mailauth.json", problem.File));
    }

    [Fact]
    public void What_compiling_finds_gets_the_line_of_its_setting_or_of_the_nearest_one_above_it()
    {
        MailAuthSettings settings = Parse("""
            {
              "transition": {
                "closed": "2009-09-07T06:00",
                "overrides": [
                  { "network": "192.0.2.10" },
                  { "network": "192.0.2.11",
                    "until": "2010-01-01" }
                ]
              }
            }
            """);
        MailAuthPolicy? policy = settings.CompileWith(
            static (_, problems) =>
            {
                problems.Add("transition.closed", new DateTime(2009, 9, 7, 6, 0, 0), "is before warn");
                problems.Add("transition.overrides[1].until", "x", "is over");
                problems.Add("transition.overrides[1].reason", null, "is missing");
                problems.Add("transition.timeZone", null, "is missing");
                problems.Add("usernames.defaultDomain", null, "is missing");
                return null;
            },
            out IReadOnlyList<ConfigurationProblem> problems);

        Assert.Null(policy);
        Assert.Equal(
            [
                "mailauth.json:3: transition.closed \"2009-09-07T06:00\": is before warn",
                "mailauth.json:7: transition.overrides[1].until \"2010-01-01\": is over",
                "mailauth.json:6: transition.overrides[1].reason: is missing",
                "mailauth.json:2: transition.timeZone: is missing",
                "mailauth.json:1: usernames.defaultDomain: is missing",
            ],
            problems.Select(static problem => problem.ToString()));
    }

    [Fact]
    public void What_was_misread_is_not_told_a_second_time_as_missing()
    {
        MailAuthSettings settings = Parse("""{ "transition": { "overrides": [ { "reason": 5 } ] } }""");
        settings.CompileWith(
            static (_, problems) =>
            {
                problems.Add("transition.overrides[0].reason", null, "is missing");
                problems.Add("transition.overrides[0].reasons", null, "is something else");
                return null;
            },
            out IReadOnlyList<ConfigurationProblem> problems);

        Assert.Equal(["transition.overrides[0].reason", "transition.overrides[0].reasons"], problems.Select(static problem => problem.Setting));
        Assert.Equal("must be a string, in quotes", problems[0].Message);
    }

    [Theory]
    [InlineData("capacity", 0)]
    [InlineData("capacity", 1_000_001)]
    [InlineData("batchSize", 0)]
    [InlineData("batchSize", 10_001)]
    public void Usage_is_kept_within_its_ranges(string setting, int value)
    {
        Parse($$"""{ "usage": { "{{setting}}": {{value}} } }""").Compile(null, out IReadOnlyList<ConfigurationProblem> problems);

        Assert.Equal($"usage.{setting}", Assert.Single(problems).Setting);
    }

    [Fact]
    public void A_message_is_one_line_whatever_the_file_holds()
    {
        string longText = new('x', 300);
        ConfigurationProblem problem = Parse("""{ "usernames": { "default\nDomain": "a\r\nINFO forged \u202E\u001b[2J""" + longText + "\" } }").Problems[0];

        string message = problem.ToString();

        Assert.DoesNotContain(message, static character => char.IsControl(character) || character == '\u202E');
        Assert.StartsWith("mailauth.json:1: usernames.default\\u000ADomain \"a\\u000D\\u000AINFO forged \\u202E\\u001B[2J", message, StringComparison.Ordinal);
        Assert.Contains("x…\": is not a setting; did you mean defaultDomain?", message, StringComparison.Ordinal);
    }

    private static MailAuthSettings Parse(string json) => MailAuthSettings.Parse(Encoding.UTF8.GetBytes(json), "mailauth.json");
}
