using MailAuth;
using MailAuth.Usernames;

namespace Samples.Tests.Clients.Programs;

/// <summary>The rows of <see cref="SwaksLogin"/>.</summary>
public sealed class SwaksLoginTests : ClientTests
{
    private static readonly SwaksLogin Client = new();

    public static TheoryData<MailProtocol, UsernameForm, Moment, TlsWay> Cells => Rows(Client.Cells);

    public static TheoryData<MailProtocol, UsernameForm, Moment, TlsWay> WrongPasswords => Rows(Client.WrongPasswords);

    [Theory]
    [MemberData(nameof(Cells))]
    public Task A_login_comes_to_what_the_table_says(MailProtocol protocol, UsernameForm form, Moment moment, TlsWay tls) =>
        CheckAsync(Client, new Visit(protocol, form, moment, tls));

    [Theory]
    [MemberData(nameof(WrongPasswords))]
    public Task A_wrong_password_comes_to_what_the_table_says(MailProtocol protocol, UsernameForm form, Moment moment, TlsWay tls) =>
        CheckAsync(Client, new Visit(protocol, form, moment, tls, WrongPassword: true));
}
