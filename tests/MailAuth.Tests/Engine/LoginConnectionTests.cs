namespace MailAuth.Tests.Engine;

/// <summary>What is printed of a connection.</summary>
public sealed class LoginConnectionTests
{
    [Fact]
    public void What_a_client_sent_stays_on_its_line()
    {
        string text = new LoginConnection { Protocol = MailProtocol.Imap, ServerName = "mail\r\n2009-09-07 Accepted", ClientId = "x\"\u0085y" }.ToString();
        Assert.Equal(
            "LoginConnection { Protocol = Imap, Tls = False, TlsVersion = , ServerName = \"mail\\x0D\\x0A2009-09-07 Accepted\", LocalEndPoint = , RemoteAddress = , ClientId = \"x\\x22\\xC2\\x85y\" }",
            text);
    }
}
