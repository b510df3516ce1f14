using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MailAuth.LegacySchemes.Challenge;

/// <summary>
/// OpenSSL's libcrypto, for the one thing that neither .NET nor BouncyCastle gives: the state of MD5 after a block. Its MD5_CTX, a documented structure, begins with
/// the four words of it. Looked for once, and believed only where it starts from RFC 1321's words; called by address, as libcrypt is.
/// </summary>
internal sealed unsafe class CryptoLibrary
{
    /// <summary>The length of a block and of a state, in bytes.</summary>
    public const int BlockLength = 64;
    public const int StateLength = 16;

    /// <summary>More than sizeof(MD5_CTX), which is 92.</summary>
    private const int ContextSize = 256;

    /// <summary>The sonames of OpenSSL 3, 1.1 and 4.</summary>
    private static readonly string[] Names = ["libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so.4"];

    private static readonly Lazy<CryptoLibrary?> Found = new(() => Load(Names));

    private readonly delegate* unmanaged<uint*, int> init;
    private readonly delegate* unmanaged<uint*, byte*, void> transform;

    private CryptoLibrary(nint init, nint transform)
    {
        this.init = (delegate* unmanaged<uint*, int>)init;
        this.transform = (delegate* unmanaged<uint*, byte*, void>)transform;
    }

    /// <summary>The system's libcrypto; null where there is none, or one without these functions.</summary>
    public static CryptoLibrary? System => Found.Value;

    /// <summary>Loads the first of these libraries that can do it.</summary>
    public static CryptoLibrary? Load(ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (!NativeLibrary.TryLoad(name, out nint library))
            {
                continue;
            }

            if (NativeLibrary.TryGetExport(library, "MD5_Init", out nint init) && NativeLibrary.TryGetExport(library, "MD5_Transform", out nint transform))
            {
                var found = new CryptoLibrary(init, transform);
                if (found.StartsAsSpecified())
                {
                    return found;
                }
            }

            NativeLibrary.Free(library);
        }

        return null;
    }

    /// <summary>Writes the state of MD5 after one block, its words little-endian.</summary>
    /// <param name="block"><see cref="BlockLength"/> bytes.</param>
    /// <param name="state"><see cref="StateLength"/> bytes.</param>
    public void Md5State(ReadOnlySpan<byte> block, Span<byte> state)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(block.Length, BlockLength);
        Span<uint> context = stackalloc uint[ContextSize / sizeof(uint)];
        fixed (uint* contextPointer = context)
        fixed (byte* blockPointer = block)
        {
            init(contextPointer);
            transform(contextPointer, blockPointer);
        }

        for (int i = 0; i < StateLength / sizeof(uint); i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(state[(i * sizeof(uint))..], context[i]);
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(context));
    }

    private bool StartsAsSpecified()
    {
        Span<uint> context = stackalloc uint[ContextSize / sizeof(uint)];
        fixed (uint* contextPointer = context)
        {
            return init(contextPointer) == 1 && context[..4].SequenceEqual([0x67452301u, 0xEFCDAB89u, 0x98BADCFEu, 0x10325476u]);
        }
    }
}
