using System.Net;
using System.Text.RegularExpressions;

namespace Samples.Tests.AspNetCore;

/// <summary>The page of samples/AspNetCore, as a browser meets it.</summary>
public sealed class LoginPageTests
{
    private const string Refused = "The username or the password is not right.";
    private const string Unavailable = "Login is not possible at the moment. Try again later.";

    [Fact]
    public async Task The_right_password_opens_the_mailbox_until_the_user_logs_out()
    {
        await using WebmailHost host = await WebmailHost.StartAsync();
        using Browser browser = host.Open();
        Assert.Equal((302, "/login?ReturnUrl=%2F"), await StatusAndPathAsync(browser, "/"));

        Browser.Answer answer = await browser.LogInAsync(" Kalle@Domain.SE", WebmailHost.Password);
        Assert.Equal((303, "/"), (answer.Status, answer.Location));
        Browser.Answer mailbox = await browser.GetAsync("/");
        Assert.Contains("<h1>The mailbox of kalle@domain.se</h1>", mailbox.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"status\"", mailbox.Body, StringComparison.Ordinal);
        Assert.Equal((302, "/"), await StatusAndPathAsync(browser, "/login"));

        answer = await browser.PostAsync("/logout");
        Assert.Equal((303, "/login"), (answer.Status, answer.Location));
        Assert.Equal(302, (await browser.GetAsync("/")).Status);
    }

