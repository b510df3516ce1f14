using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MailAuth.Sodium;

/// <summary>
/// libsodium's <c>crypto_pwhash_str</c> functions. Its functions are called by address, because a probing P/Invoke loads culture data: the file
/// beside the program is tried first, as a published program has it.
/// </summary>
internal sealed unsafe class SodiumLibrary
{
    /// <summary>crypto_pwhash_STRBYTES: the longest string that is made, with its NUL.</summary>
    private const int LongestString = 128;

    /// <summary>crypto_pwhash_ALG_ARGON2ID13.</summary>
    private const int Argon2id13 = 2;

    /// <summary>errno where memory is short: the same on Linux, macOS and in Windows' C library.</summary>
    private const int NoMemory = 12;

    private readonly delegate* unmanaged<byte*, byte*, ulong, int> verify;
    private readonly delegate* unmanaged<byte*, byte*, ulong, ulong, nuint, int, int> make;

    private SodiumLibrary(nint verify, nint make)
    {
        this.verify = (delegate* unmanaged<byte*, byte*, ulong, int>)verify;
        this.make = (delegate* unmanaged<byte*, byte*, ulong, ulong, nuint, int, int>)make;
    }

    /// <summary>Loads libsodium.</summary>
    /// <param name="name">The library's name without extension.</param>
    /// <exception cref="PlatformNotSupportedException">It can't be loaded, or is none.</exception>
    public static SodiumLibrary Load(string name = "libsodium")
    {
        string extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        if (!NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, name + extension), out nint library)
            && !NativeLibrary.TryLoad(name, typeof(SodiumLibrary).Assembly, searchPath: null, out library))
        {
            throw new PlatformNotSupportedException(
                $"MailAuth.Sodium can't load {name}{extension} for {RuntimeInformation.RuntimeIdentifier}. "
                + "Publish for this platform, so that the libsodium package's native file lies beside the program, or leave UseSodiumArgon2() out.");
        }

        if (!NativeLibrary.TryGetExport(library, "sodium_init", out nint init)
            || !NativeLibrary.TryGetExport(library, "crypto_pwhash_str_verify", out nint verify)
            || !NativeLibrary.TryGetExport(library, "crypto_pwhash_str_alg", out nint make)
            || ((delegate* unmanaged<int>)init)() < 0)
        {
            throw new PlatformNotSupportedException($"MailAuth.Sodium has loaded a {name}{extension} that is not libsodium 1.0.13 or later, or that does not start.");
        }

        return new SodiumLibrary(verify, make);
    }

    /// <summary>Verifies. Allocates no managed memory.</summary>
    /// <param name="stored">The string and a NUL.</param>
    /// <param name="password">The password.</param>
    /// <returns>Whether it is the password; false for a malformed string, too.</returns>
    /// <exception cref="InsufficientMemoryException">There is no memory for it.</exception>
    public bool Verify(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> password)
    {
        fixed (byte* storedPointer = stored, passwordPointer = password)
        {
            Marshal.SetLastSystemError(0);
            int result = verify(storedPointer, passwordPointer, (ulong)password.Length);
            return result == 0 || (Marshal.GetLastSystemError() == NoMemory ? throw NotEnoughMemory() : false);
        }
    }

    /// <summary>Makes an Argon2id string of one lane.</summary>
    /// <exception cref="InsufficientMemoryException">There is no memory for it.</exception>
    public string Make(ReadOnlySpan<byte> password, int memoryKiB, int passes)
    {
        byte* made = stackalloc byte[LongestString];
        fixed (byte* passwordPointer = password)
        {
            if (make(made, passwordPointer, (ulong)password.Length, (ulong)passes, (nuint)memoryKiB * 1024, Argon2id13) != 0)
            {
                throw NotEnoughMemory();
            }
        }

        return Marshal.PtrToStringUTF8((nint)made)!;
    }

    private static InsufficientMemoryException NotEnoughMemory() => new("libsodium has no memory for an Argon2 hash.");
}
