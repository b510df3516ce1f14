using System.Text;
using MailAuth;
using Samples.Tests.Connections;

namespace Samples.Tests.Imap;

/// <summary>Every way in which a client can send a username and a password gives the engine the same bytes.</summary>
public sealed class LoginFormsTests
{
    /// <summary>å in the username as UTF-8, ö in the password as Windows-1252: what goes in has to come out.</summary>
    private const string Username = "\u00C3\u00A5sa@domain.se";
    private const string Password = "sm\u00F6r \"g\\ ";

    private static readonly string Plain = Base64("\0" + Username + "\0" + Password);

    public static TheoryData<string[]> Forms => new()
    {
        { ["a LOGIN " + Username + " \"sm\u00F6r \\\"g\\\\ \""] },
        { ["a LOGIN \"" + Username + "\" \"sm\u00F6r \\\"g\\\\ \""] },
        { ["a login {14}", Username + " {9}", Password] },
        { ["a LOGIN {14+}\r\n" + Username + " {9+}\r\n" + Password] },
        { ["a LOGIN " + Username + " {9+}\r\n" + Password] },
        { ["a LOGIN \"" + Username + "\" {9}", Password] },
        { ["a AUTHENTICATE PLAIN " + Plain] },
        { ["a authenticate plain", Plain] },
        { ["a AUTHENTICATE LOGIN", Base64(Username), Base64(Password)] },
        { ["a AUTHENTICATE LOGIN " + Base64(Username), Base64(Password)] },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task However_it_is_sent_the_engine_gets_the_same_bytes(string[] lines)
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        host.Engine.Decide = _ => RecordingEngine.Accepted;
        await using Wire wire = await host.ConnectAsync();

        string answer = "";
        foreach (string line in lines)
        {
            if (answer.Length > 0)
            {
                Assert.StartsWith("+ ", answer, StringComparison.Ordinal);
            }

            answer = await wire.CommandAsync(line);
        }

        Assert.StartsWith("a OK [CAPABILITY IMAP4rev1 ", answer, StringComparison.Ordinal);
        RecordingEngine.Attempt attempt = Assert.Single(host.Engine.Attempts);
        Assert.Equal(Encoding.Latin1.GetBytes(Username), attempt.UsernameBytes);
        Assert.Equal(Encoding.Latin1.GetBytes(Password), attempt.PasswordBytes);
        Assert.Empty(attempt.AuthorizationIdentity);
    }

    [Fact]
    public async Task The_authorization_identity_of_PLAIN_reaches_the_engine()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        await wire.CommandAsync("a AUTHENTICATE PLAIN " + Base64("lisa@domain.se\0kalle@domain.se\0secret"));

