using System.Net;
using BenchmarkDotNet.Attributes;
using MailAuth.Accounts;
using MailAuth.Submission;
using MailAuth.Transition;
using MailAuth.Usernames;

namespace MailAuth.Benchmarks;

/// <summary>The parts of a login that are policy: which account a bare username means, whether its form may be used, whether a sender may send.</summary>
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private static readonly DateTimeOffset Now = new(2009, 9, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly UsernameResolver resolver;
    private readonly Username bare;
    private readonly LoginConnection connection = new() { Protocol = MailProtocol.Imap, Tls = true, ServerName = "mail.domain.se", RemoteAddress = IPAddress.Parse("198.51.100.7") };
    private readonly TransitionPolicy transition;
    private readonly SubmissionPolicy submission;
    private readonly Account account = new("user5000@domain.se", null);

    public DecisionBenchmarks()
    {
        var store = new InMemoryAccountStore();
        for (int i = 0; i < 10_000; i++)
        {
            store.Add(new Account($"user{i}@domain.se", null) { BareUsernames = [$"user{i}"] });
        }

        var usernames = new UsernameOptions { HostedDomains = { "domain.se", "kund.se" }, ServerNames = { new("mail.{domain}") } };
        resolver = new UsernameResolver(usernames, store);
        bare = new UsernameNormalizer(usernames).Normalize("user5000");
        transition = new TransitionPolicy(new TransitionOptions
        {
            TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7), Ramp = { new(new(2009, 8, 30), 10) },
            Overrides = { new() { Network = "192.0.2.10", BareUsername = BareUsernameRule.Allow, Reason = "printer", Owner = "anna" } },
        });
        submission = new SubmissionPolicy(
            new SubmissionOptions { RelayNetworks = { "198.51.100.0/24" }, Authentication = { TimeZone = "Europe/Stockholm", Warn = new(2009, 8, 24), Closed = new(2009, 9, 7) } }, usernames);
    }

    [Benchmark]
    public Account? ResolveBareUsername() => Completed.Of(resolver.ResolveAsync(bare, connection)).Account;

    [Benchmark]
    public bool DecideTransition() => transition.Decide(new TransitionQuery { Address = account.Address, Form = UsernameForm.LocalPart, Now = Now, Protocol = MailProtocol.Imap, RemoteAddress = connection.RemoteAddress }).IsAllowed;

    [Benchmark]
    public bool DecideSending() => submission.Decide(new SubmissionQuery { Now = Now, Sender = "user5000@domain.se", Tls = true, RemoteAddress = connection.RemoteAddress, Account = account }).IsAllowed;
}
