namespace MailHost.Submission;

/// <summary>What came of reading a message.</summary>
internal enum MessageStatus
{
    /// <summary>The client is gone.</summary>
    End = 0,

    /// <summary>A whole message.</summary>
    Message,

    /// <summary>It is over the limit; it was read to its end, and is not whole.</summary>
    TooLarge,

    /// <summary>A CR or LF stands alone in it.</summary>
    BareLineEnd,

    /// <summary>It is far over the limit: the connection is to be closed.</summary>
    Endless,
}
