using System.Net;
using MailAuth;
using MailAuth.Accounts;
using MailHost.Submission;
using Microsoft.Extensions.Time.Testing;
using Samples.Tests.Connections;

namespace Samples.Tests.Submission;

/// <summary>No login without TLS, nothing that was said before TLS counts, and without TLS a right password looks like a wrong one.</summary>
public sealed class PrivacyTests
{
    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8")];

    [Theory]
    [InlineData(SubmissionDialog.RightPlain)]
    [InlineData("AUTH PLAIN AGthbGxlAHdyb25n")]
    [InlineData("AUTH LOGIN")]
    [InlineData("AUTH NTLM")]
    public async Task Without_TLS_no_mechanism_is_accepted_and_every_answer_is_the_same(string auth)
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync(plaintextNetworks: [IPNetwork.Parse("192.0.2.0/24")]);
        await using Wire wire = await host.ConnectPlainAsync();
        await wire.EhloAsync();
        Assert.Equal("504 5.5.4 Switch on encryption (TLS) before logging in.", await wire.CommandAsync(auth));
        Assert.Empty(host.Engine.Attempts);
    }

    [Fact]
    public async Task Once_TLS_is_required_of_everybody_not_even_the_excepted_network_is_offered_a_login_without_it()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync(
            options => (options.Tls.TimeZone, options.Tls.Closed) = ("Europe/Stockholm", new(2009, 9, 7)), plaintextNetworks: Loopback);
        await using Wire before = await host.ConnectPlainAsync();
        Assert.Contains("AUTH PLAIN LOGIN", await before.EhloAsync());

        host.Time.Advance(TimeSpan.FromDays(14));
        await using Wire wire = await host.ConnectPlainAsync();
        Assert.DoesNotContain(await wire.EhloAsync(), line => line.StartsWith("AUTH", StringComparison.Ordinal));
        foreach (string auth in (string[])[SubmissionDialog.RightPlain, "AUTH PLAIN AGthbGxlAHdyb25n"])
        {
            Assert.Equal("504 5.5.4 Switch on encryption (TLS) before logging in.", await wire.CommandAsync(auth));
        }

        Assert.Empty(host.Engine.Attempts);
        Assert.Equal("530 5.7.0 Switch on encryption (STARTTLS) for outgoing mail.", await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"));
    }

    [Theory]
    [InlineData("STARTTLS\r\nEHLO evil.example\r\nMAIL FROM:<kalle@domain.se>\r\n")]
    [InlineData("STARTTLS\r\nMA")]
    public async Task Plaintext_behind_STARTTLS_is_thrown_away(string sent)
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync(options => options.RelayNetworks = ["127.0.0.0/8"]);
        await using Wire wire = await host.ConnectPlainAsync();
        await wire.EhloAsync();

        await wire.SendAsync(sent);

        Assert.StartsWith("220 ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        await wire.StartTlsAsync("mail.domain.se");
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync("RCPT TO:<a@b.example>"), StringComparison.Ordinal);
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"), StringComparison.Ordinal);
        Assert.Contains(host.Log.Lines, line => line.StartsWith("3005 ", StringComparison.Ordinal));
        await host.AssertHealthyAsync();
    }

    [Fact]
    public async Task STARTTLS_takes_no_arguments_and_is_not_for_TLS()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire plain = await host.ConnectPlainAsync();
        Assert.StartsWith("501 5.5.4 ", await plain.CommandAsync("STARTTLS now"), StringComparison.Ordinal);
        await using Wire wire = await host.GreetAsync();
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync("STARTTLS"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_real_engine_a_right_password_without_TLS_is_answered_like_a_wrong_one_to_the_byte()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2009, 8, 24, 10, 0, 0, TimeSpan.Zero));

        // The network may log in without TLS; the bare form is closed, or TLS is required of the account's domain: the host's date is later.
        await using var engine = new MailAuthenticator(
            new MailAuthOptions
            {
                Usernames = { HostedDomains = ["domain.se", "kund.se"], DefaultDomain = "domain.se" },
                Transition = { TimeZone = "Europe/Stockholm", Closed = new(2009, 8, 1) },
                Submission = { Tls = { TimeZone = "Europe/Stockholm", Closed = new(2009, 12, 1), Domains = { new("kund.se") { Closed = new(2009, 8, 1) } } } },
            },
            new InMemoryAccountStore { { "kalle@domain.se", "{PLAIN}secret" }, { "kalle@kund.se", "{PLAIN}secret" } },
            timeProvider: clock);
        string directory = Directory.CreateTempSubdirectory("mailauth-mail-").FullName;
        await using SubmissionServer server = await SubmissionServer.StartAsync(
            new() { Authenticator = engine, Certificate = TestHost.Certificate, PlaintextNetworks = Loopback, MailDirectory = directory, TimeProvider = clock }, TestContext.Current.CancellationToken);

        foreach (string username in (string[])["kalle", "kalle@kund.se", "nobody", "nobody@kund.se"])
        {
            string right = await TranscriptAsync(server.SubmissionPort, username, "secret");
            Assert.Equal(await TranscriptAsync(server.SubmissionPort, username, "wrong1"), right);
            Assert.Contains("535 5.7.8 ", right, StringComparison.Ordinal);
        }

        Directory.Delete(directory);
    }

    private static async Task<string> TranscriptAsync(int port, string username, string password)
    {
        await using Wire wire = await Wire.ConnectAsync(port);
        string[] lines = [await wire.ReadLineAsync(), .. await wire.EhloAsync(), await wire.CommandAsync("AUTH LOGIN"), await wire.CommandAsync(Base64(username)), await wire.CommandAsync(Base64(password))];
        return string.Join('\n', [.. lines, await wire.CommandAsync("AUTH PLAIN " + Base64($"\0{username}\0{password}")), await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"), await wire.CommandAsync("QUIT")]);
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
}
