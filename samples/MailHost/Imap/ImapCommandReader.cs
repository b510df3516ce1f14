using System.Buffers.Text;
using MailHost.Connections;

namespace MailHost.Imap;

/// <summary>Reads one whole command: a line, and for each literal at its end (RFC 3501 section 4.3, RFC 7888) the counted bytes and the line behind them.</summary>
internal sealed class ImapCommandReader(MailConnection connection, ConnectionLimits limits, TimeProvider timeProvider)
{
    /// <summary>Reads a command into <paramref name="command"/>, which is empty.</summary>
    /// <param name="command">Gets the raw bytes; line ends inside it are CR LF.</param>
    /// <param name="loggedIn">Which limits hold.</param>
    /// <param name="refuseLiteral">Asked before the client is told to send a literal: what to answer instead, without a tag; <see langword="null"/> to go on.</param>
    public async ValueTask<ImapRead> ReadAsync(WireBuffer command, bool loggedIn, Func<WireBuffer, string?> refuseLiteral)
    {
        TimeSpan time = loggedIn ? limits.TimeAfterLogin : connection.TimeBeforeLogin;
        long started = timeProvider.GetTimestamp();
        int literalLimit = loggedIn ? limits.LiteralAfterLogin : limits.LiteralBeforeLogin;
        int room = limits.Line + (2 * literalLimit);
        while (true)
        {
            int start = command.Length;
            switch (await connection.ReadLineAsync(command, limits.Line, Left()).ConfigureAwait(false))
            {
                case LineStatus.End:
                    return ImapRead.End;
                case LineStatus.Endless:
                    return ImapRead.Refused("BAD Line too long", close: true);
                case LineStatus.TooLong:
                    return ImapRead.Refused("BAD Line too long");
            }

            if (!TryFindLiteral(command.Span[start..], out uint length, out bool waits))
            {
                return command.Length > room ? ImapRead.Refused("BAD Command too long") : ImapRead.Command;
            }

            if (length > literalLimit || command.Length + length > room)
            {
                // A client that waits for the go-ahead takes the refusal; one that does not is sending already.
                return waits ? ImapRead.Refused("NO [LIMIT] Literal too large") : ImapRead.Refused("BAD Literal too large", close: true);
            }

            if (waits)
            {
                if (refuseLiteral(command) is { } refusal)
                {
                    return ImapRead.Refused(refusal);
                }

                connection.Write("+ Ready for the literal\r\n"u8);
                if (!await connection.FlushAsync().ConfigureAwait(false))
                {
                    return ImapRead.End;
                }
            }

            command.Append("\r\n"u8);
            if (!await connection.ReadBytesAsync(command, (int)length, Left()).ConfigureAwait(false))
            {
                return ImapRead.End;
            }
        }

        TimeSpan Left()
        {
            TimeSpan left = time - timeProvider.GetElapsedTime(started);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private static bool TryFindLiteral(ReadOnlySpan<byte> line, out uint length, out bool waits)
    {
        length = 0;
        waits = true;
        if (line is not [.., (byte)'}'])
        {
            return false;
        }

        line = line[..^1];
        if (line is [.., (byte)'+'])
        {
            waits = false;
            line = line[..^1];
        }

        int brace = line.LastIndexOf((byte)'{');
        ReadOnlySpan<byte> digits = brace < 0 ? default : line[(brace + 1)..];
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        if (!Utf8Parser.TryParse(digits, out length, out int used) || used != digits.Length)
        {
            length = uint.MaxValue; // More than a number can say is too large like any other.
        }

        return true;
    }
}
