using System.Text.RegularExpressions;
using MailAuth.Accounts;
using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Imap;

/// <summary>
/// What Thunderbird 153.7.0esr sent to this host, octet for octet within TLS, until the message was on the screen. It opens two connections: one looks for
/// folders (twice; here once), the other reads INBOX. It sends no initial response, and ID only after the login.
/// </summary>
public sealed class ThunderbirdDialogTests
{
    /// <summary>Stands in an expected line for whatever may be there.</summary>
    private const char Anything = '…';

    [Fact]
    public async Task Thunderbird_reads_INBOX_over_TLS()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        await ReplayAsync(wire, """
            C: 2 authenticate PLAIN
            S: +…
            C: AGthbGxlQGRvbWFpbi5zZQBzZWNyZXQ=
            S: 2 OK [CAPABILITY IMAP4rev1 …
            C: 3 ID ("name" "Thunderbird" "version" "153.7.0")
            S: * ID ("name" …
            S: 3 OK ID completed
            C: 4 select "INBOX"
            S: * FLAGS (\Answered \Flagged \Deleted \Seen \Draft)
            S: * OK [PERMANENTFLAGS ()]…
            S: * 1 EXISTS
            S: * 0 RECENT
            S: * OK [UNSEEN 1]…
            S: * OK [UIDVALIDITY 1251108000]…
            S: * OK [UIDNEXT 2]…
            S: 4 OK [READ-ONLY] SELECT completed
            C: 5 UID fetch 1:* (FLAGS)
            S: * 1 FETCH (UID 1 FLAGS ())
            S: 5 OK FETCH completed
            C: 6 UID fetch 1 (UID RFC822.SIZE FLAGS BODY.PEEK[HEADER.FIELDS (From To Cc Bcc Subject Date Message-ID Priority X-Priority References Newsgroups In-Reply-To Content-Type Reply-To Received)])
            S: * 1 FETCH (UID 1 RFC822.SIZE 364 FLAGS () BODY[HEADER.FIELDS (FROM TO CC BCC SUBJECT DATE MESSAGE-ID PRIORITY X-PRIORITY REFERENCES NEWSGROUPS IN-REPLY-TO CONTENT-TYPE REPLY-TO RECEIVED)] {218}
            S: From: Postmaster <postmaster@domain.se>
            S: To: <kalle@domain.se>
            S: Subject: You are logged in
            S: Date: Mon, 24 Aug 2009 10:00:00 +0000
            S: Message-ID: <welcome.1251108000@domain.se>
            S: Content-Type: text/plain; charset=utf-8
            S:
            S: )
            S: 6 OK FETCH completed
            C: 7 noop
            S: 7 OK NOOP completed
            C: 8 UID fetch 2:* (FLAGS)
            S: * 1 FETCH (UID 1 FLAGS ())
            S: 8 OK FETCH completed
            C: 9 UID fetch 1 (UID RFC822.SIZE BODY.PEEK[])
            S: * 1 FETCH (UID 1 RFC822.SIZE 364 BODY[] {364}
            S: From: Postmaster <postmaster@domain.se>
            S: To: <kalle@domain.se>
            S: Subject: You are logged in
            S: Date: Mon, 24 Aug 2009 10:00:00 +0000
            S: Message-ID: <welcome.1251108000@domain.se>
            S: MIME-Version: 1.0
            S: Content-Type: text/plain; charset=utf-8
            S: Content-Transfer-Encoding: 8bit
            S:
            S: You are logged in as kalle@domain.se.
            S:
            S: This mailbox holds one message, and it is this one.
            S: )
            S: 9 OK FETCH completed
            C: 10 UID fetch 1 (UID BODY.PEEK[HEADER.FIELDS (Content-Type Content-Transfer-Encoding)] BODY.PEEK[TEXT]<0.2048>)
            S: * 1 FETCH (UID 1 BODY[HEADER.FIELDS (CONTENT-TYPE CONTENT-TRANSFER-ENCODING)] {76}
            S: Content-Type: text/plain; charset=utf-8
            S: Content-Transfer-Encoding: 8bit
            S:
            S:  BODY[TEXT]<0> {94}
            S: You are logged in as kalle@domain.se.
            S:
            S: This mailbox holds one message, and it is this one.
            S: )
            S: 10 OK FETCH completed
            C: 11 IDLE
            S: + …
            C: DONE
            S: 11 OK IDLE completed
            C: 12 uid store 1 +Flags (\Seen)
            S: 12 NO [NOPERM] …
            C: 13 IDLE
            S: + …
            """);

