namespace MailHost.Imap;

/// <summary>What came of reading a command.</summary>
internal readonly struct ImapRead
{
    private ImapRead(bool isCommand, string? refusal, bool close)
    {
        IsCommand = isCommand;
        Refusal = refusal;
        Close = close;
    }

    /// <summary>The client is gone.</summary>
    public static ImapRead End => default;

    /// <summary>A whole command.</summary>
    public static ImapRead Command => new(true, null, false);

    public bool IsCommand { get; }

    /// <summary>What to answer, without the tag; <see langword="null"/> where there is nothing to refuse.</summary>
    public string? Refusal { get; }

    /// <summary>Whether the connection is to be closed behind the refusal: what the client sends next is not a command.</summary>
    public bool Close { get; }

    public static ImapRead Refused(string refusal, bool close = false) => new(false, refusal, close);
}
