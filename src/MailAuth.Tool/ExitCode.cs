namespace MailAuth.Tool;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done; the password matches; every line could be read.</summary>
    public const int Success = 0;

    /// <summary>No: the password does not match; the text is not a username; a line could not be read.</summary>
    public const int No = 1;

    /// <summary>The arguments are wrong, or what was given can't be used.</summary>
    public const int Unusable = 2;
}
