namespace MailAuth.CheckPassword;

/// <summary>How the program is called, for a person.</summary>
internal static class Help
{
    private const string Text = """
        mailauth-checkpassword: checks a login for a mail server, over the checkpassword interface.

        Usage:
          mailauth-checkpassword [--config=FILE] PROGRAM [ARGUMENT...]   as a server runs it: the login on descriptor 3,
                                                                         the connection in the environment
          mailauth-checkpassword [--config=FILE] --check                 tells whether configuration, store and state directory can be used,
                                                                         and what the transition has ahead
          mailauth-checkpassword --version

        The configuration is FILE, else what MAILAUTH_CONFIG names, else /etc/mailauth/mailauth.json.

        Exit codes of a password check: 0 right (PROGRAM was run, or Dovecot was answered), 1 refused, 111 temporary failure;
        of a look-up (AUTHORIZED is set): 2 found, 3 no such user, 111 temporary failure; of --check: 0 or 111.
        What went wrong is one line on standard error.

        """;

    public static int Write() => Write(Text);

    public static int WriteVersion() => Write($"mailauth-checkpassword {typeof(Help).Assembly.GetName().Version?.ToString(3)}\n");

    private static int Write(string text)
    {
        Native.Write(Native.StandardOutput, System.Text.Encoding.UTF8.GetBytes(text));
        return ExitCode.Success;
    }
}
