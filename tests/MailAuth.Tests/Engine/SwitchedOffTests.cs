using MailAuth.Passwords;

namespace MailAuth.Tests.Engine;

/// <summary>An account whose extra fields refuse a login: told after the right password and over TLS alone.</summary>
public sealed class SwitchedOffTests
{
    [Theory]
    [InlineData(EngineFixture.RightPassword, true, LoginReason.LoginSwitchedOff, LoginNotice.LoginSwitchedOff)]
    [InlineData(EngineFixture.RightPassword, false, LoginReason.LoginSwitchedOff, LoginNotice.None)]
    [InlineData("wrong", true, LoginReason.WrongPassword, LoginNotice.None)]
    [InlineData("wrong", false, LoginReason.WrongPassword, LoginNotice.None)]
    public async Task It_is_refused_and_told_why_after_the_right_password_over_TLS(string password, bool tls, LoginReason reason, LoginNotice notice)
    {
        await using var host = new EngineFixture();

        LoginResult result = await host.LoginAsync("stangd@domain.se", password, EngineFixture.Connection(tls));

        Assert.Equal((LoginStatus.Rejected, reason, notice), (result.Status, result.Reason, result.Notice));
        HashCost operation = Assert.Single(host.Operations);
        Assert.Equal(HashCost.Argon2(EngineFixture.CurrentCost.MemoryKiB, EngineFixture.CurrentCost.Passes), operation);
        Assert.Empty(host.Usage.Snapshot());
    }
}
