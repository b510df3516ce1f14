using System.Text;
using MailAuth.Configuration;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>The options of the cache of verified logins: off unless asked for, and in bounds.</summary>
public sealed class PasswordCacheOptionsTests
{
    [Fact]
    public void The_cache_is_off_by_default_and_its_bounds_are_those_of_the_documentation()
    {
        var options = new PasswordOptions();
        Assert.Equal((TimeSpan.Zero, 65_536), (options.Cache.Lifetime, options.Cache.Entries));
        Assert.Equal(TimeSpan.Zero, new TestPolicy().Policy.CacheLifetime);
    }

    [Theory]
    [InlineData(0, 1_024)]
    [InlineData(1_000, 16_777_216)]
    [InlineData(86_400_000, 65_536)]
    public void Values_in_bounds_are_taken(int milliseconds, int entries)
    {
        var policy = new TestPolicy(options => (options.Cache.Lifetime, options.Cache.Entries) = (TimeSpan.FromMilliseconds(milliseconds), entries));
        Assert.Empty(policy.Problems);
        Assert.Equal((TimeSpan.FromMilliseconds(milliseconds), entries), (policy.Policy.CacheLifetime, policy.Policy.CacheEntries));
    }

    [Theory]
    [InlineData("999ms", "65536", "passwords.cache.lifetime \"999ms\": must be 0, or from 1 second to 24 hours")]
    [InlineData("25h", "65536", "passwords.cache.lifetime \"25h\": must be 0, or from 1 second to 24 hours")]
    [InlineData("1h", "1000", "passwords.cache.entries \"1000\": must be a power of two from 1024 to 16777216")]
    [InlineData("1h", "512", "passwords.cache.entries \"512\": must be a power of two from 1024 to 16777216")]
    [InlineData("1h", "33554432", "passwords.cache.entries \"33554432\": must be a power of two from 1024 to 16777216")]
    [InlineData("1h", "-1024", "passwords.cache.entries \"-1024\": must be a power of two from 1024 to 16777216")]
    public void Values_out_of_bounds_are_told_with_their_setting(string lifetime, string entries, string expected)
    {
        string json = $$"""{ "passwords": { "cache": { "lifetime": "{{lifetime}}", "entries": {{entries}} } } }""";
        MailAuthSettings.Parse(Encoding.UTF8.GetBytes(json), "mailauth.json").Compile(null, out IReadOnlyList<ConfigurationProblem> problems);
        Assert.Contains(expected, Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_without_a_unit_and_a_setting_that_there_is_not_are_errors()
    {
        foreach (string cache in new[] { "\"lifetime\": 3600", "\"lifetime\": \"3600\"", "\"size\": 1024" })
        {
            MailAuthSettings settings = MailAuthSettings.Parse(Encoding.UTF8.GetBytes($$"""{ "passwords": { "cache": { {{cache}} } } }"""), "mailauth.json");
            Assert.NotEmpty(settings.Problems);
        }
    }
}
