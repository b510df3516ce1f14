namespace MailAuth.CheckPassword;

/// <summary>What the process ends with; the rest of the codes are <see cref="Replies.CheckPasswordReply"/>'s.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>A password check is refused.</summary>
    public const int Refused = 1;

    /// <summary>A temporary failure: nothing was decided.</summary>
    public const int Fault = 111;
}
