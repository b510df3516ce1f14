using System.Net;

namespace MailAuth.CheckPassword.Tests;

/// <summary>The environment, as seen with a real Dovecot 2.3.</summary>
public sealed class CallerTests
{
    [Fact]
    public void Dovecots_variables_tell_the_connection()
    {
        LoginConnection connection = Host.Caller(
            ("AUTH_SERVICE", "imap"), ("AUTH_SECURED", "TLS"), ("AUTH_LOCAL_NAME", "mail.domain.se"), ("AUTH_LIP", "192.0.2.1"), ("AUTH_LPORT", "993"),
            ("AUTH_RIP", "2001:db8::7"), ("AUTH_RPORT", "50000"), ("SERVICE", "smtp"), ("TCPLOCALIP", "203.0.113.9"), ("TCPREMOTEIP", "203.0.113.9")).Connection;
        Assert.Equal((MailProtocol.Imap, true, "mail.domain.se"), (connection.Protocol, connection.Tls, connection.ServerName));
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 993), connection.LocalEndPoint);
        Assert.Equal(IPAddress.Parse("2001:db8::7"), connection.RemoteAddress);
    }

    [Fact]
    public void So_do_the_older_ones()
    {
        LoginConnection connection = Host.Caller(("SERVICE", "pop3"), ("TCPLOCALIP", "192.0.2.1"), ("TCPLOCALPORT", "110"), ("TCPREMOTEIP", "198.51.100.7")).Connection;
        Assert.Equal((MailProtocol.Pop3, false, (string?)null), (connection.Protocol, connection.Tls, connection.ServerName));
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 110), connection.LocalEndPoint);
        Assert.Equal(IPAddress.Parse("198.51.100.7"), connection.RemoteAddress);
    }

    [Theory]
    [InlineData("NULL", "")]
    [InlineData("", "")]
    [InlineData("192.0.2.1", "x")]
    [InlineData("192.0.2.1", "99999999999999999999")]
    [InlineData("192.0.2.1", "-1")]
    public void What_is_no_address_or_port_is_none(string address, string port)
    {
        LoginConnection connection = Host.Caller(("AUTH_LIP", address), ("AUTH_LPORT", port), ("AUTH_RIP", address)).Connection;
        Assert.Equal(address == "192.0.2.1", connection.LocalEndPoint is not null);
        Assert.Equal(0, connection.LocalEndPoint?.Port ?? 0);
    }

    [Theory]
    [InlineData("imap", MailProtocol.Imap)]
    [InlineData("pop3", MailProtocol.Pop3)]
    [InlineData("smtp", MailProtocol.Submission)]
    [InlineData("submission", MailProtocol.Submission)]
    [InlineData("sieve", MailProtocol.ManageSieve)]
    [InlineData("lmtp", MailProtocol.Other)]
    [InlineData("", MailProtocol.Other)]
    public void A_service_has_its_protocol(string service, MailProtocol protocol) => Assert.Equal(protocol, Host.Caller(("SERVICE", service)).Connection.Protocol);

    [Theory]
    [InlineData("", Request.Password)]
    [InlineData("AUTHORIZED", Request.Lookup)]
    [InlineData("AUTHORIZED CREDENTIALS_LOOKUP", Request.Credentials)]
    [InlineData("AUTH_MASTER_USER MASTER_USER", Request.MasterLogin)]
    [InlineData("AUTH_MASTER_USER AUTHORIZED", Request.Lookup)]
    [InlineData("MASTER_USER", Request.Password)]
    [InlineData("AUTH_LOGIN_USER", Request.MasterPassdb)]
    [InlineData("AUTH_LOGIN_USER AUTH_MASTER_USER", Request.MasterLogin)]
    public void What_is_asked_is_told_by_these(string variables, object request) =>
        Assert.Equal(request, Host.Caller([.. variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => (name, "1"))]).Request);
}
