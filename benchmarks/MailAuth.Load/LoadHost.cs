using MailAuth.Accounts;
using MailAuth.Passwords;

namespace MailAuth.Load;

/// <summary>An engine whose hashes take 64 MiB (3 passes), with a budget of two at once, and its accounts: <c>cheap0@domain.se</c>… and <c>costly0@domain.se</c>…, password "secret".</summary>
internal sealed class LoadHost : IAsyncDisposable
{
    public const int HashMiB = 64;
    public const int Budget = 2;

    private static readonly LoginConnection Connection = new() { Protocol = MailProtocol.Imap, Tls = true };

    public LoadHost(IPasswordScheme[] schemes, int accounts, int queueLength)
    {
        var options = new PasswordOptions
        {
            Argon2 = { MemoryKiB = HashMiB * 1024, Passes = 3 },
            Executor = { Threads = Budget, MemoryMiB = Budget * HashMiB, QueueLength = queueLength },
            Rehash = false,
        };
        string costly = new PasswordVerifier(options, schemes).Hash("secret"u8);
        var store = new InMemoryAccountStore();
        for (int i = 0; i < accounts; i++)
        {
            store.Add($"cheap{i}@domain.se", "{PLAIN}secret");
            store.Add($"costly{i}@domain.se", costly);
        }

        Engine = new MailAuthenticator(new MailAuthOptions { Passwords = options }, store, schemes: schemes);
    }

    public MailAuthenticator Engine { get; }

    public ValueTask<LoginResult> LoginAsync(bool costly, int account, bool right) =>
        Engine.AuthenticateAsync(new LoginAttempt($"{(costly ? "costly" : "cheap")}{account}@domain.se", right ? "secret"u8.ToArray() : "wrong!"u8.ToArray(), Connection));

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
