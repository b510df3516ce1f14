using MailAuth.Accounts;
using Microsoft.Extensions.Logging;

namespace MailAuth.Sqlite.Tests;

/// <summary>The real engine over a store, with cheap new hashes, and a login of kalle.</summary>
internal static class RehashEngine
{
    public const string Outdated = "{SSHA256}/Z0pkpAWsb9JVo7KukPokurXiYYQIwyFpQehiwMEOTpTQUxU";
    public const string Address = "kalle@domain.se";

    public static MailAuthenticator Over(IAccountStore store, bool rehash = true, bool inline = false, ILoggerFactory? loggerFactory = null) => new(
        new MailAuthOptions { Passwords = { Argon2 = { MemoryKiB = 64, Passes = 1 }, Rehash = rehash, Executor = { Inline = inline } } }, store, loggerFactory: loggerFactory);

    public static async Task<LoginStatus> LoginAsync(MailAuthenticator engine, string password = "secret")
    {
        var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true };
        return (await engine.AuthenticateAsync(new LoginAttempt(Address, System.Text.Encoding.UTF8.GetBytes(password), connection))).Status;
    }
}
