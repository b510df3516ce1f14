using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MailAuth.LegacySchemes.Crypt;

/// <summary>
/// The system's libcrypt: <c>crypt_rn</c>, which keeps its state in memory of the caller's, so that any number of threads may call it.
/// Looked for once; its functions are called by address, because a probing P/Invoke loads culture data.
/// </summary>
internal sealed unsafe class CryptLibrary
{
    /// <summary>The longest password that libcrypt takes, in bytes: its CRYPT_MAX_PASSPHRASE_SIZE counts the NUL.</summary>
    public const int LongestPassword = 511;

    /// <summary>The longest value that libcrypt gives, in characters: its CRYPT_OUTPUT_SIZE counts the NUL.</summary>
    public const int LongestValue = 383;

    /// <summary>sizeof(struct crypt_data).</summary>
    private const int StateSize = 32_768;

    /// <summary>The sonames in which crypt_rn is known to be: libcrypt.so.1 of libxcrypt with glibc's old functions, libcrypt.so.2 without.</summary>
    private static readonly string[] Names = ["libcrypt.so.1", "libcrypt.so.2"];

    private static readonly Lazy<CryptLibrary?> Found = new(() => Load(Names));

    private readonly delegate* unmanaged<byte*, byte*, byte*, int, byte*> crypt;
    private readonly delegate* unmanaged<byte*, int> checkSalt;

    private CryptLibrary(nint crypt, nint checkSalt)
    {
        this.crypt = (delegate* unmanaged<byte*, byte*, byte*, int, byte*>)crypt;
        this.checkSalt = (delegate* unmanaged<byte*, int>)checkSalt;
    }

    /// <summary>The system's libcrypt; null where there is none, or one without crypt_rn (glibc's own until 2018, musl, Windows, macOS).</summary>
    public static CryptLibrary? System => Found.Value;

    /// <summary>Loads the first of these libraries that has crypt_rn.</summary>
    public static CryptLibrary? Load(ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (!NativeLibrary.TryLoad(name, out nint library))
            {
                continue;
            }

            if (NativeLibrary.TryGetExport(library, "crypt_rn", out nint crypt))
            {
                NativeLibrary.TryGetExport(library, "crypt_checksalt", out nint checkSalt);
                return new CryptLibrary(crypt, checkSalt);
            }

            NativeLibrary.Free(library);
        }

        return null;
    }

    /// <summary>
    /// Whether this libcrypt computes values that begin as this one: distributions leave families out. Asked of crypt_checksalt where there
    /// is one and the value has a prefix; else tried, so the value should be a cheap one.
    /// </summary>
    public bool Computes(ReadOnlySpan<byte> setting)
    {
        // 0: fine; 3: legacy; 4: too cheap. The invalid (1) and the disabled (2) are left out.
        const int LegacyMethod = 3, TooCheap = 4;
        fixed (byte* text = setting)
        {
            return checkSalt != null && setting[0] is (byte)'$' or (byte)'_'
                ? checkSalt(text) is 0 or LegacyMethod or TooCheap
                : Takes(setting);
        }
    }

    /// <summary>Whether libcrypt computes anything for this setting; it does so.</summary>
    /// <param name="setting">A stored value and a NUL.</param>
    public bool Takes(ReadOnlySpan<byte> setting) => Matches("test"u8, setting, expected: default);

    /// <summary>Whether the password's value under this setting is the setting itself. False for what libcrypt refuses.</summary>
    /// <param name="password">The password: no NUL, at most <see cref="LongestPassword"/> bytes.</param>
    /// <param name="stored">The stored value and a NUL.</param>
    public bool Verify(ReadOnlySpan<byte> password, ReadOnlySpan<byte> stored) => Matches(password, stored, stored[..^1]);

    /// <summary>Computes and compares; with nothing expected, whether there was anything to compare.</summary>
    private bool Matches(ReadOnlySpan<byte> password, ReadOnlySpan<byte> setting, ReadOnlySpan<byte> expected)
    {
        if (password.Length > LongestPassword || password.Contains((byte)0) || setting[^1] != 0)
        {
            return false;
        }

        Span<byte> phrase = stackalloc byte[LongestPassword + 1];
        var state = (byte*)NativeMemory.AllocZeroed(StateSize);
        try
        {
            password.CopyTo(phrase);
            phrase[password.Length] = 0;
            fixed (byte* phrasePointer = phrase, settingPointer = setting)
            {
                byte* output = crypt(phrasePointer, settingPointer, state, StateSize);
                if (output == null)
                {
                    return false;
                }

                ReadOnlySpan<byte> value = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(output);
                return !value.IsEmpty && value[0] != (byte)'*' && (expected.IsEmpty || CryptographicOperations.FixedTimeEquals(value, expected));
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(phrase);
            CryptographicOperations.ZeroMemory(new Span<byte>(state, StateSize));
            NativeMemory.Free(state);
        }
    }
}
