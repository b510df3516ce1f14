using System.Security.Cryptography;

namespace MailAuth.CheckPassword;

/// <summary>
/// What the server writes to descriptor 3: username, password and timestamp, each ended by a NUL, 512 bytes at the most. It is read to its third NUL and no further: the other
/// end may be held open by the server's other children, and never end.
/// </summary>
internal sealed class LoginMessage : IDisposable
{
    /// <summary>The most that the interface allows, in bytes.</summary>
    public const int MaximumLength = 512;

    /// <summary>How long a server that has started us may take to write: it does so at once, but a loaded machine may not.</summary>
    private const int PatienceMilliseconds = 10_000;

    // One byte more, to see that a message is too long. Pinned, so that no copy of it is left behind.
    private readonly byte[] buffer = GC.AllocateArray<byte>(MaximumLength + 1, pinned: true);
    private int usernameLength;
    private int passwordLength;

    /// <summary>The username's bytes; empty where <see cref="Problem"/> is set.</summary>
    public ReadOnlyMemory<byte> Username => buffer.AsMemory(0, usernameLength);

    /// <summary>The password's bytes; empty where <see cref="Problem"/> is set.</summary>
    public ReadOnlyMemory<byte> Password => buffer.AsMemory(Problem is null ? usernameLength + 1 : 0, passwordLength);

    /// <summary>What is wrong with the message; null where nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether nothing could be read for a reason that is not the client's: descriptor 3 is closed, or nothing came.</summary>
    public bool IsFault { get; private set; }

    /// <summary>Reads it from descriptor 3.</summary>
    public static LoginMessage Receive()
    {
        var message = new LoginMessage();
        message.Read();
        return message;
    }

    /// <summary>Takes it from bytes, as if they had been read at once.</summary>
    public static LoginMessage Of(ReadOnlySpan<byte> bytes)
    {
        var message = new LoginMessage();
        int length = Math.Min(bytes.Length, message.buffer.Length);
        bytes[..length].CopyTo(message.buffer);
        message.Parse(length);
        return message;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(buffer);

    private void Read()
    {
        int length = 0, ends = 0;
        while (ends < 3 && length < buffer.Length)
        {
            if (!Native.WaitForInput(Native.LoginDescriptor, PatienceMilliseconds))
            {
                Fail("descriptor 3: the login did not come");
                return;
            }

            int read = Native.Read(Native.LoginDescriptor, buffer.AsSpan(length));
            if (read < 0)
            {
                Fail("descriptor 3 can't be read: this program is run by a mail server; see mailauth-checkpassword --help");
                return;
            }

            if (read == 0)
            {
                break;
            }

            ends += buffer.AsSpan(length, read).Count((byte)0);
            length += read;
        }

        Parse(length);
    }

    private void Fail(string problem)
    {
        IsFault = true;
        Problem = problem;
    }

    private void Parse(int length)
    {
        ReadOnlySpan<byte> message = buffer.AsSpan(0, length);
        int first = message.IndexOf((byte)0);
        int second = first < 0 ? -1 : message[(first + 1)..].IndexOf((byte)0);
        int third = second < 0 ? -1 : message[(first + second + 2)..].IndexOf((byte)0);
        int end = first + second + third + 3;
        Problem = length > MaximumLength ? "descriptor 3: the login is over 512 bytes"
            : third < 0 ? "descriptor 3: the login ends before its third NUL"
            : end != length ? "descriptor 3: the login goes on behind its third NUL"
            : null;
        if (Problem is null)
        {
            (usernameLength, passwordLength) = (first, second);
        }
    }
}
