using MailAuth.Passwords;
using Microsoft.Extensions.DependencyInjection;

namespace MailAuth.Sodium.Tests;

/// <summary>What <c>UseSodiumArgon2</c> registers.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public void Registering_twice_registers_the_scheme_once()
    {
        var services = new ServiceCollection();
        services.AddMailAuth().UseSodiumArgon2().UseSodiumArgon2();
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Same(SodiumArgon2.Scheme, Assert.Single(provider.GetServices<IPasswordScheme>()));
    }
}
