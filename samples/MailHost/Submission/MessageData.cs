using System.Buffers;

namespace MailHost.Submission;

/// <summary>
/// The text of DATA as it comes in: undoes the dot-stuffing (RFC 5321 section 4.5.2) and finds the end, CR LF dot CR LF and nothing else. A CR or LF alone, which other servers may
/// take for a line end, is noted: the message is then to be refused, as two servers could disagree about where it ends.
/// </summary>
internal struct MessageData
{
    private State state;

    private enum State
    {
        LineStart,
        Inside,
        Cr,
        Dot,
        DotCr,
    }

    /// <summary>Whether the end was seen.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Whether a CR or a LF stood alone.</summary>
    public bool HasBareLineEnd { get; private set; }

    /// <summary>Takes the next octets, up to the end at most.</summary>
    /// <param name="input">The octets.</param>
    /// <param name="output">Gets the message's own.</param>
    /// <returns>How many were taken: all of them before the end.</returns>
    public int Take(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        int start = 0;
        for (int i = 0; i < input.Length; i++)
        {
            byte value = input[i];
            HasBareLineEnd |= (value == '\n') != (state is State.Cr or State.DotCr);
            switch (state)
            {
                case State.LineStart when value == '.':
                    // Never a part of the message: it is the end, or was put before the line.
                    output.Write(input[start..i]);
                    start = i + 1;
                    state = State.Dot;
                    break;
                case State.Dot when value == '\r':
                    output.Write(input[start..i]);
                    start = i + 1;
                    state = State.DotCr;
                    break;
                case State.DotCr when value == '\n':
                    IsEnd = true;
                    return i + 1;
                case State.DotCr:
                    // The CR was held back; the message is refused, so its place does not matter.
                    state = value == '\r' ? State.Cr : State.Inside;
                    break;
                case State.Cr when value == '\n':
                    state = State.LineStart;
                    break;
                default:
                    state = value == '\r' ? State.Cr : State.Inside;
                    break;
            }
        }

        output.Write(input[start..]);
        return input.Length;
    }
}
