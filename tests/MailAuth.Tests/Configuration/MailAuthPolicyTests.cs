using System.Text;
using MailAuth.Configuration;
using MailAuth.Passwords;
using MailAuth.Usage;

namespace MailAuth.Tests.Configuration;

/// <summary>A policy is checked when it is made, and immutable from then on.</summary>
public sealed class MailAuthPolicyTests
{
    [Theory]
    [InlineData(Files.Example)]
    [InlineData(Files.Everything)]
    public void The_files_of_the_tests_compile(string json)
    {
        MailAuthPolicy? policy = MailAuthSettings.Parse(Encoding.UTF8.GetBytes(json), "mailauth.json").Compile(null, out IReadOnlyList<ConfigurationProblem> problems);

        Assert.Empty(problems);
        Assert.NotNull(policy);
    }

    [Fact]
    public void Changing_options_later_changes_no_policy()
    {
        MailAuthOptions options = MailAuthSettings.Parse(Encoding.UTF8.GetBytes(Files.Everything), "mailauth.json").Options!;
        string before = Describe(options.Usage, options.Passwords.Executor);

        MailAuthPolicy policy = MailAuthPolicy.Create(options);
        (options.Usage.Capacity, options.Usage.BatchSize, options.Usage.BatchDelay) = (1, 1, TimeSpan.FromHours(1));
        (options.Passwords.Executor.Inline, options.Passwords.Executor.Threads, options.Passwords.Executor.MemoryMiB, options.Passwords.Executor.QueueLength) = (false, 1, 1, 1);
        (options.StateDirectory, options.Passwords.Executor.Slots, options.Passwords.Executor.SlotWait) = (null, 1, TimeSpan.Zero);

        Assert.Equal(before, Describe(policy.Usage, policy.Executor));
        Assert.Equal("/run/mailauth", policy.StateDirectory);
    }

    [Fact]
    public void Wrong_options_of_code_are_told_all_at_once()
    {
        var options = new MailAuthOptions { StoreTimeout = TimeSpan.FromMilliseconds(9), StateDirectory = "run/mailauth", Usage = { Capacity = 0, BatchSize = 0, BatchDelay = TimeSpan.FromMinutes(90) } };

        var exception = Assert.Throws<MailAuthConfigurationException>(() => MailAuthPolicy.Create(options));

        Assert.Equal(
            [
                "storeTimeout \"9ms\": must be from 10 milliseconds to 10 minutes",
                "stateDirectory \"run/mailauth\": must be an absolute path",
                "usage.capacity \"0\": must be from 1 to 1000000",
                "usage.batchSize \"0\": must be from 1 to 10000",
                "usage.batchDelay \"90m\": must be from 10 milliseconds to 1 hour",
            ],
            exception.Problems.Select(static problem => problem.ToString()));
    }

    [Fact]
    public void A_part_that_is_null_is_named()
    {
        (string Name, Action<MailAuthOptions> Forget)[] parts =
        [
            ("options.Usernames.HostedDomains", static options => options.Usernames.HostedDomains = null!),
            ("options.Transition.Overrides", static options => options.Transition.Overrides = null!),
            ("options.Passwords", static options => options.Passwords = null!),
            ("options.Passwords.Limits", static options => options.Passwords.Limits = null!),
            ("options.Passwords.Executor", static options => options.Passwords.Executor = null!),
            ("options.Submission.Tls.Domains", static options => options.Submission.Tls.Domains = null!),
            ("options.Throttle.Network", static options => options.Throttle.Network = null!),
        ];
        foreach ((string name, Action<MailAuthOptions> forget) in parts)
        {
            var options = new MailAuthOptions();
            forget(options);
            Assert.Equal(name, Assert.Throws<ArgumentNullException>(() => MailAuthPolicy.Create(options)).ParamName);
        }

        Assert.Equal("schemes[0]", Assert.Throws<ArgumentNullException>(() => MailAuthPolicy.Create(new MailAuthOptions(), [null!])).ParamName);
    }

    private static string Describe(UsageOptions usage, HashExecutorOptions executor) =>
        OptionsComparer.Describe(new MailAuthOptions { Usage = usage, Passwords = { Executor = executor } });
}
