using System.Runtime.InteropServices;

namespace MailAuth.Throttling;

/// <summary>Memory from the system, zero, of which only what is used takes room. Freed when nobody refers to it any more: never under somebody's hands.</summary>
internal sealed unsafe class ZeroedBlock(long length)
{
    ~ZeroedBlock() => NativeMemory.Free(Start);

    public byte* Start { get; } = (byte*)NativeMemory.AllocZeroed((nuint)length);
}
