using System.Reflection;
using MailAuth;
using MailAuth.Usernames;
using Samples.Tests.Clients.Programs;
using Samples.Tests.Clients.Windows;

namespace Samples.Tests.Clients;

/// <summary>The table is whole: nobody can drop a row unseen.</summary>
public sealed class TableTests
{
    /// <summary>Every client and protocol of the table, with the ways to TLS that it has there. A way that a client has not is no cell: the client's class says why.</summary>
    private const string Table = """
        Outlook 2007       Pop3        OnConnect           PlainAllowed  PlainClosed
        Outlook 2007       Imap        OnConnect  StartTls  PlainAllowed  PlainClosed
        Outlook 2007       Submission  OnConnect  StartTls  PlainAllowed  PlainClosed
        Outlook 2003/XP    Pop3        OnConnect           PlainAllowed  PlainClosed
        Outlook 2003/XP    Imap        OnConnect           PlainAllowed  PlainClosed
        Outlook 2003/XP    Submission  OnConnect  StartTls  PlainAllowed  PlainClosed
        Outlook Express 6  Pop3        OnConnect           PlainAllowed  PlainClosed
        Outlook Express 6  Imap        OnConnect           PlainAllowed  PlainClosed
        Outlook Express 6  Submission  OnConnect  StartTls  PlainAllowed  PlainClosed
        Windows Mail       Pop3        OnConnect           PlainAllowed  PlainClosed
        Windows Mail       Imap        OnConnect           PlainAllowed  PlainClosed
        Windows Mail       Submission  OnConnect  StartTls  PlainAllowed  PlainClosed
        MailKit            Pop3        OnConnect  StartTls  PlainAllowed  PlainClosed
        MailKit            Imap        OnConnect  StartTls  PlainAllowed  PlainClosed
        MailKit            Submission  OnConnect  StartTls  PlainAllowed  PlainClosed
        curl               Pop3        OnConnect  StartTls  PlainAllowed  PlainClosed
        curl               Imap        OnConnect  StartTls  PlainAllowed  PlainClosed
        curl               Submission  OnConnect  StartTls  PlainAllowed  PlainClosed
        swaks PLAIN        Submission  OnConnect  StartTls  PlainAllowed  PlainClosed
        swaks LOGIN        Submission  OnConnect  StartTls  PlainAllowed  PlainClosed
        mutt               Imap        OnConnect  StartTls  PlainAllowed  PlainClosed
        mutt               Submission  OnConnect  StartTls  PlainAllowed  PlainClosed
        mbsync             Imap        OnConnect  StartTls  PlainAllowed  PlainClosed
        fetchmail          Pop3        OnConnect  StartTls  PlainAllowed  PlainClosed
        fetchmail          Imap        OnConnect  StartTls  PlainAllowed  PlainClosed
        msmtp              Submission  OnConnect  StartTls  PlainAllowed  PlainClosed
        python3            Pop3        OnConnect  StartTls  PlainAllowed  PlainClosed
        python3            Imap        OnConnect  StartTls  PlainAllowed  PlainClosed
        python3            Submission  OnConnect  StartTls  PlainAllowed  PlainClosed
        """;

    private static IEnumerable<(string Client, MailProtocol Protocol, TlsWay[] Ways)> Lines =>
        from line in Table.Split('\n')
        let words = line[19..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select (line[..19].Trim(), Enum.Parse<MailProtocol>(words[0]), words[1..].Select(Enum.Parse<TlsWay>).ToArray());

    [Fact]
    public void Every_cell_is_a_test_case()
    {
        var expected =
            from line in Lines
            from form in (UsernameForm[])[UsernameForm.FullAddress, UsernameForm.LocalPart]
            from moment in (Moment[])[Moment.Open, Moment.Warn, Moment.Brownout, Moment.Closed]
            from tls in line.Ways
            select $"{line.Client}: {line.Protocol}, {form}, {moment}, {tls}";

        string[] cells = [.. TestClasses.SelectMany(tests => RowsOf(tests, "Cells"))];

        Assert.Equal(expected.Order(StringComparer.Ordinal), cells.Order(StringComparer.Ordinal));
        Assert.Equal(872, cells.Length);
    }

    [Fact]
    public void Every_client_sends_a_wrong_password_in_each_of_its_protocols()
    {
        string[] rows = [.. TestClasses.SelectMany(tests => RowsOf(tests, "WrongPasswords"))];

        Assert.All(Lines, line => Assert.Contains(rows, row => row.StartsWith($"{line.Client}: {line.Protocol}, ", StringComparison.Ordinal)));
        Assert.Equal(rows.Length, rows.Distinct().Count());
    }

    [Fact]
    public void The_clients_of_the_notice_have_all_protocols_and_today_has_its_programs()
    {
        MailClient[] clients = [.. TestClasses.Select(ClientOf)];

        WindowsClient[] notice = [.. clients.OfType<WindowsClient>()];
        Assert.Equal(["Outlook 2003/XP", "Outlook 2007", "Outlook Express 6", "Windows Mail"], notice.Select(client => client.Name).Order(StringComparer.Ordinal));
        Assert.All(notice, client => Assert.Equal([MailProtocol.Imap, MailProtocol.Pop3, MailProtocol.Submission], client.Ways.Keys.Order()));
        Assert.Equal(
            ["MailKit", "curl", "fetchmail", "mbsync", "msmtp", "mutt", "python3", "swaks LOGIN", "swaks PLAIN"],
            clients.Except(notice).Select(client => client.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>The classes whose test cases are the rows.</summary>
    private static IEnumerable<Type> TestClasses => typeof(ClientTests).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ClientTests)));

    private static MailClient ClientOf(Type tests) => (MailClient)tests.GetField("Client", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;

    /// <summary>The test cases of the one theory that takes them from a property; none where it is skipped.</summary>
    private static IEnumerable<string> RowsOf(Type tests, string property)
    {
        MethodInfo theory = Assert.Single(tests.GetMethods(), method => method.GetCustomAttribute<MemberDataAttribute>()?.MemberName == property);
        var rows = (TheoryData<MailProtocol, UsernameForm, Moment, TlsWay>)tests.GetProperty(property)!.GetValue(null)!;
        return theory.GetCustomAttribute<TheoryAttribute>() is not { Skip: null }
            ? []
            : rows.Select(row => row.Data).Select(row => $"{ClientOf(tests).Name}: {row.Item1}, {row.Item2}, {row.Item3}, {row.Item4}");
    }
}
