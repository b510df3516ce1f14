using System.Text;
using AspNetCore;
using MailAuth;
using MailAuth.Accounts;
using Microsoft.AspNetCore.Http;

namespace Samples.Tests.AspNetCore;

/// <summary>What held a password is zeroed when the engine has answered.</summary>
public sealed class LoginBodyTests
{
    [Theory]
    [InlineData("username=kalle@domain.se&password=hem%6Cigt")]
    [InlineData("""{ "username": "kalle@domain.se", "password": "hem\u006cigt" }""")]
    public async Task The_password_is_gone_after_the_answer(string sent)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(sent));
        using LoginBody body = await LoginBody.ReadAsync(http.Request);
        Assert.True(sent[0] == '{' ? body.TryReadJson() : body.TryReadForm());
        ReadOnlyMemory<byte> password = body.Password;
        Assert.Equal("hemligt"u8.ToArray(), password.ToArray());

        await using var engine = new MailAuthenticator(new MailAuthOptions(), new InMemoryAccountStore { { "kalle@domain.se", "{PLAIN}annat" } });
        LoginResult result = await new WebLogin(engine, TimeProvider.System).TryAsync(http, body);
        Assert.Equal(LoginReason.WrongPassword, result.Reason);
        Assert.Equal(new byte["hemligt".Length], password.ToArray());
    }

    [Fact]
    public async Task The_password_is_gone_when_the_engine_is_cancelled()
    {
        using var aborted = new CancellationTokenSource();
        var http = new DefaultHttpContext { RequestAborted = aborted.Token };
        http.Request.Body = new MemoryStream("username=kalle@domain.se&password=hemligt"u8.ToArray());
        using LoginBody body = await LoginBody.ReadAsync(http.Request);
        Assert.True(body.TryReadForm());
        ReadOnlyMemory<byte> password = body.Password;
        await aborted.CancelAsync();

        await using var engine = new MailAuthenticator(new MailAuthOptions(), new InMemoryAccountStore());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new WebLogin(engine, TimeProvider.System).TryAsync(http, body));
        Assert.Equal(new byte["hemligt".Length], password.ToArray());
    }
}
