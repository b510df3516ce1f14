using System.Runtime.InteropServices;

namespace MailAuth.CheckPassword;

/// <summary>The process itself, and becoming another program.</summary>
internal static unsafe partial class Native
{
    private const int ArenaMaximum = -8;
    private const int PipeSignal = 13;
    private const int CloseRangeSystemCall = 436;
    private const uint CloseRangeCloseOnExec = 4;

    /// <summary>Every thread's own arena would reserve 64 MiB of address space, and 128 for a moment: under Dovecot's limit that is not there (mallopt(3), M_ARENA_MAX).</summary>
    public static void KeepToOneArena() => _ = SetMallocOption(ArenaMaximum, 1);

    public static void SetEnvironment(string name, string value)
    {
        fixed (byte* nameStart = Terminated(name), valueStart = Terminated(value))
        {
            _ = SetEnv(nameStart, valueStart, 1);
        }
    }

    public static void UnsetEnvironment(string name)
    {
        fixed (byte* start = Terminated(name))
        {
            _ = UnsetEnv(start);
        }
    }

    /// <summary>
    /// Runs a program in the place of this one, with the environment as it was set, the parent's signals and limits, and no descriptors but the standard ones and the reply's.
    /// Returns only where that failed.
    /// </summary>
    public static void Execute(string[] program)
    {
        // The runtime ignores SIGPIPE, and what is ignored stays so in the next program.
        _ = Signal(PipeSignal, 0);
        Close(LoginDescriptor);

        // What the server leaked into us goes no further; an old kernel without the call leaves it as it is.
        _ = SystemCall(CloseRangeSystemCall, ReplyDescriptor + 1, uint.MaxValue, CloseRangeCloseOnExec);

        var arguments = new GCHandle[program.Length];
        byte** vector = stackalloc byte*[program.Length + 1];
        for (int i = 0; i < program.Length; i++)
        {
            arguments[i] = GCHandle.Alloc(Terminated(program[i]), GCHandleType.Pinned);
            vector[i] = (byte*)arguments[i].AddrOfPinnedObject();
        }

        vector[program.Length] = null;
        _ = ExecuteProgram(vector[0], vector);
    }

    [DllImport("libc", EntryPoint = "mallopt", ExactSpelling = true)]
    private static extern int SetMallocOption(int option, int value);

    [DllImport("libc", EntryPoint = "setenv", ExactSpelling = true)]
    private static extern int SetEnv(byte* name, byte* value, int overwrite);

    [DllImport("libc", EntryPoint = "unsetenv", ExactSpelling = true)]
    private static extern int UnsetEnv(byte* name);

    [DllImport("libc", EntryPoint = "signal", ExactSpelling = true)]
    private static extern nint Signal(int signal, nint handler);

    [DllImport("libc", EntryPoint = "syscall", ExactSpelling = true)]
    private static extern long SystemCall(long number, uint first, uint last, uint flags);

    [DllImport("libc", EntryPoint = "execvp", ExactSpelling = true)]
    private static extern int ExecuteProgram(byte* program, byte** arguments);
}
