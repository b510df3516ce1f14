namespace MailAuth.Replies;

/// <summary>How a checkpassword program ends, as Dovecot understands it.</summary>
/// <param name="ExitCode">The exit code: 0, 1 or 111 for a login; 2, 3 or 111 for a look-up.</param>
public sealed record CheckPasswordReply(int ExitCode)
{
    /// <summary>Whether the reply's fields hold <c>nologin</c>: the password is right, and the user is refused with <see cref="Reason"/>.</summary>
    public bool NoLogin { get; init; }

    /// <summary>
    /// One line of printable ASCII, without TAB and line end; <see langword="null"/> for none. With <see cref="NoLogin"/> it is the field <c>reason</c>,
    /// for the user; else it is for the operator's log.
    /// </summary>
    public string? Reason { get; init; }
}
