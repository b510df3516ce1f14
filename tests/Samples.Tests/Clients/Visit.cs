using MailAuth;
using MailAuth.Usernames;

namespace Samples.Tests.Clients;

/// <summary>One cell of the table: what a client does, and when.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Form">The form of the username.</param>
/// <param name="Moment">When.</param>
/// <param name="Tls">How it comes to TLS.</param>
/// <param name="WrongPassword">Whether the password is wrong.</param>
public sealed record Visit(MailProtocol Protocol, UsernameForm Form, Moment Moment, TlsWay Tls, bool WrongPassword = false)
{
    public bool OverTls => Tls is TlsWay.OnConnect or TlsWay.StartTls;

    public string UsernameOf(Customer customer) => Form == UsernameForm.LocalPart ? customer.Bare : customer.Address;

    public string PasswordOf(Customer customer) => WrongPassword ? "wrong" + customer.Password : customer.Password;
}
