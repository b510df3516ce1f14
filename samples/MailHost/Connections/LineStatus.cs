namespace MailHost.Connections;

/// <summary>What came of reading a line.</summary>
internal enum LineStatus
{
    /// <summary>The client is gone.</summary>
    End = 0,

    /// <summary>A line.</summary>
    Line,

    /// <summary>An over-long line: it was thrown away, all but its beginning.</summary>
    TooLong,

    /// <summary>An over-long line that did not end either: the connection is to be closed.</summary>
    Endless,
}
