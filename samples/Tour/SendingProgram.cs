using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Tour;

/// <summary>A real mail client (MailKit) that sends a message, over STARTTLS.</summary>
internal static class SendingProgram
{
    /// <summary>Connects from the sender's address, logs in where it has a login, and sends a message.</summary>
    /// <returns>The server's answer to MAIL.</returns>
    public static async Task<string> SendAsync(Sender sender, int port, X509Certificate2 certificate)
    {
        using var client = new Client();
        client.ServerCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString(); // a development certificate: this very one
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(sender.From), 0));
        await socket.ConnectAsync(IPAddress.Loopback, port).ConfigureAwait(false);
        await client.ConnectAsync(socket, "mail.domain.se", port, SecureSocketOptions.StartTls).ConfigureAwait(false);
        if (sender.Login is var (username, password))
        {
            await client.AuthenticateAsync(username, password).ConfigureAwait(false);
        }

        using var message = new MimeMessage { Subject = "Hej", Body = new TextPart("plain") { Text = "Hej!" } };
        message.From.Add(MailboxAddress.Parse(sender.Address));
        message.To.Add(MailboxAddress.Parse("mormor@elsewhere.example"));
        try
        {
            await client.SendAsync(message).ConfigureAwait(false);
        }
        catch (SmtpCommandException)
        {
            // What the server said is in the answer.
        }
        catch (ServiceNotAuthenticatedException refused)
        {
            // MailKit's reading of 530, with the server's words.
            client.Answer = "530 " + refused.Message;
        }

        await client.DisconnectAsync(quit: true).ConfigureAwait(false);
        return client.Answer;
    }

    /// <summary>Keeps the answer to MAIL.</summary>
    private sealed class Client : SmtpClient
    {
        public string Answer { get; set; } = "";

        protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => Keep(response);

        protected override void OnSenderNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            Keep(response);
            base.OnSenderNotAccepted(message, mailbox, response);
        }

        private void Keep(SmtpResponse response) => Answer = string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.Response}");
    }
}
