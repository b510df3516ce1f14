using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>An account whose mail is on another machine: a second Dovecot, to which the first one hands the login on.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData("far")]
    [InlineData("far@domain.se")]
    public async Task The_login_goes_on_to_the_machine_with_the_mailbox(string username)
    {
        await using MailServers backend = await MailServers.StartAsync(setup => setup.Accounts.Add("far@domain.se:{PLAIN}borta-2009"));
        await using MailServers front = await MailServers.StartAsync(setup =>
            setup.Accounts.Add($"far@domain.se:{{PLAIN}}borta-2009::::::proxy=y host=127.0.0.1 port={backend.Dovecot.Imaps} ssl=any-cert"));

        Assert.StartsWith("OK ", await new Curl(front).LogInAsync(MailService.Imaps, username, "borta-2009"), StringComparison.Ordinal);
        await backend.Dovecot.Log.WaitForAsync("Login: user=<far@domain.se>");
        Assert.Empty(front.Dovecot.Log.Lines("Login: user="));
        Assert.Empty(Directory.GetFileSystemEntries(front.Folder.Mail));
    }
}
