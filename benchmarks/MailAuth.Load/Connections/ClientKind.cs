namespace MailAuth.Load.Connections;

/// <summary>How a client behaves.</summary>
internal enum ClientKind
{
    /// <summary>The right password, with the full username.</summary>
    Good,

    /// <summary>The right password, with the bare username.</summary>
    Old,

    /// <summary>The right password, a byte at a time.</summary>
    Slow,

    /// <summary>Wrong passwords, until it is closed.</summary>
    Guessing,

    /// <summary>Connects, says nothing, or half a command, or half a handshake, and is gone without a word, or stays until it is closed.</summary>
    HalfOpen,
}
