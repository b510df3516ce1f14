namespace MailAuth.CheckPassword;

/// <summary>A field of the reply, in Dovecot's names.</summary>
internal readonly record struct ReplyField(string Name, string Value);
