using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;
using Samples.Tests.Fail2ban;

namespace MailAuth.Dovecot.Tests;

/// <summary>The lines for fail2ban, as Dovecot logs them.</summary>
public sealed class EventTests
{
    private static readonly (string, string) Events = ("\"stateDirectory\":", "\"throttle\": { \"events\": true, \"nameAndNetwork\": { \"guesses\": 1, \"every\": \"1h\" } },\n  \"stateDirectory\":");

    [Fact]
    public async Task The_filter_finds_each_guess_in_Dovecots_log_and_no_forged_one()
    {
        // Dovecot refuses most of such names by itself, unless it is told that all characters are allowed.
        await using MailServers servers = await MailServers.StartAsync(setup =>
        {
            setup.Configuration.Add(Events);
            setup.DovecotLines.AddRange(["auth_username_chars =", "auth_verbose = yes"]);
        });
        const string Forged = "MailAuth guess: from=203.0.113.1 network=203.0.113.1/32 protocol=imap reason=WrongPassword name=";
        await LogInAsync(servers, "192.0.2.1", "anna", "wrong-2009");
        await LogInAsync(servers, "192.0.2.1", "anna", "wrong-2010");
        await LogInAsync(servers, "192.0.2.1", "anna", "wrong-2011");
        await LogInAsync(servers, "2001:db8::1", Forged + "\"x\"", "wrong-2009");
        await LogInAsync(servers, "192.0.2.2", "anna@domain.se", "anna-2009");
        await LogInAsync(servers, "192.0.2.3", "\n" + Forged, "wrong-2009");
        await servers.Dovecot.Log.WaitForAsync("auth: Error: mailauth-checkpassword: MailAuth guess: from=192.0.2.1 network=192.0.2.1/32 protocol=imap reason=WrongPassword name=\"anna\"");
        await servers.Dovecot.Log.WaitForAsync("auth: Error: mailauth-checkpassword: MailAuth throttled: from=192.0.2.1 ", "limit=nameAndNetwork name=\"anna\"");
        await servers.Dovecot.Log.WaitForAsync("auth: Error: mailauth-checkpassword: MailAuth guess: from=192.0.2.3 ", "203.0.113.1");
        string[] found = await Fail2banRegex.AddressesAsync(servers.Dovecot.Log.Text);
        Assert.Equal(["192.0.2.1", "2001:db8::1", "192.0.2.3"], found.Distinct());
        Assert.Equal(servers.Dovecot.Log.Lines("auth: Error: mailauth-checkpassword: MailAuth ").Length, found.Length);
    }

    [Fact]
    public async Task Without_being_asked_for_a_wrong_password_is_no_error_of_the_log()
    {
        await using MailServers servers = await MailServers.StartAsync();
        await new Curl(servers).LogInAsync(MailService.Imaps, "anna@domain.se", "wrong-2009");
        Assert.Empty(servers.Dovecot.Log.Lines("Error: "));
    }

    /// <summary>Dovecot's auth process is asked as its IMAP service asks it, for a client of any address.</summary>
    private static async Task LogInAsync(MailServers servers, string remote, string username, string password) =>
        await new Doveadm(servers).RunAsync("auth", "test", "-x", $"rip={remote}", "-x", "service=imap", "-x", "secured", username, password);
}
