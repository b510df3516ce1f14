using System.Text;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Passwords;
using MailAuth.Usernames;

namespace MailAuth.Tests.Passwords;

/// <summary>A compiled policy whose new hashes are cheap (1 MiB, one pass), and an inline executor that lists the cost of every hash operation.</summary>
internal sealed class TestPolicy
{
    /// <summary>Passwords "secret", and what it costs compared with <see cref="Current"/>.</summary>
    public const string Plain = "{PLAIN}secret";
    public const string CheaperArgon2 = "{ARGON2ID}$argon2id$v=19$m=256,t=1,p=1$c29tZXNhbHQ$AFDvqcijGA6kO5ChzUMS/A";
    public const string CurrentArgon2 = "{ARGON2ID}$argon2id$v=19$m=1024,t=1,p=1$c29tZXNhbHQ$PeqHSbzsF1xtFyTVR0t1iw";
    public const string DearerArgon2 = "{ARGON2ID}$argon2id$v=19$m=1024,t=2,p=1$c29tZXNhbHQ$JfwpXLlxxjAvECQQk5f+Gw";
    public const string DearerBcrypt = "{BLF-CRYPT}$2y$05$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO";

    public static readonly HashCost Current = HashCost.Argon2(1024, 1);

    public TestPolicy(Action<PasswordOptions>? configure = null, params IPasswordScheme[] schemes)
    {
        Options = new PasswordOptions { Argon2 = { MemoryKiB = 1024, Passes = 1 } };
        configure?.Invoke(Options);
        var problems = new ConfigurationProblems();
        Policy = PasswordPolicy.Compile(Options, schemes, new UsernameNormalizer(new UsernameOptions()), problems);
        Problems = problems.All;
        Executor = new HashExecutor(new HashExecutorOptions { Inline = true }) { OnOperation = Operations.Add };
    }

    public PasswordOptions Options { get; }

    public PasswordPolicy Policy { get; }

    public IReadOnlyList<ConfigurationProblem> Problems { get; }

    public HashExecutor Executor { get; }

    public List<HashCost> Operations { get; } = [];

    public PasswordOutcome Verify(string? stored, string password) => Verify(stored, Encoding.UTF8.GetBytes(password));

    public PasswordOutcome Verify(string? stored, byte[] password) => Verify(new Account("kalle@domain.se", stored), password);

    public PasswordOutcome Verify(Account? account, byte[] password)
    {
        Operations.Clear();
        Task<PasswordOutcome> verify = Policy.VerifyAsync(account, password, Executor, TestContext.Current.CancellationToken).AsTask();
        Assert.True(verify.IsCompletedSuccessfully, "an inline executor completes synchronously");
        return verify.Result;
    }

    public string? Rehash(string stored, byte[] password)
    {
        var account = new Account("kalle@domain.se", stored);
        PasswordOutcome outcome = Verify(account, password);
        Task<string?> rehash = Policy.RehashAsync(account, outcome, password, Executor, TestContext.Current.CancellationToken).AsTask();
        Assert.True(rehash.IsCompletedSuccessfully, "an inline executor completes synchronously");
        return rehash.Result;
    }
}