    [Theory]
    [InlineData("webmail.domain.se", "kalle@domain.se", WebmailHost.Password)]
    [InlineData("webmail.kund.se", "kalle@kund.se", "annat")]
    public async Task A_bare_username_is_the_one_of_the_address_bar_and_the_mailbox_says_what_to_change(string serverName, string address, string password)
    {
        await using WebmailHost host = await WebmailHost.StartAsync();
        using Browser browser = host.Open(serverName);
        Assert.Equal(303, (await browser.LogInAsync("kalle", password)).Status);
        Browser.Answer mailbox = await browser.GetAsync("/");
        Assert.Contains($"<h1>The mailbox of {address}</h1>", mailbox.Body, StringComparison.Ordinal);
        Assert.Contains($"<p role=\"status\">Change your username to your full e-mail address {address}; the short name will soon stop working.</p>", mailbox.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_refusal_looks_alike()
    {
        await using WebmailHost host = await WebmailHost.StartAsync(WebmailHost.Closed);
        using Browser browser = host.Open();
        Browser.Answer wrong = await browser.LogInAsync("kalle@domain.se", "fel");
        Assert.Equal(403, wrong.Status);
        Assert.Contains($"<p role=\"alert\">{Refused}</p>", wrong.Body, StringComparison.Ordinal);
        foreach ((string username, string password) in new[] { ("ingen@domain.se", "fel"), ("kalle", "fel"), ("ingen", WebmailHost.Password), ("<b>\0", "fel"), ("kalle@domain.se", ""), ("", "") })
        {
            Assert.Equal(wrong, await browser.LogInAsync(username, password));
        }
    }

    [Fact]
    public async Task The_right_password_in_the_closed_form_is_told_what_to_change()
    {
        await using WebmailHost host = await WebmailHost.StartAsync(WebmailHost.Closed);
        using Browser browser = host.Open();
        Browser.Answer answer = await browser.LogInAsync("kalle", WebmailHost.Password);
        Assert.Equal(403, answer.Status);
        Assert.Contains("<p role=\"alert\">Log in with your full e-mail address kalle@domain.se as the username; the short name stopped working.</p>", answer.Body, StringComparison.Ordinal);
        Assert.Equal(302, (await browser.GetAsync("/")).Status);
        Assert.Equal(303, (await browser.LogInAsync("kalle@domain.se", WebmailHost.Password)).Status);
    }

    [Fact]
    public async Task Too_many_guesses_are_temporarily_unavailable_after_the_engines_delay_whether_or_not_there_is_such_an_account()
    {
        await using WebmailHost host = await WebmailHost.StartAsync(throttle: """{ "longestDelay": "7s", "nameAndNetwork": { "guesses": 2, "every": "1h" } }""");
        TimeSpan[] delays = [TimeSpan.Zero, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7)];
        var answers = new List<Browser.Answer>();
        foreach (string username in new[] { "kalle@domain.se", "ingen@domain.se" })
        {
            using Browser browser = host.Open();
            Task<Browser.Answer> last = browser.GetAsync("/login");
            for (int guess = 0; guess < 3; guess++)
            {
                // The first is answered at once, the last that the limit lets through after the longest delay, and so is the one past it.
                await last;
                int waited = host.Time.CountTimers(delays[guess]);
                last = browser.LogInAsync(username, $"fel {guess}");
                if (delays[guess] > TimeSpan.Zero)
                {
                    await host.Time.WaitForTimerAsync(delays[guess], waited + 1);
                    Assert.False(last.IsCompleted);
                    host.Time.Advance(delays[guess]);
                }
            }

            Browser.Answer answer = await last;
            Assert.Equal(503, answer.Status);
            Assert.Contains($"<p role=\"alert\">{Unavailable}</p>", answer.Body, StringComparison.Ordinal);
            answers.Add(answer with { Body = answer.Body.Replace(browser.Token!, "", StringComparison.Ordinal) });
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(2, host.Log.Split('\n').Count(line => line.Contains("Throttled", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_form_without_its_token_is_no_login()
    {
        await using WebmailHost host = await WebmailHost.StartAsync();
        using Browser browser = host.Open();
        Assert.Equal(400, (await browser.PostAsync("/login", ("username", "kalle@domain.se"), ("password", WebmailHost.Password))).Status);

        await browser.GetAsync("/login");
        string token = browser.Token!;
        browser.Token = token[..^4] + "AAAA";
        Assert.Equal(400, (await browser.LogInAsync("kalle@domain.se", WebmailHost.Password)).Status);

        // Another site has a token of its own, but not the cookie that goes with it.
        using Browser other = host.Open();
        await other.GetAsync("/login");
        browser.Token = other.Token;
        Assert.Equal(400, (await browser.LogInAsync("kalle@domain.se", WebmailHost.Password)).Status);
        Assert.DoesNotContain("1601 Accepted", host.Log, StringComparison.Ordinal);

        browser.Token = token;
        Assert.Equal(303, (await browser.LogInAsync("kalle@domain.se", WebmailHost.Password)).Status);
        Assert.Equal(400, (await browser.PostAsync("/logout")).Status); // The token of the mailbox's page is another.
        Assert.Equal(200, (await browser.GetAsync("/")).Status);
    }

    [Theory]
    [InlineData(400, "username=kalle", "application/x-www-form-urlencoded")]
    [InlineData(400, "username=a&username=b&password=c", "application/x-www-form-urlencoded")]
    [InlineData(400, "username=a&password=c&x=d", "application/x-www-form-urlencoded")]
    [InlineData(400, "username=a&password=%4", "application/x-www-form-urlencoded")]
    [InlineData(400, "username=a&password=%g0", "application/x-www-form-urlencoded")]
    [InlineData(400, "username=a&password=c&", "application/x-www-form-urlencoded")]
    [InlineData(400, "", "application/x-www-form-urlencoded")]
    [InlineData(400, "username=a&password=c", "text/plain")]
    public async Task A_malformed_form_is_no_login(int status, string body, string type)
    {
        await using WebmailHost host = await WebmailHost.StartAsync();
        using Browser browser = host.Open();
        await browser.GetAsync("/login");
        string complete = body + (body.Contains("username=a&", StringComparison.Ordinal) ? "&__RequestVerificationToken=" + Uri.EscapeDataString(browser.Token!) : "");
        Assert.Equal(status, (await browser.PostAsync("/login", complete, type)).Status);
        Assert.DoesNotMatch("160[123] ", host.Log);
        Assert.Equal(413, (await browser.PostAsync("/login", complete.PadRight(16 * 1024 + 1, 'x'), type)).Status);
    }

    [Fact]
    public async Task No_answer_is_kept_and_no_password_is_logged()
    {
        await using WebmailHost host = await WebmailHost.StartAsync();
        using Browser browser = host.Open();
        Browser.Answer[] answers =
        [
            await browser.GetAsync("/"), await browser.GetAsync("/login"), await browser.LogInAsync("kalle@domain.se", "hemligt-fel"),
            await browser.LogInAsync("kalle@domain.se", WebmailHost.Password), await browser.GetAsync("/"), await browser.PostAsync("/logout"), await browser.GetAsync("/ingenstans"),
        ];
        Assert.All(answers, answer => Assert.Contains("no-store", answer.Headers, StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.Contains("Content-Security-Policy: default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'", answer.Headers, StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.DoesNotMatch(new Regex("(?i)set-cookie(?!.*secure)(?!.*httponly)"), answer.Headers));
        Assert.Contains("Set-Cookie: __Host-webmail=", answers[3].Headers, StringComparison.Ordinal);
        Assert.Matches("1601 Accepted \"kalle@domain.se\" as kalle@domain.se from 127.0.0.1 over Web", host.Log);
        Assert.DoesNotContain("hemligt-fel", host.Log + string.Concat(answers.Select(answer => answer.Body)), StringComparison.Ordinal);
        Assert.DoesNotContain("sommar", host.Log + string.Concat(answers.Select(answer => answer.Body)), StringComparison.Ordinal);
        Assert.DoesNotContain("{PLAIN}", host.Log, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string? Path)> StatusAndPathAsync(Browser browser, string path)
    {
        Browser.Answer answer = await browser.GetAsync(path);
        return (answer.Status, answer.Location is { } location ? new Uri(new Uri("https://host"), location).PathAndQuery : null);
    }
}
