using MailAuth.Accounts;
using MailAuth.Passwords;
using Microsoft.Extensions.DependencyInjection;

namespace MailAuth.LegacySchemes.Tests;

/// <summary>What <c>AddLegacySchemes</c> registers.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public void Registering_twice_registers_every_scheme_once()
    {
        var services = new ServiceCollection();
        services.AddMailAuth().AddLegacySchemes().AddLegacySchemes();
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Equal(LegacyPasswordSchemes.All, provider.GetServices<IPasswordScheme>());
    }

    [Fact]
    public async Task An_account_with_a_value_of_the_nineties_logs_in()
    {
        var services = new ServiceCollection();
        services.AddMailAuth().UseStore(new InMemoryAccountStore { { "kalle@domain.se", "{CRYPT}//EsnG9FLTKjo" } }).AddLegacySchemes();
        await using ServiceProvider provider = services.BuildServiceProvider();
        MailAuthenticator engine = provider.GetRequiredService<MailAuthenticator>();
        var connection = new LoginConnection { Protocol = MailProtocol.Imap, Tls = true };
        LoginResult right = await engine.AuthenticateAsync(new LoginAttempt("kalle@domain.se", "test"u8.ToArray(), connection), TestContext.Current.CancellationToken);
        LoginResult wrong = await engine.AuthenticateAsync(new LoginAttempt("kalle@domain.se", "tesu"u8.ToArray(), connection), TestContext.Current.CancellationToken);
        Assert.Equal(LoginStatus.Accepted, right.Status);
        Assert.Equal(LoginStatus.Rejected, wrong.Status);
    }
}