        RecordingEngine.Attempt attempt = Assert.Single(host.Engine.Attempts);
        Assert.Equal("kalle@domain.se", attempt.Username);
        Assert.Equal("mail.domain.se", attempt.Connection.ServerName);
    }

    [Fact]
    public async Task Thunderbird_looks_for_folders_and_may_not_make_its_own()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        await ReplayAsync(wire, """
            C: 94 authenticate PLAIN
            S: +…
            C: AGthbGxlQGRvbWFpbi5zZQBzZWNyZXQ=
            S: 94 OK [CAPABILITY IMAP4rev1 …
            C: 95 namespace
            S: * NAMESPACE (("" "/")) NIL NIL
            S: 95 OK NAMESPACE completed
            C: 96 ID ("name" "Thunderbird" "version" "153.7.0")
            S: * ID ("name" …
            S: 96 OK ID completed
            C: 97 list "" "*"
            S: * LIST (\HasNoChildren) "/" INBOX
            S: 97 OK LIST completed
            C: 98 lsub "" "*"
            S: * LSUB (\HasNoChildren) "/" INBOX
            S: 98 OK LSUB completed
            C: 99 list "" "INBOX"
            S: * LIST (\HasNoChildren) "/" INBOX
            S: 99 OK LIST completed
            C: 100 list "" "Trash"
            S: 100 OK LIST completed
            C: 101 create "Trash"
            S: 101 NO [NOPERM] …
            """);
    }

    /// <summary>
    /// With STARTTLS and a bare username, in an account that keeps no messages on the disk: started for the first time it shows the alert; started again on the
    /// same day there is none, and it fetches the message when it is opened, without PEEK.
    /// </summary>
    [Fact]
    public async Task Thunderbird_with_a_bare_username_gets_the_alert_once_over_STARTTLS_and_opens_the_message()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        host.Engine.Decide = _ => new LoginResult { Status = LoginStatus.Accepted, Account = new Account("lisa@domain.se", null), Notice = LoginNotice.ChangeToFullAddress };

        await using Wire first = await host.ConnectPlainAsync();
        await ReplayAsync(first, """
            C: 29 STARTTLS
            S: 29 OK Begin TLS now
            """);
        await first.StartTlsAsync("mail.domain.se");
        await ReplayAsync(first, """
            C: 30 capability
            S: * CAPABILITY IMAP4rev1 … AUTH=PLAIN AUTH=LOGIN
            S: 30 OK CAPABILITY completed
            C: 31 authenticate PLAIN
            S: +…
            C: AGxpc2EAc2VjcmV0
            S: * OK [ALERT] … lisa@domain.se; the short name will soon stop working.
            S: 31 OK [CAPABILITY IMAP4rev1 …
            """);

        await using Wire second = await host.ConnectPlainAsync();
        await ReplayAsync(second, """
            C: 95 STARTTLS
            S: 95 OK Begin TLS now
            """);
        await second.StartTlsAsync("mail.domain.se");
        await ReplayAsync(second, """
            C: 96 capability
            S: * CAPABILITY IMAP4rev1 … AUTH=PLAIN AUTH=LOGIN
            S: 96 OK CAPABILITY completed
            C: 97 authenticate PLAIN
            S: +…
            C: AGxpc2EAc2VjcmV0
            S: 97 OK [CAPABILITY IMAP4rev1 …
            C: 98 ID ("name" "Thunderbird" "version" "153.7.0")
            S: * ID ("name" …
            S: 98 OK ID completed
            C: 99 select "INBOX"
            S: * FLAGS …
            S: * OK [PERMANENTFLAGS ()]…
            S: * 1 EXISTS
            S: * 0 RECENT
            S: * OK [UNSEEN 1]…
            S: * OK [UIDVALIDITY 1251108000]…
            S: * OK [UIDNEXT 2]…
            S: 99 OK [READ-ONLY] SELECT completed
            C: 100 UID fetch 1:* (FLAGS)
            S: * 1 FETCH (UID 1 FLAGS ())
            S: 100 OK FETCH completed
            C: 101 UID fetch 1 (UID RFC822.SIZE FLAGS BODY.PEEK[HEADER.FIELDS (From To Cc Bcc Subject Date Message-ID Priority X-Priority References Newsgroups In-Reply-To Content-Type Reply-To Received)])
            S: * 1 FETCH (UID 1 RFC822.SIZE 362 FLAGS () BODY[HEADER.FIELDS …)] {217}
            S: From: Postmaster <postmaster@domain.se>
            S: To: <lisa@domain.se>
            S: Subject: You are logged in
            S: Date: Mon, 24 Aug 2009 10:00:00 +0000
            S: Message-ID: <welcome.1251108000@domain.se>
            S: Content-Type: text/plain; charset=utf-8
            S:
            S: )
            S: 101 OK FETCH completed
            C: 102 UID fetch 1 (UID BODY.PEEK[HEADER.FIELDS (Content-Type Content-Transfer-Encoding)] BODY.PEEK[TEXT]<0.2048>)
            S: * 1 FETCH (UID 1 BODY[HEADER.FIELDS (CONTENT-TYPE CONTENT-TRANSFER-ENCODING)] {76}
            S: Content-Type: text/plain; charset=utf-8
            S: Content-Transfer-Encoding: 8bit
            S:
            S:  BODY[TEXT]<0> {93}
            S: You are logged in as lisa@domain.se.
            S:
            S: This mailbox holds one message, and it is this one.
            S: )
            S: 102 OK FETCH completed
            C: 103 IDLE
            S: + …
            C: DONE
            S: 103 OK IDLE completed
            C: 104 noop
            S: 104 OK NOOP completed
            C: 105 UID fetch 2:* (FLAGS)
            S: * 1 FETCH (UID 1 FLAGS ())
            S: 105 OK FETCH completed
            C: 106 IDLE
            S: + …
            C: DONE
            S: 106 OK IDLE completed
            C: 107 UID fetch 1 (UID RFC822.SIZE BODY[])
            S: * 1 FETCH (UID 1 RFC822.SIZE 362 BODY[] {362}
            S: From: Postmaster <postmaster@domain.se>
            S: To: <lisa@domain.se>
            S: Subject: You are logged in
            S: Date: Mon, 24 Aug 2009 10:00:00 +0000
            S: Message-ID: <welcome.1251108000@domain.se>
            S: MIME-Version: 1.0
            S: Content-Type: text/plain; charset=utf-8
            S: Content-Transfer-Encoding: 8bit
            S:
            S: You are logged in as lisa@domain.se.
            S:
            S: This mailbox holds one message, and it is this one.
            S: )
            S: 107 OK FETCH completed
            C: 108 uid store 1 +Flags (\Seen)
            S: 108 NO [NOPERM] …
            C: 109 IDLE
            S: + …
            """);

        Assert.Equal(["lisa", "lisa"], host.Engine.Attempts.Select(attempt => attempt.Username));
    }

    /// <summary>Refused, it tries its three ways one behind the other before it asks the user: the host must not close before the third is answered.</summary>
    [Fact]
    public async Task Thunderbird_is_refused_in_each_of_its_three_ways()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        host.Engine.Decide = _ => new LoginResult { Status = LoginStatus.Rejected, Account = new Account("lisa@domain.se", null), Notice = LoginNotice.UseFullAddress };
        await using Wire wire = await host.ConnectAsync();

        await ReplayAsync(wire, """
            C: 67 authenticate PLAIN
            S: +…
            C: AGxpc2EAc2VjcmV0
            S: 67 NO [CONTACTADMIN] … lisa@domain.se …
            C: 68 authenticate LOGIN
            S: + VXNlcm5hbWU6
            C: bGlzYQ==
            S: + UGFzc3dvcmQ6
            C: c2VjcmV0
            S: 68 NO [CONTACTADMIN] … lisa@domain.se …
            C: 70 login "lisa" "secret"
            S: 70 NO [CONTACTADMIN] … lisa@domain.se …
            """);

        Assert.Equal(["lisa secret", "lisa secret", "lisa secret"], host.Engine.Attempts.Select(attempt => $"{attempt.Username} {attempt.Password}"));
    }

    /// <summary>Sends the lines that begin with <c>C:</c>, and compares what comes back with those that begin with <c>S:</c>.</summary>
    private static async Task ReplayAsync(Wire wire, string dialog)
    {
        foreach (string line in dialog.ReplaceLineEndings("\n").Split('\n'))
        {
            string text = line.Length > 3 ? line[3..] : "";
            if (line.StartsWith('C'))
            {
                await wire.SendAsync(text + "\r\n");
            }
            else
            {
                AssertMatches(text, await wire.ReadLineAsync());
            }
        }
    }

    private static void AssertMatches(string expected, string line)
    {
        if (expected.Contains(Anything, StringComparison.Ordinal))
        {
            Assert.Matches("^" + string.Join(".*", expected.Split(Anything).Select(Regex.Escape)) + "$", line);
        }
        else
        {
            Assert.Equal(expected, line);
        }
    }
}
