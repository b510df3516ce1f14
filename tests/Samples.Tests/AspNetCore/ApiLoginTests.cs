using System.Text.Json;
using MailAuth;
using MailAuth.Usage;

namespace Samples.Tests.AspNetCore;

/// <summary>The JSON endpoint of samples/AspNetCore, and what the engine is told of either way in.</summary>
public sealed class ApiLoginTests
{
    private const string Refused = """{"status":"rejected","message":"The username or the password is not right."}""";

    [Fact]
    public async Task The_right_password_is_accepted_and_opens_the_mailbox()
    {
        await using WebmailHost host = await WebmailHost.StartAsync();
        using Browser browser = host.Open();
        Browser.Answer answer = await LogInAsync(browser, "Kalle@Domain.SE", WebmailHost.Password);
        Assert.Equal((200, """{"status":"accepted","address":"kalle@domain.se","notice":null}"""), (answer.Status, answer.Body));
        Assert.Contains("The mailbox of kalle@domain.se", (await browser.GetAsync("/")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bare_form_is_accepted_with_a_notice_and_refused_with_one_when_it_is_closed()
    {
        await using WebmailHost warn = await WebmailHost.StartAsync();
        using Browser browser = warn.Open();
        Browser.Answer answer = await LogInAsync(browser, "kalle", WebmailHost.Password);
        Assert.Equal("""{"status":"accepted","address":"kalle@domain.se","notice":"Change your username to your full e-mail address kalle@domain.se; the short name will soon stop working."}""", answer.Body);

        await using WebmailHost closed = await WebmailHost.StartAsync(WebmailHost.Closed);
        using Browser later = closed.Open();
        answer = await LogInAsync(later, "kalle", WebmailHost.Password);
        Assert.Equal((403, """{"status":"rejected","message":"Log in with your full e-mail address kalle@domain.se as the username; the short name stopped working."}"""), (answer.Status, answer.Body));
        Assert.DoesNotContain("Set-Cookie", answer.Headers, StringComparison.Ordinal);
        Assert.Equal((403, Refused), await StatusAndBodyAsync(later, "kalle", "fel"));
    }

    [Fact]
    public async Task Every_refusal_looks_alike_and_a_throttled_one_is_temporary()
    {
        await using WebmailHost host = await WebmailHost.StartAsync(throttle: """{ "longestDelay": "0s", "nameAndNetwork": { "guesses": 2, "every": "1h" } }""");
        using Browser browser = host.Open();
        Browser.Answer wrong = await LogInAsync(browser, "kalle@domain.se", "fel");
        Assert.Equal((403, Refused), (wrong.Status, wrong.Body));
        Assert.Equal(wrong, await LogInAsync(browser, "ingen@domain.se", "fel"));
        await LogInAsync(browser, "kalle@domain.se", "fel igen");
        Browser.Answer throttled = await LogInAsync(browser, "kalle@domain.se", WebmailHost.Password);
        Assert.Equal((503, """{"status":"temporarilyUnavailable","message":"Login is not possible at the moment. Try again later."}"""), (throttled.Status, throttled.Body));
        Assert.DoesNotContain("sommar", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Escaped_members_are_what_they_stand_for()
    {
        await using WebmailHost host = await WebmailHost.StartAsync();
        using Browser browser = host.Open();
        string escaped = string.Concat(WebmailHost.Password.Select(letter => $"\\u{(int)letter:x4}"));
        Assert.Equal(200, (await browser.PostAsync("/api/login", $$"""{ "password": "{{escaped}}", "username": "k\u0061lle@domain.se" }""", "application/json")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"username":"a"}""")]
    [InlineData("""{"username":"a","password":1}""")]
    [InlineData("""{"username":"a","password":{"password":"x"}}""")]
    [InlineData("""{"username":"a","password":"b","password":"c"}""")]
    [InlineData("""{"username":"a","password":"b","x":"c"}""")]
    [InlineData("""{"username":"a","password":"\ud800"}""")]
    [InlineData("""{"username":"a","password":"b"}{}""")]
    [InlineData("""{"username":"a","password":"b" """)]
    public async Task A_malformed_body_is_no_login(string body)
    {
        await using WebmailHost host = await WebmailHost.StartAsync();
        using Browser browser = host.Open();
        Assert.Equal(400, (await browser.PostAsync("/api/login", body, "application/json")).Status);
        Assert.Equal(413, (await browser.PostAsync("/api/login", body.PadRight(16 * 1024 + 1), "application/json")).Status);
        Assert.Equal(415, (await browser.PostAsync("/api/login", """{"username":"a","password":"b"}""", "text/plain")).Status);
        Assert.DoesNotMatch("160[123] ", host.Log);
    }

    [Fact]
    public async Task The_engine_is_told_of_the_connection()
    {
        WebmailHost host = await WebmailHost.StartAsync();
        await using (host)
        {
            using Browser browser = host.Open();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/login") { Content = new StringContent(Json("kalle@domain.se", WebmailHost.Password), null, "application/json") };
            request.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 " + new string('x', 5000));
            Assert.Equal(200, (await browser.SendAsync(request)).Status);
        }

        UsageRecord record = Assert.Single(host.Usage);
        Assert.Equal((MailProtocol.Web, "webmail.domain.se"), (record.Protocol, record.ServerName));
        Assert.Matches("^TLSv1[.][23]$", record.TlsVersion);
        Assert.StartsWith("Mozilla/5.0 x", record.ClientId, StringComparison.Ordinal);
        Assert.Equal(200, record.ClientId!.Length);
    }

    [Theory]
    [InlineData("127.0.0.1", "198.51.100.7")]
    [InlineData("192.0.2.1", "127.0.0.1")]
    [InlineData(null, "127.0.0.1")]
    public async Task A_forwarded_address_is_believed_from_a_listed_proxy_alone(string? proxy, string expected)
    {
        await using WebmailHost host = await WebmailHost.StartAsync(arguments: proxy is null ? [] : ["--Proxies:0", proxy]);
        using Browser browser = host.Open();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/login") { Content = new StringContent(Json("kalle@domain.se", "fel"), null, "application/json") };
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        await browser.SendAsync(request);
        Assert.Matches($"1602 Rejected \"kalle@domain.se\".* from {expected} over Web", host.Log);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/api/login")]
    public async Task Without_TLS_there_is_no_form_and_no_login(string path)
    {
        await using WebmailHost host = await WebmailHost.StartAsync(arguments: ["--urls", "https://127.0.0.1:0;http://127.0.0.1:0"]);
        using var browser = new Browser(host.Port("http"), "webmail.domain.se", "http");
        Browser.Answer answer = await browser.PostAsync(path, Json("kalle@domain.se", WebmailHost.Password), "application/json");
        Assert.Equal((403, "Switch on encryption (TLS) before logging in."), (answer.Status, answer.Body));
        Assert.Equal(403, (await browser.GetAsync(path)).Status);
        Assert.DoesNotMatch("160[123] ", host.Log);
    }

    private static string Json(string username, string password) => JsonSerializer.Serialize(new { username, password });

    private static Task<Browser.Answer> LogInAsync(Browser browser, string username, string password) => browser.PostAsync("/api/login", Json(username, password), "application/json");

    private static async Task<(int Status, string Body)> StatusAndBodyAsync(Browser browser, string username, string password)
    {
        Browser.Answer answer = await LogInAsync(browser, username, password);
        return (answer.Status, answer.Body);
    }
}
