using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MailAuth.Benchmarks;

/// <summary>The C libraries that the hashes are measured against, called as C calls them.</summary>
internal static partial class NativeReference
{
    /// <summary>Compiles crypt_reference.c with the system's gcc and gives the library's path.</summary>
    public static string CompileCrypt()
    {
        string library = Path.Combine(Path.GetTempPath(), $"mailauth-crypt-reference-{Environment.ProcessId}.so");
        string source = Path.Combine(AppContext.BaseDirectory, "crypt_reference.c");
        using Process gcc = Process.Start("gcc", ["-O2", "-shared", "-fPIC", "-o", library, source, "-lcrypt"]);
        gcc.WaitForExit();
        return gcc.ExitCode == 0 ? library : throw new InvalidOperationException("gcc could not compile crypt_reference.c; it needs gcc and libcrypt-dev.");
    }

    [LibraryImport("libargon2.so.1", EntryPoint = "argon2id_verify", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int Argon2Verify(string encoded, byte* password, nuint length);
}
