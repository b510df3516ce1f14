using System.Net;
using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Submission;

/// <summary>AUTH (RFC 4954) and its corner cases, each by section.</summary>
public sealed class SaslTests
{
    private const string Wrong = "535 5.7.8 The username or the password is not right.";
    private const string RightPlain = SubmissionDialog.RightPlain;
    private const string LoggedIn = SubmissionDialog.LoggedIn;

    [Fact]
    public async Task Mechanisms_are_offered_over_TLS_in_both_spellings_and_not_before_it()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire plain = await host.ConnectPlainAsync();
        Assert.Equal(["mail.domain.se", "PIPELINING", "SIZE 100000", "8BITMIME", "SMTPUTF8", "STARTTLS", "ENHANCEDSTATUSCODES"], await plain.EhloAsync());

        await using Wire wire = await host.ConnectAsync();
        Assert.Equal(["mail.domain.se", "PIPELINING", "SIZE 100000", "8BITMIME", "SMTPUTF8", "AUTH PLAIN LOGIN", "AUTH=PLAIN LOGIN", "ENHANCEDSTATUSCODES"], await wire.EhloAsync());
    }

    [Theory]
    [InlineData("AUTH PLAIN AGthbGxlQGRvbWFpbi5zZQBzZWNyZXQ=")]
    [InlineData("AUTH PLAIN", "AGthbGxlQGRvbWFpbi5zZQBzZWNyZXQ=")]
    [InlineData("auth plain", "AGthbGxlQGRvbWFpbi5zZQBzZWNyZXQ=")]
    [InlineData("AUTH LOGIN", "a2FsbGU=", "c2VjcmV0")]
    [InlineData("AUTH LOGIN a2FsbGU=", "c2VjcmV0")]
    public async Task Each_mechanism_logs_in_with_an_initial_response_and_without(params string[] lines)
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.GreetAsync();
        Assert.Equal(LoggedIn, await wire.LastOfAsync(lines));
        RecordingEngine.Attempt attempt = Assert.Single(host.Engine.Attempts);
        Assert.Equal((MailProtocol.Submission, true, "mail.domain.se", "client.example"), (attempt.Connection.Protocol, attempt.Connection.Tls, attempt.Connection.ServerName, attempt.Connection.ClientId));
    }

    [Fact]
    public async Task Challenges_are_base64_behind_334()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.GreetAsync();
        Assert.Equal("334 ", await wire.CommandAsync("AUTH PLAIN"));
        Assert.Equal(Wrong, await wire.CommandAsync("AGthbGxlAHdyb25n"));
        Assert.Equal("334 VXNlcm5hbWU6", await wire.CommandAsync("AUTH LOGIN"));
        Assert.Equal("334 UGFzc3dvcmQ6", await wire.CommandAsync("a2FsbGU="));
        Assert.Equal(LoggedIn, await wire.CommandAsync("c2VjcmV0"));
    }

    [Theory]
    [InlineData("501 5.7.0 Authentication cancelled.", "AUTH PLAIN", "*")] // section 4: a client cancels with a single "*"
    [InlineData("501 5.7.0 Authentication cancelled.", "AUTH LOGIN", "a2FsbGU=", "*")]
    [InlineData("501 5.5.2 The response is not base64.", "AUTH PLAIN", "@@@@")] // section 4: what can't be decoded is a 501
    [InlineData("501 5.5.2 The response is not base64.", "AUTH PLAIN AGthbGxl!!")]
    [InlineData("501 5.5.2 The response is not base64.", "AUTH PLAIN", "AGthbGxlAHNlY3JldA")]
    [InlineData("501 5.5.2 The response is not base64.", "AUTH LOGIN", "=")] // "=" is empty only as an initial response
    [InlineData("535 5.7.8 The username or the password is not right.", "AUTH PLAIN =")] // section 4: "=" is an empty initial response
    [InlineData("535 5.7.8 The username or the password is not right.", "AUTH PLAIN", "")]
    [InlineData("504 5.5.4 Unknown authentication mechanism.", "AUTH CRAM-MD5")] // section 4: 504
    [InlineData("504 5.5.4 Unknown authentication mechanism.", "AUTH =")]
    [InlineData("501 5.5.4 AUTH takes a mechanism and at most one response.", "AUTH")]
    [InlineData("501 5.5.4 AUTH takes a mechanism and at most one response.", "AUTH PLAIN AGEAYQ== AA==")]
    public async Task What_is_no_login_never_reaches_the_engine_and_the_next_one_works(string expected, params string[] lines)
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.GreetAsync();
        Assert.Equal(expected, await wire.LastOfAsync(lines));
        Assert.Empty(host.Engine.Attempts);
        Assert.Equal(LoggedIn, await wire.CommandAsync(RightPlain));
    }

    [Fact]
    public async Task An_empty_initial_response_to_LOGIN_is_an_empty_username()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.GreetAsync();
        Assert.Equal("334 UGFzc3dvcmQ6", await wire.CommandAsync("AUTH LOGIN ="));
        Assert.Equal(Wrong, await wire.CommandAsync("c2VjcmV0"));
        Assert.Equal("", Assert.Single(host.Engine.Attempts).Username);
    }

    [Fact]
    public async Task A_response_of_12288_octets_is_taken_and_a_longer_one_is_not()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.GreetAsync();
        string longest = "AGEA" + new string('A', 12_284); // section 4: 12,288 octets, without CRLF
        Assert.Equal(Wrong, await wire.LastOfAsync("AUTH PLAIN", longest));
        Assert.Equal(Wrong, await wire.CommandAsync("AUTH PLAIN " + longest));
        Assert.Equal(2, host.Engine.Attempts.Count);
        Assert.All(host.Engine.Attempts, attempt => Assert.Equal(9216 - 3, attempt.PasswordBytes.Length));

        Assert.Equal("500 5.5.6 The authentication line is too long.", await wire.LastOfAsync("AUTH PLAIN", longest + "A"));
        Assert.Equal("500 5.5.6 The authentication line is too long.", await wire.LastOfAsync("AUTH PLAIN " + longest + "AAAA"));
        Assert.Equal("500 5.5.6 The authentication line is too long.", await wire.LastOfAsync("AUTH PLAIN " + longest + new string('A', 20_000)));
        Assert.Equal(2, host.Engine.Attempts.Count);
        Assert.Equal(LoggedIn, await wire.CommandAsync(RightPlain));
    }

    [Fact]
    public async Task A_second_AUTH_and_one_within_a_message_are_out_of_place()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync(options => options.RelayNetworks = ["127.0.0.0/8"]);
        await using Wire wire = await host.GreetAsync();
        Assert.StartsWith("250 ", await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"), StringComparison.Ordinal);
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync(RightPlain), StringComparison.Ordinal); // section 4: not during a mail transaction
        Assert.StartsWith("250 ", await wire.CommandAsync("RSET"), StringComparison.Ordinal);
        Assert.Equal(LoggedIn, await wire.CommandAsync(RightPlain));
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync(RightPlain), StringComparison.Ordinal); // section 4: no more AUTH after one that succeeded
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync("AUTH CRAM-MD5"), StringComparison.Ordinal);
        Assert.Single(host.Engine.Attempts);
        Assert.DoesNotContain(await wire.EhloAsync(), line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AUTH_takes_EHLO_first()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync(RightPlain), StringComparison.Ordinal);
        Assert.Equal("250 mail.domain.se", await wire.CommandAsync("HELO client.example"));
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync(RightPlain), StringComparison.Ordinal);
        await wire.EhloAsync();
        Assert.Equal(LoggedIn, await wire.CommandAsync(RightPlain));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)] // section 4: never before three
    [InlineData(5)]
    public async Task The_connection_is_closed_after_the_last_failed_login_and_not_before(int limit)
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync(limits: new() { FailedLogins = limit });
        await using Wire wire = await host.GreetAsync();
        for (int i = 1; i < Math.Max(3, limit); i++)
        {
            // Whatever kind of failure it is: a malformed response, or the engine's word.
            Assert.Equal(Wrong, await wire.CommandAsync(i % 2 == 0 ? "AUTH PLAIN =" : "AUTH PLAIN AGthbGxlAHdyb25n"));
        }

        Assert.Equal(Wrong, await wire.CommandAsync("AUTH PLAIN AGthbGxlAHdyb25n"));
        Assert.StartsWith("421 4.7.0 ", await wire.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("(closed)", await wire.ReadLineAsync());
    }

    [Theory]
    [InlineData("MAIL FROM:<kalle@domain.se> AUTH=<>", "250 ")]
    [InlineData("MAIL FROM:<kalle@domain.se> AUTH=kalle@domain.se", "250 ")]
    [InlineData("MAIL FROM:<kalle@domain.se> AUTH=e+3Dmc2@example.com SIZE=100", "250 ")] // the example of RFC 4954 section 5
    [InlineData("MAIL FROM:<kalle@domain.se> auth=lisa@domain.se", "250 ")] // whoever it names: not believed
    [InlineData("MAIL FROM:<kalle@domain.se> AUTH=", "501 5.5.4 ")]
    [InlineData("MAIL FROM:<kalle@domain.se> AUTH=e=mc2@example.com", "501 5.5.4 ")]
    [InlineData("MAIL FROM:<kalle@domain.se> AUTH=e+3dmc2@example.com", "501 5.5.4 ")] // xtext has upper-case digits
    [InlineData("MAIL FROM:<kalle@domain.se> AUTH=e+3", "501 5.5.4 ")]
    [InlineData("MAIL FROM:<kalle@domain.se> AUTH", "555 5.5.4 ")]
    public async Task The_AUTH_parameter_of_MAIL_is_read_from_everybody(string mail, string answer)
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync(options => options.RelayNetworks = ["127.0.0.0/8"]);
        await using Wire member = await host.LogInAsync();
        Assert.StartsWith(answer, await member.CommandAsync(mail), StringComparison.Ordinal);
        await using Wire nobody = await host.GreetAsync();
        Assert.StartsWith(answer, await nobody.CommandAsync(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_login_survives_STARTTLS()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync(plaintextNetworks: [IPNetwork.Parse("127.0.0.0/8")]);
        await using Wire wire = await host.ConnectPlainAsync();
        Assert.Contains("AUTH=PLAIN LOGIN", await wire.EhloAsync());
        Assert.Equal(LoggedIn, await wire.CommandAsync(RightPlain));
        Assert.StartsWith("220 ", await wire.CommandAsync("STARTTLS"), StringComparison.Ordinal);
        await wire.StartTlsAsync("mail.domain.se");
        Assert.StartsWith("503 5.5.1 ", await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"), StringComparison.Ordinal); // also EHLO is forgotten
        Assert.Contains("AUTH PLAIN LOGIN", await wire.EhloAsync());
        Assert.StartsWith("530 5.7.0 ", await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"), StringComparison.Ordinal);
        Assert.Equal(LoggedIn, await wire.CommandAsync(RightPlain));
        Assert.StartsWith("250 ", await wire.CommandAsync("MAIL FROM:<kalle@domain.se>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_zeroed_once_the_engine_has_answered()
    {
        await using SubmissionTestHost host = await SubmissionTestHost.StartAsync();
        await using Wire wire = await host.GreetAsync();
        foreach (string[] login in (string[][])[["AUTH PLAIN AGthbGxlAHdyb25n"], ["AUTH LOGIN", "a2FsbGU=", "d3Jvbmc="]])
        {
            Assert.Equal(Wrong, await wire.LastOfAsync(login));
            Assert.False(host.Engine.LastPasswordMemory.Span.ContainsAnyExcept((byte)0));
        }

        Assert.DoesNotContain("wrong", string.Join('\n', host.Log.Lines), StringComparison.Ordinal);
    }
}