        Assert.Equal("lisa@domain.se"u8.ToArray(), Assert.Single(host.Engine.Attempts).AuthorizationIdentity);
    }

    [Fact]
    public async Task An_empty_password_reaches_the_engine_and_is_not_a_matter_of_syntax()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        string quoted = await wire.CommandAsync("a LOGIN kalle \"\"");
        string literal = await wire.CommandAsync("a LOGIN kalle {0+}\r\n");
        string plain = await wire.CommandAsync("a AUTHENTICATE PLAIN " + Base64("\0kalle\0"));

        Assert.Equal(3, host.Engine.Attempts.Count);
        Assert.StartsWith("a NO [AUTHENTICATIONFAILED] ", quoted, StringComparison.Ordinal);
        Assert.Equal(quoted, literal);
        Assert.Equal(quoted, plain);
    }

    [Fact]
    public async Task The_engine_is_told_the_server_name_the_TLS_version_and_the_client()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync("mail.kund.se");

        Assert.Equal(["* ID (\"name\" \"MailAuth sample host\")", "i OK ID completed"], await wire.DialogAsync("i ID (\"name\" \"Thunderbird\" \"version\" {3+}\r\n128 \"os\" NIL)"));
        await wire.CommandAsync("a LOGIN kalle secret");

        LoginConnection connection = Assert.Single(host.Engine.Attempts).Connection;
        Assert.Equal(MailProtocol.Imap, connection.Protocol);
        Assert.True(connection.Tls);
        Assert.Equal("mail.kund.se", connection.ServerName);
        Assert.Equal("TLSv1.3", connection.TlsVersion);
        Assert.Equal("Thunderbird 128", connection.ClientId);
        Assert.Equal(System.Net.IPAddress.Loopback, connection.RemoteAddress);
        Assert.Equal(host.TlsPort, connection.LocalEndPoint?.Port);
    }

    [Fact]
    public async Task Nothing_that_was_said_before_STARTTLS_survives_it()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectPlainAsync();

        await wire.DialogAsync("i ID (\"name\" \"Forged\")");
        Assert.StartsWith("t OK ", await wire.CommandAsync("t STARTTLS"), StringComparison.Ordinal);
        await wire.StartTlsAsync("mail.domain.se");
        Assert.StartsWith("a OK ", await wire.CommandAsync("a LOGIN kalle secret"), StringComparison.Ordinal);

        LoginConnection connection = Assert.Single(host.Engine.Attempts).Connection;
        Assert.Null(connection.ClientId);
        Assert.True(connection.Tls);
        Assert.Equal("mail.domain.se", connection.ServerName);
    }

    [Theory]
    [InlineData("a LOGIN")]
    [InlineData("a LOGIN kalle")]
    [InlineData("a LOGIN kalle secret more")]
    [InlineData("a LOGIN kalle  secret")]
    [InlineData("a LOGIN \"kalle secret")]
    [InlineData("a LOGIN kalle \"sec\\ret\"")]
    [InlineData("a LOGIN (kalle) secret")]
    [InlineData("a AUTHENTICATE")]
    [InlineData("a AUTHENTICATE PLAIN AA== AA==")]
    [InlineData("a AUTHENTICATE PLAIN AGthbGxl!!")]
    [InlineData("a AUTHENTICATE PLAIN AGthbGxlAHNlY3JldA")]
    [InlineData("a ID")]
    [InlineData("a ID (\"name\")")]
    [InlineData("a CAPABILITY now")]
    [InlineData("a NONSENSE")]
    [InlineData("a SELECT INBOX")]
    [InlineData("a IDLE")]
    public async Task Nonsense_is_answered_BAD_and_never_reaches_the_engine(string line)
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.StartsWith("a BAD ", await wire.CommandAsync(line), StringComparison.Ordinal);
        Assert.Empty(host.Engine.Attempts);
        Assert.StartsWith("b OK ", await wire.CommandAsync("b LOGIN kalle secret"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a")]
    [InlineData("(((")]
    [InlineData("+ LOGIN kalle secret")]
    [InlineData("\0\u00FF")]
    public async Task A_line_without_a_tag_is_answered_BAD(string line)
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.StartsWith("* BAD ", await wire.CommandAsync(line), StringComparison.Ordinal);
        Assert.StartsWith("b OK ", await wire.CommandAsync("b LOGIN kalle secret"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_exchange_and_one_that_is_not_base64_are_BAD_and_an_unknown_mechanism_is_NO()
    {
        await using ImapTestHost host = await ImapTestHost.StartAsync();
        await using Wire wire = await host.ConnectAsync();

        Assert.Equal("+ ", await wire.CommandAsync("a AUTHENTICATE PLAIN"));
        Assert.StartsWith("a BAD ", await wire.CommandAsync("*"), StringComparison.Ordinal);
        Assert.Equal("+ VXNlcm5hbWU6", await wire.CommandAsync("b AUTHENTICATE LOGIN"));
        Assert.Equal("+ UGFzc3dvcmQ6", await wire.CommandAsync(Base64("kalle")));
        Assert.StartsWith("b BAD ", await wire.CommandAsync("*"), StringComparison.Ordinal);
        Assert.Equal("+ ", await wire.CommandAsync("c AUTHENTICATE PLAIN"));
        Assert.StartsWith("c BAD ", await wire.CommandAsync("@@@@"), StringComparison.Ordinal);
        Assert.StartsWith("d NO ", await wire.CommandAsync("d AUTHENTICATE CRAM-MD5"), StringComparison.Ordinal);

        Assert.Empty(host.Engine.Attempts);
        Assert.StartsWith("e OK ", await wire.CommandAsync("e LOGIN kalle secret"), StringComparison.Ordinal);
        Assert.StartsWith("f BAD ", await wire.CommandAsync("f LOGIN kalle secret"), StringComparison.Ordinal);
    }

    private static string Base64(string latin1) => Convert.ToBase64String(Encoding.Latin1.GetBytes(latin1));
}
