namespace Samples.Tests.Connections;

/// <summary>The settings of real programs, in their own files' words. Each is for the user that it names, on a host on loopback that calls itself localhost.</summary>
internal static class ProgramSettings
{
    /// <summary>mutt's, for reading by IMAP.</summary>
    /// <param name="directory">Where it is at home.</param>
    /// <param name="url">The scheme, the host and the port: <c>imaps://localhost:993/</c>.</param>
    /// <param name="username">The username.</param>
    /// <param name="password">The password.</param>
    /// <param name="authenticator"><c>plain</c> or <c>login</c>.</param>
    /// <param name="tls">Whether it asks for TLS, and does nothing without.</param>
    public static string MuttImap(ProgramDirectory directory, string url, string username, string password, string authenticator, bool tls = true) => $"""
        set folder={url}
        set imap_user={username}
        set imap_pass={password}
        set imap_authenticators={authenticator}
        set certificate_file={directory.Trusted}
        set ssl_starttls={YesOrNo(tls)}
        set ssl_force_tls={YesOrNo(tls)}
        set pipe_decode=yes
        set wait_key=no
        set quit=yes
        set sleep_time=0
        """;

    /// <summary>mutt's, for sending.</summary>
    /// <param name="directory">Where it is at home.</param>
    /// <param name="url">The scheme, the username in URL encoding, the host and the port: <c>smtps://kalle%40domain.se@localhost:465/</c>.</param>
    /// <param name="sender">The sender's address.</param>
    /// <param name="password">The password.</param>
    /// <param name="tls">Whether it asks for TLS, and does nothing without.</param>
    public static string MuttSmtp(ProgramDirectory directory, string url, string sender, string password, bool tls = true) => $"""
        set smtp_url={url}
        set smtp_pass={password}
        set smtp_authenticators=plain
        set from={sender}
        set envelope_from_address={sender}
        set use_envelope_from=yes
        set certificate_file={directory.Trusted}
        set ssl_starttls={YesOrNo(tls)}
        set ssl_force_tls={YesOrNo(tls)}
        set record=""
        set copy=no
        set sleep_time=0
        """;

    /// <summary>mbsync's: it fetches INBOX to <c>mail/INBOX</c>, which has to be made first.</summary>
    /// <param name="directory">Where it is at home.</param>
    /// <param name="port">The port.</param>
    /// <param name="tls"><c>IMAPS</c>, <c>STARTTLS</c> or <c>None</c>.</param>
    /// <param name="username">The username.</param>
    /// <param name="password">The password.</param>
    public static string Mbsync(ProgramDirectory directory, int port, string tls, string username, string password) => $"""
        IMAPAccount host
        Host localhost
        Port {port}
        User {username}
        Pass {password}
        SSLType {tls}
        CertificateFile {directory.Trusted}
        AuthMechs LOGIN

        IMAPStore far
        Account host

        MaildirStore near
        Path {directory.Path}/mail/
        Inbox {directory.Path}/mail/INBOX

        Channel inbox
        Far :far:
        Near :near:
        Patterns INBOX
        Create Near
        Sync Pull
        SyncState *
        """;

    /// <summary>fetchmail's: it appends what it fetches to the file <c>saved</c>.</summary>
    /// <param name="directory">Where it is at home.</param>
    /// <param name="protocol"><c>pop3</c> or <c>imap</c>.</param>
    /// <param name="port">The port.</param>
    /// <param name="tls"><c>ssl</c> for TLS on connect, <c>starttls</c>, or <c>none</c>.</param>
    /// <param name="username">The username.</param>
    /// <param name="password">The password.</param>
    /// <param name="keep"><c>keep</c> or <c>nokeep</c>: whether a copy stays.</param>
    public static string Fetchmail(ProgramDirectory directory, string protocol, int port, string tls, string username, string password, string keep = "keep") => $"""
        set idfile "{directory.Path}/ids"
        set pidfile "{directory.Path}/pid"
        poll localhost protocol {protocol} service {port} {(protocol == "pop3" ? "uidl" : "")}
          user "{username}" password "{password}"
          {(tls == "ssl" ? "ssl" : "")} {(tls == "none" ? "sslproto \"\"" : $"sslproto \"TLS1.2+\" sslcertck sslcertfile \"{directory.Trusted}\"")}
          {keep} mda "cat >> '{directory.Path}/saved'"
        """;

    /// <summary>The arguments with which curl finds the host under the name that its certificate holds for, and does nothing without TLS.</summary>
    public static string[] CurlTls(ProgramDirectory directory, int port) =>
        ["--silent", "--show-error", "--ssl-reqd", "--cacert", directory.Trusted, "--resolve", $"mail.domain.se:{port}:127.0.0.1"];

    private static string YesOrNo(bool value) => value ? "yes" : "no";
}
