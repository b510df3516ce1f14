using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MailAuth.LegacySchemes.Crypt;

/// <summary>
/// The system's libcrypt: <c>crypt_rn</c> and <c>crypt_gensalt_rn</c>, which keep their state in memory of the caller's, so that any number of threads may call them.
/// Looked for once; its functions are called by address, because a probing P/Invoke loads culture data.
/// </summary>
internal sealed unsafe class CryptLibrary
{
    /// <summary>The longest password that libcrypt takes, in bytes: its CRYPT_MAX_PASSPHRASE_SIZE counts the NUL.</summary>
    public const int LongestPassword = 511;

    /// <summary>The longest value that libcrypt gives, in characters: its CRYPT_OUTPUT_SIZE counts the NUL.</summary>
    public const int LongestValue = 383;

    /// <summary>The longest setting that libcrypt makes, and its NUL: its CRYPT_GENSALT_OUTPUT_SIZE.</summary>
    private const int SettingSize = 192;

    /// <summary>sizeof(struct crypt_data).</summary>
    private const int StateSize = 32_768;

    /// <summary>The sonames in which crypt_rn is known to be: libcrypt.so.1 of libxcrypt with glibc's old functions, libcrypt.so.2 without.</summary>
    private static readonly string[] Names = ["libcrypt.so.1", "libcrypt.so.2"];

    private static readonly Lazy<CryptLibrary?> Found = new(() => Load(Names));

    private readonly delegate* unmanaged<byte*, byte*, byte*, int, byte*> crypt;
    private readonly delegate* unmanaged<byte*, int> checkSalt;
    private readonly delegate* unmanaged<byte*, CULong, byte*, int, byte*, int, byte*> makeSetting;

    private CryptLibrary(nint crypt, nint checkSalt, nint makeSetting)
    {
        this.makeSetting = (delegate* unmanaged<byte*, CULong, byte*, int, byte*, int, byte*>)makeSetting;
        this.crypt = (delegate* unmanaged<byte*, byte*, byte*, int, byte*>)crypt;
        this.checkSalt = (delegate* unmanaged<byte*, int>)checkSalt;
    }

    /// <summary>The system's libcrypt; null where there is none, or one without crypt_rn (glibc's own until 2018, musl, Windows, macOS).</summary>
    public static CryptLibrary? System => Found.Value;

    /// <summary>Whether it can make settings, and so values.</summary>
    public bool Makes => makeSetting != null;

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
                NativeLibrary.TryGetExport(library, "crypt_gensalt_rn", out nint makeSetting);
                return new CryptLibrary(crypt, checkSalt, makeSetting);
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
    public bool Takes(ReadOnlySpan<byte> setting) => Compute("test"u8, setting, stackalloc byte[LongestValue]) > 0;

    /// <summary>Whether the password's value under this setting is the setting itself. False for what libcrypt refuses.</summary>
    /// <param name="password">The password: no NUL, at most <see cref="LongestPassword"/> bytes.</param>
    /// <param name="stored">The stored value and a NUL.</param>
    public bool Verify(ReadOnlySpan<byte> password, ReadOnlySpan<byte> stored)
    {
        Span<byte> value = stackalloc byte[LongestValue];
        int length = Compute(password, stored, value);
        return length > 0 && CryptographicOperations.FixedTimeEquals(value[..length], stored[..^1]);
    }

    /// <summary>Makes the value of a password under a new setting.</summary>
    /// <param name="password">The password: no NUL, at most <see cref="LongestPassword"/> bytes.</param>
    /// <param name="prefix">How values of the family begin, and a NUL.</param>
    /// <param name="count">What the value is to cost, in the family's own measure; 0 for libcrypt's default.</param>
    /// <param name="salt">Random bytes.</param>
    /// <returns>The value; null where libcrypt makes none.</returns>
    public string? Make(ReadOnlySpan<byte> password, ReadOnlySpan<byte> prefix, uint count, ReadOnlySpan<byte> salt)
    {
        if (!Makes || prefix[^1] != 0)
        {
            return null;
        }

        Span<byte> setting = stackalloc byte[SettingSize];
        fixed (byte* prefixPointer = prefix, saltPointer = salt, settingPointer = setting)
        {
            if (makeSetting(prefixPointer, new CULong(count), saltPointer, salt.Length, settingPointer, SettingSize) == null)
            {
                return null;
            }
        }

        Span<byte> value = stackalloc byte[LongestValue];
        int length = Compute(password, setting[..(setting.IndexOf((byte)0) + 1)], value);
        return length > 0 ? Encoding.ASCII.GetString(value[..length]) : null;
    }

    /// <summary>Computes the password's value under a setting.</summary>
    /// <param name="password">The password.</param>
    /// <param name="setting">A setting, or a value, and a NUL.</param>
    /// <param name="value">Where the value goes: <see cref="LongestValue"/> bytes.</param>
    /// <returns>Its length; 0 for what libcrypt refuses.</returns>
    private int Compute(ReadOnlySpan<byte> password, ReadOnlySpan<byte> setting, Span<byte> value)
    {
        if (password.Length > LongestPassword || password.Contains((byte)0) || setting[^1] != 0)
        {
            return 0;
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
                    return 0;
                }

                ReadOnlySpan<byte> computed = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(output);
                return !computed.IsEmpty && computed[0] != (byte)'*' && computed.TryCopyTo(value) ? computed.Length : 0;
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
