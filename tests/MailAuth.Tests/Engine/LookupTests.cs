using System.Text;
using MailAuth.Accounts;
using MailAuth.Usernames;

namespace MailAuth.Tests.Engine;

/// <summary>Look-ups without a password: whose mail it is, whatever the transition says.</summary>
public sealed class LookupTests
{
    [Theory]
    [InlineData("kalle@domain.se", null, ResolutionStatus.Found, "kalle@domain.se", UsernameForm.FullAddress, ResolutionSource.Domain)]
    [InlineData("Kalle", "mail.kund.se", ResolutionStatus.Found, "kalle@kund.se", UsernameForm.LocalPart, ResolutionSource.ServerName)]
    [InlineData("anna", null, ResolutionStatus.Found, "anna@domain.se", UsernameForm.LocalPart, ResolutionSource.OnlyAccount)]
    [InlineData("gammal@domain.se", null, ResolutionStatus.Found, "gammal@domain.se", UsernameForm.FullAddress, ResolutionSource.Domain)]
    [InlineData("stangd@domain.se", null, ResolutionStatus.Found, "stangd@domain.se", UsernameForm.FullAddress, ResolutionSource.Domain)]
    [InlineData("kalle", null, ResolutionStatus.Ambiguous, null, UsernameForm.LocalPart, ResolutionSource.OnlyAccount)]
    [InlineData("nobody@domain.se", null, ResolutionStatus.Unknown, null, UsernameForm.FullAddress, ResolutionSource.Domain)]
    [InlineData("a..b@domain.se", null, ResolutionStatus.Unknown, null, UsernameForm.None, ResolutionSource.None)]
    [InlineData("", null, ResolutionStatus.Unknown, null, UsernameForm.None, ResolutionSource.None)]
    public async Task A_look_up_says_who_is_meant(string username, string? serverName, ResolutionStatus status, string? address, UsernameForm form, ResolutionSource source)
    {
        await using var host = new EngineFixture(now: EngineFixture.After);

        LookupResult result = await host.Engine.LookupAsync(Encoding.UTF8.GetBytes(username), EngineFixture.Connection(serverName: serverName), TestContext.Current.CancellationToken);

        Assert.Equal((status, address, form, source), (result.Status, result.Account?.Address, result.Form, result.Source));
        Assert.Empty(host.Operations);
        Assert.Empty(host.Usage.Snapshot());
    }

    [Fact]
    public async Task Where_the_store_fails_the_question_stays_open()
    {
        await using var host = new EngineFixture(store: new FaultyStore(new AccountStoreException("the disk is gone")));

        LookupResult result = await host.Engine.LookupAsync("kalle@domain.se"u8.ToArray(), EngineFixture.Connection(), TestContext.Current.CancellationToken);

        Assert.Null(result.Status);
        Assert.Null(result.Account);
        Assert.Contains("1610", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_engine_ended_the_question_stays_open()
    {
        var host = new EngineFixture();
        await host.DisposeAsync();

        Assert.Null((await host.Engine.LookupAsync("kalle@domain.se"u8.ToArray(), EngineFixture.Connection(), TestContext.Current.CancellationToken)).Status);
    }
}
