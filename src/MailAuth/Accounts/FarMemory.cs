using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MailAuth.Accounts;

/// <summary>
/// Asks the processor for memory that will be needed soon, so that it comes while other work is done. A hint alone: nothing is read, and where the processor has no such instruction nothing is done.
/// </summary>
internal static unsafe class FarMemory
{
    /// <summary>The memory of a reference.</summary>
    public static void Prefetch(ref AccountEntry? target)
    {
        if (Sse.IsSupported)
        {
            // The garbage collector may move it meanwhile: then the hint is for nothing.
            Sse.Prefetch0(Unsafe.AsPointer(ref target));
        }
    }
}
