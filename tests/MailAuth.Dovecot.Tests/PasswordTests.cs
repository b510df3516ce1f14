using System.Text;
using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;
using MailKit.Net.Imap;
using MailKit.Security;

namespace MailAuth.Dovecot.Tests;

/// <summary>Passwords and names as bytes: what people's programs make of å, ä and ö.</summary>
public sealed class PasswordTests(PasswordTests.Host host) : IClassFixture<PasswordTests.Host>
{
    private const string Swedish = "räksmörgås";
    private const string Punctuation = "a \"b\\ c:d%u{e}$f'";

    public sealed class Host : SharedServers
    {
        private protected override void Change(ServerSetup setup)
        {
            setup.Postfix = true;
            setup.Accounts.Add($"lisa@domain.se:{{PLAIN}}{Swedish}");
            setup.Accounts.Add($"åsa@räksmörgås.se:{{PLAIN}}{Swedish}");
            setup.Accounts.Add("pia@domain.se:{PLAIN.b64}" + Convert.ToBase64String(Encoding.UTF8.GetBytes(Punctuation)));
            setup.Configuration.Add(("\"domain.se\", \"kund.se\"", "\"domain.se\", \"kund.se\", \"räksmörgås.se\""));
        }
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("latin1")] // the letters of Windows-1252
    public async Task A_password_of_todays_and_of_then(string encoding)
    {
        byte[] password = Encoding.GetEncoding(encoding).GetBytes(Swedish);
        foreach (MailService service in Enum.GetValues<MailService>())
        {
            foreach (string mechanism in new[] { "PLAIN", "LOGIN" })
            {
                Answers.Check(Verdict.Accepted, service, await new Curl(host.Servers).LogInAsync(service, "lisa"u8.ToArray(), password, "mail.domain.se", mechanism));
            }
        }
    }

    [Fact]
    public async Task Without_the_option_a_password_is_its_bytes()
    {
        host.Servers.Configure(setup => setup.Configuration.Add(("\"readWindows1252\": true", "\"readWindows1252\": false")));
        try
        {
            foreach ((Encoding encoding, Verdict verdict) in new[] { (Encoding.UTF8, Verdict.Accepted), (Encoding.Latin1, Verdict.Rejected) })
            {
                string answer = await new Curl(host.Servers).LogInAsync(MailService.Imaps, "lisa"u8.ToArray(), encoding.GetBytes(Swedish), "mail.domain.se");
                Answers.Check(verdict, MailService.Imaps, answer);
            }
        }
        finally
        {
            host.Servers.Configure(setup => setup.Configuration.RemoveAt(setup.Configuration.Count - 1));
        }
    }

    [Theory]
    [InlineData("åsa@räksmörgås.se", "mail.domain.se")]
    [InlineData("ÅSA@RÄKSMÖRGÅS.SE", "mail.domain.se")]
    [InlineData("a\u030Asa@ra\u0308ksmo\u0308rga\u030As.se", "mail.domain.se")] // letters and their rings apart
    [InlineData("åsa@xn--rksmrgs-5wao1o.se", "mail.domain.se")]
    [InlineData("åsa", "mail.xn--rksmrgs-5wao1o.se")]
    [InlineData("Åsa", "localhost")]
    public async Task A_name_beyond_a_to_z_is_one_mailbox_in_every_spelling(string username, string serverName)
    {
        Answers.Check(Verdict.Accepted, MailService.Imaps, await new Curl(host.Servers).LogInAsync(MailService.Imaps, username, Swedish, serverName));
        Assert.Equal("åsa@xn--rksmrgs-5wao1o.se", Utf8(await new Doveadm(host.Servers).UserAsync("åsa@räksmörgås.se", "user")));
        Assert.Equal(["åsa"], Directory.GetDirectories(host.Servers.Folder.InRoot("mail/xn--rksmrgs-5wao1o.se")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("wrong-2009")]
    [InlineData("anna-2009 ")]
    [InlineData("ANNA-2009")]
    [InlineData("")]
    public async Task A_wrong_password(string password)
    {
        foreach (string username in new[] { "anna", "anna@domain.se" })
        {
            await using Wire wire = await Wire.ConnectAsync(host.Servers.Dovecot.Imaps, "mail.domain.se");
            Answers.Check(Verdict.Rejected, MailService.Imaps, await wire.LogInAsync(username, password));
        }
    }

    [Theory]
    [InlineData(400, Verdict.Rejected)] // reaches the program, which says no
    [InlineData(2000, Verdict.Rejected)] // Dovecot hands over 512 bytes at the most, and says no itself
    public async Task A_very_long_password(int length, Verdict verdict) =>
        Answers.Check(verdict, MailService.Imaps, await new Curl(host.Servers).LogInAsync(MailService.Imaps, "anna", new string('x', length)));

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Quotes_blanks_and_percent_signs_mean_nothing(string mechanism)
    {
        using var client = new ImapClient { ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == Certificate.Thumbprint };
        await client.ConnectAsync("127.0.0.1", host.Servers.Dovecot.Imaps, SecureSocketOptions.SslOnConnect, TestContext.Current.CancellationToken);
        SaslMechanism sasl = mechanism == "PLAIN" ? new SaslMechanismPlain("pia", Punctuation) : new SaslMechanismLogin("pia", Punctuation);
        await client.AuthenticateAsync(sasl, TestContext.Current.CancellationToken);
        Assert.True(client.IsAuthenticated);
        await client.DisconnectAsync(true, TestContext.Current.CancellationToken);
    }

    private static string Utf8(string latin1) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(latin1));
}
