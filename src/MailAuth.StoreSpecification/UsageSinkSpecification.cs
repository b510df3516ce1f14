using System.Net;
using MailAuth.Submission;
using MailAuth.Usage;
using MailAuth.Usernames;
using Xunit;

namespace MailAuth.StoreSpecification;

/// <summary>The contract of <see cref="IUsageSink"/> as tests for xunit.v3. Derive a public class from it in a test project and say how a sink is made and read.</summary>
public abstract class UsageSinkSpecification
{
    private static readonly DateTimeOffset Noon = new(2009, 9, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly UsageRecord Login = new()
    {
        Address = "kalle@domain.se",
        Form = UsernameForm.LocalPart,
        Protocol = MailProtocol.Imap,
        Time = Noon,
        ClientId = "Outlook",
        ServerName = "mail.domain.se",
        TlsVersion = "TLSv1.3",
    };

    /// <summary>Makes a sink that has recorded nothing.</summary>
    /// <returns>The sink.</returns>
    protected abstract ValueTask<IUsageSink> CreateAsync();

    /// <summary>Gives what a sink has recorded: a line for each account, form, protocol, client, server name, TLS version, "inherit", dry-run status and UTC day.</summary>
    /// <param name="sink">A sink of <see cref="CreateAsync"/>.</param>
    /// <returns>The lines, in any order.</returns>
    protected abstract ValueTask<IReadOnlyList<UsageLine>> ReadAsync(IUsageSink sink);

    /// <summary>
    /// Gives what a sink has recorded of mail without a login: a line for each network, sender, TLS or not, rule, dry-run reason and UTC day. The default, <see langword="null"/>, is for a
    /// sink that keeps none, and then nothing is asked of it.
    /// </summary>
    /// <param name="sink">A sink of <see cref="CreateAsync"/>.</param>
    /// <returns>The lines, in any order.</returns>
    protected virtual ValueTask<IReadOnlyList<UnauthenticatedMailLine>?> ReadUnauthenticatedMailAsync(IUsageSink sink) => new((IReadOnlyList<UnauthenticatedMailLine>?)null);

    /// <summary>Mail that is alike but for its time makes one line a day, over all batches; what differs in anything makes a line of its own, and a batch that fails leaves none.</summary>
    [Fact]
    public async Task Mail_without_a_login_makes_one_line_a_day_for_each_network_and_sender()
    {
        UnauthenticatedMail mail = new() { Network = IPNetwork.Parse("192.0.2.10/32"), Sender = "skrivare@domain.se", Time = Noon };
        UnauthenticatedMail[] records =
        [
            mail,
            mail with { Network = IPNetwork.Parse("2001:db8::/64") },
            mail with { Sender = "" },
            mail with { Tls = true },
            mail with { Rule = "submission.exceptions[0]" },
            mail with { DryRunReason = SubmissionReason.AuthenticationRequired },
            mail with { Time = Noon.AddDays(1) },
        ];
        IUsageSink sink = await CreateAsync().ConfigureAwait(false);
        await sink.WriteUnauthenticatedMailAsync(records, TestContext.Current.CancellationToken).ConfigureAwait(false);
        await sink.WriteUnauthenticatedMailAsync(new[] { mail with { Time = Noon.AddHours(-1) }, mail with { Time = Noon.AddHours(2) } }, TestContext.Current.CancellationToken).ConfigureAwait(false);
        await Assert.ThrowsAnyAsync<Exception>(
            async () => await sink.WriteUnauthenticatedMailAsync(new[] { mail, mail with { Sender = null! } }, TestContext.Current.CancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (await ReadUnauthenticatedMailAsync(sink).ConfigureAwait(false) is not { } lines)
        {
            return;
        }

        Assert.Equal(records.Length, lines.Count);
        Assert.Equal(
            records.Select(record => record.ToString()).Order(StringComparer.Ordinal),
            lines.Select(line => (line.Record with { Time = line.FirstSeen.Day == Noon.Day ? Noon : Noon.AddDays(1) }).ToString()).Order(StringComparer.Ordinal));
        UnauthenticatedMailLine often = Assert.Single(lines, line => line.Count == 3);
        Assert.Equal((mail.ToString(), Noon.AddHours(-1), Noon.AddHours(2)), ((often.Record with { Time = Noon }).ToString(), often.FirstSeen, often.LastSeen));
    }

    /// <summary>Logins that are alike but for their time make one line a day, with their number and the first and the last of them, over all batches.</summary>
    [Fact]
    public async Task Logins_that_are_alike_make_one_line_a_day()
    {
        IUsageSink sink = await CreateAsync().ConfigureAwait(false);
        await WriteAsync(sink, Login, Login with { Time = Noon.AddHours(2) }, Login with { Time = Noon.AddHours(-1) }).ConfigureAwait(false);
        await WriteAsync(sink, Login with { Time = Noon.AddHours(1) }).ConfigureAwait(false);

        // The day is the UTC day, whatever the offset of the time.
        await WriteAsync(sink, Login with { Time = new DateTimeOffset(2009, 9, 2, 1, 0, 0, TimeSpan.FromHours(2)) }).ConfigureAwait(false);
        await WriteAsync(sink, Login with { Time = Noon.AddDays(1) }).ConfigureAwait(false);

        UsageLine[] lines = [.. (await ReadAsync(sink).ConfigureAwait(false)).OrderBy(line => line.FirstSeen)];
        Assert.Equal(2, lines.Length);
        Assert.Equal(5, lines[0].Count);
        Assert.Equal(Noon.AddHours(-1), lines[0].FirstSeen);
        Assert.Equal(Noon.AddHours(11), lines[0].LastSeen);
        Assert.Equal(1, lines[1].Count);
        Assert.Equal(Noon.AddDays(1), lines[1].FirstSeen);
    }

    /// <summary>Logins that differ in anything are told apart, and come back with what they differ in.</summary>
    [Fact]
    public async Task Logins_that_differ_make_lines_of_their_own()
    {
        UsageRecord[] records =
        [
            Login,
            Login with { Address = "kalle@kund.se" },
            Login with { Form = UsernameForm.FullAddress },
            Login with { Protocol = MailProtocol.Pop3 },
            Login with { ClientId = "outlook" },
            Login with { ClientId = null },
            Login with { ServerName = "mail.kund.se" },
            Login with { ServerName = null },
            Login with { TlsVersion = "TLSv1.2" },
            Login with { TlsVersion = "" },
            Login with { TlsVersion = null },
            Login with { Inherited = true },
            Login with { DryRunStatus = LoginStatus.Rejected },
            Login with { DryRunStatus = LoginStatus.TemporarilyUnavailable },
        ];
        IUsageSink sink = await CreateAsync().ConfigureAwait(false);
        await WriteAsync(sink, records).ConfigureAwait(false);
        await WriteAsync(sink, records).ConfigureAwait(false);

        IReadOnlyList<UsageLine> lines = await ReadAsync(sink).ConfigureAwait(false);
        Assert.Equal(records.Length, lines.Count);
        Assert.All(lines, line => Assert.Equal(2, line.Count));
        Assert.Equal(records.Select(record => record.ToString()).Order(StringComparer.Ordinal), lines.Select(line => (line.Record with { Time = Noon }).ToString()).Order(StringComparer.Ordinal));
    }

    /// <summary>A batch that fails in its middle leaves nothing behind: the engine sends it again.</summary>
    [Fact]
    public async Task A_batch_that_fails_leaves_nothing_behind()
    {
        IUsageSink sink = await CreateAsync().ConfigureAwait(false);
        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(sink, Login, Login with { Address = null! })).ConfigureAwait(false);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await sink.WriteAsync(new[] { Login }, new CancellationToken(canceled: true)).ConfigureAwait(false)).ConfigureAwait(false);
        Assert.Empty(await ReadAsync(sink).ConfigureAwait(false));
        await WriteAsync(sink, Login).ConfigureAwait(false);
        Assert.Equal(1, Assert.Single(await ReadAsync(sink).ConfigureAwait(false)).Count);
    }

    private static async Task WriteAsync(IUsageSink sink, params UsageRecord[] records) =>
        await sink.WriteAsync(records, TestContext.Current.CancellationToken).ConfigureAwait(false);
}
