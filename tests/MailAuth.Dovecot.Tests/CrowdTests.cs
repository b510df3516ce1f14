using MailAuth.Dovecot.Tests.Clients;
using MailAuth.Dovecot.Tests.Servers;

namespace MailAuth.Dovecot.Tests;

/// <summary>Many logins at once: a process for each, which inherits the pipes of those beside it.</summary>
public sealed class CrowdTests
{
    private const int Crowd = 60;

    [Fact]
    public async Task Sixty_people_log_in_at_once()
    {
        await using MailServers servers = await MailServers.StartAsync(setup =>
            setup.Accounts.AddRange(Enumerable.Range(1, Crowd).Select(number => $"user{number}@domain.se:{{PLAIN}}user{number}-2009")));
        await Task.WhenAll(Enumerable.Range(1, Crowd).Select(async number =>
        {
            await using Wire wire = await Wire.ConnectAsync(servers.Dovecot.Imaps, "mail.domain.se");
            string username = number % 2 == 0 ? $"user{number}" : $"user{number}@domain.se";
            Assert.StartsWith("OK ", await wire.LogInAsync(username, $"user{number}-2009"), StringComparison.Ordinal);
        }));
    }

    [Fact]
    public async Task Two_hundred_passwords_are_checked_with_the_samples_limit()
    {
        await using MailServers servers = await MailServers.StartAsync(Patient);
        string[] answers = await AuthSocket.LogInAsync(servers, "smtp", [.. Enumerable.Range(0, 200).Select(number => ("anna", number % 4 == 0 ? "wrong-2009" : "anna-2009"))]);
        Assert.Equal(150, answers.Count(answer => answer.StartsWith("OK user=anna@domain.se ", StringComparison.Ordinal)));
        Assert.Equal(50, answers.Count(answer => answer == "FAIL user=anna"));
    }

    [Fact]
    public async Task Under_Dovecots_own_limit_whoever_is_not_served_is_told_to_come_back()
    {
        // 256 MiB of address space, default_vsz_limit: a process may not get what it needs. It must never look like a wrong password.
        await using MailServers servers = await MailServers.StartAsync(setup =>
        {
            Patient(setup);
            setup.Dovecot.Add(("\n  vsz_limit = 0\n", "\n"));
        });
        string[] answers = await AuthSocket.LogInAsync(servers, "smtp", [.. Enumerable.Repeat(("anna", "anna-2009"), 200)]);
        int served = answers.Count(answer => answer.StartsWith("OK user=anna@domain.se ", StringComparison.Ordinal));
        int told = answers.Count(answer => answer == "FAIL user=anna code=temp_fail");
        Assert.Equal(200, served + told);
        Assert.True(served > 150, $"{served} of 200 were served.");
    }

    /// <summary>Each process waits for a hash slot; on a slow machine with so many, longer than ten seconds.</summary>
    private static void Patient(ServerSetup setup) =>
        setup.Configuration.Add(("\"readWindows1252\": true", "\"readWindows1252\": true, \"executor\": { \"slotWait\": \"60s\" }"));
}
