namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>The temporary folder that a test's servers live in, gone with the test.</summary>
internal sealed class ServerFolder : IDisposable
{
    // Dovecot's and Postfix's own users have to find their way into it.
    private const UnixFileMode EverybodyReads = (UnixFileMode)0b111_101_101;

    public ServerFolder()
    {
        Root = Directory.CreateTempSubdirectory("mailauth-servers-").FullName;
        File.SetUnixFileMode(Root, EverybodyReads);
        foreach (string folder in new[] { "mailauth", "usage", "mail", "tls", "dovecot", "dovecot/run", "dovecot/state", "postfix", "postfix/etc", "postfix/queue", "postfix/data" })
        {
            Directory.CreateDirectory(InRoot(folder));
        }

        File.WriteAllText(CertificateFile, Certificate.Pem);
        File.WriteAllText(KeyFile, Certificate.KeyPem);
    }

    public string Root { get; }

    public string CertificateFile => InRoot("tls/mail.pem");

    public string KeyFile => InRoot("tls/mail.key");

    /// <summary>mailauth.json.</summary>
    public string ConfigurationFile => InRoot("mailauth/mailauth.json");

    /// <summary>The passwd-file.</summary>
    public string UsersFile => InRoot("mailauth/users");

    /// <summary>The state directory.</summary>
    public string State => InRoot("usage");

    /// <summary>All mailboxes.</summary>
    public string Mail => InRoot("mail");

    public string Queue => InRoot("postfix/queue");

    public string InRoot(string path) => Path.Combine(Root, path);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
