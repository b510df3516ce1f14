namespace SmtpServer.Mail;

/// <summary>An address of the envelope, without quotes and escapes; both halves are empty for the null sender.</summary>
public interface IMailbox
{
    /// <summary>The local-part.</summary>
    string User { get; }

    /// <summary>The domain, or an address literal.</summary>
    string Host { get; }
}
