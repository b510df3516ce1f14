using System.Runtime.InteropServices;
using System.Text;

namespace MailAuth.CheckPassword;

/// <summary>The C library's functions that .NET has no equal of, or whose equal would load what a login does not need. Constants are Linux's.</summary>
internal static unsafe partial class Native
{
    public const int StandardOutput = 1;
    public const int LoginDescriptor = 3;
    public const int ReplyDescriptor = 4;

    private const int StandardError = 2;
    private const int Interrupted = 4;
    private const short PollIn = 1;

    /// <summary>Whether there is something to read, or its end, within so many milliseconds. True for a descriptor that is none: reading it says so.</summary>
    public static bool WaitForInput(int descriptor, int milliseconds)
    {
        var poll = new PollDescriptor { Descriptor = descriptor, Events = PollIn };
        int ready;
        do
        {
            ready = Poll(&poll, 1, milliseconds);
        }
        while (ready < 0 && Marshal.GetLastSystemError() == Interrupted);

        return ready != 0;
    }

    /// <summary>Reads what is there. 0 at the end, negative where the descriptor can't be read.</summary>
    public static int Read(int descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint read;
            do
            {
                read = ReadBytes(descriptor, start, buffer.Length);
            }
            while (read < 0 && Marshal.GetLastSystemError() == Interrupted);

            return (int)read;
        }
    }

    /// <summary>Writes all of it, or says that it could not.</summary>
    public static bool Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int written = WriteOnce(descriptor, bytes);
            if (written <= 0)
            {
                return false;
            }

            bytes = bytes[written..];
        }

        return true;
    }

    /// <summary>One write(2). Negative where it failed.</summary>
    public static int WriteOnce(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint written;
            do
            {
                written = WriteBytes(descriptor, start, bytes.Length);
            }
            while (written < 0 && Marshal.GetLastSystemError() == Interrupted);

            return (int)written;
        }
    }

    /// <summary>Writes one line to standard error, where the server's log is. Line ends in it become blanks.</summary>
    public static void WriteError(string line) =>
        Write(StandardError, Encoding.UTF8.GetBytes($"mailauth-checkpassword: {line.ReplaceLineEndings(" ")}\n"));

    [DllImport("libc", EntryPoint = "read", ExactSpelling = true)]
    private static extern nint ReadBytes(int descriptor, byte* buffer, nint count);

    [DllImport("libc", EntryPoint = "write", ExactSpelling = true)]
    private static extern nint WriteBytes(int descriptor, byte* buffer, nint count);

    [DllImport("libc", EntryPoint = "poll", ExactSpelling = true)]
    private static extern int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
