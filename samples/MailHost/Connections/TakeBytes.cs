namespace MailHost.Connections;

/// <summary>Takes bytes off the wire.</summary>
/// <param name="bytes">What has come.</param>
/// <returns>How many were taken: fewer than all where no more are wanted.</returns>
internal delegate int TakeBytes(ReadOnlySpan<byte> bytes);
