using System.Security.Cryptography;
using MailAuth.Configuration;
using MailAuth.Passwords.Schemes;

namespace MailAuth.Passwords;

/// <summary>
/// Makes and verifies single stored values, on the caller's own thread: for imports, tools and tests. A server asks
/// <see cref="MailAuthenticator"/>, which also hides from the client what an account's hash costs. Used by several threads at once.
/// </summary>
public sealed class PasswordVerifier
{
    private readonly SchemeTable schemes;
    private readonly Argon2Options cost;
    private readonly string? defaultScheme;
    private readonly bool readWindows1252;
    private readonly bool opaqueString;

    /// <summary>Makes a verifier.</summary>
    /// <param name="options">Cost of new hashes, limits, default scheme and readings; <see langword="null"/> for the defaults. Later changes change nothing.</param>
    /// <param name="schemes">Schemes besides the core's own; the last one that claims a stored value wins.</param>
    /// <exception cref="MailAuthConfigurationException">The options are wrong; the exception names all of it.</exception>
    public PasswordVerifier(PasswordOptions? options = null, IEnumerable<IPasswordScheme>? schemes = null)
    {
        options ??= new PasswordOptions();
        var problems = new ConfigurationProblems();
        options.Limits.Check(problems);
        options.Argon2.Check(options.Limits, problems);
        this.schemes = new SchemeTable(schemes ?? [], options.Limits);
        if (options.DefaultScheme is { } name && !this.schemes.Serves(name))
        {
            problems.Add("passwords.defaultScheme", name, "is not a scheme that is registered here");
        }

        if (problems.Any)
        {
            throw new MailAuthConfigurationException(problems.All);
        }

        cost = options.Argon2.Copy();
        defaultScheme = options.DefaultScheme;
        readWindows1252 = options.ReadWindows1252;
        opaqueString = options.OpaqueString;
    }

    /// <summary>
    /// The schemes that are known here, in the order of their names, each once: where several families serve a name, as the last registered one describes it.
    /// <see cref="PasswordSchemeInfo.Problem"/> says which can't be verified on this machine.
    /// </summary>
    public IReadOnlyList<PasswordSchemeInfo> Schemes => schemes.Infos();

    /// <summary>Verifies a password against a stored value.</summary>
    /// <param name="stored">The stored value, with or without <c>{SCHEME}</c>. Any text, any length.</param>
    /// <param name="password">The password's bytes. Empty, with a NUL or over 1,024 bytes: no match.</param>
    /// <param name="username">The username that the hash was made over (DIGEST-MD5); <see langword="null"/> where there is none.</param>
    /// <param name="defaultScheme">The scheme of a value without prefix; <see langword="null"/> for the one of the options.</param>
    /// <returns>The answer. Never an exception for any input.</returns>
    public PasswordCheck Verify(string? stored, ReadOnlySpan<byte> password, string? username = null, string? defaultScheme = null)
    {
        string? assumed = defaultScheme ?? this.defaultScheme;
        PasswordHash? hash = schemes.Parse(stored, assumed, username, out string? problem);
        if (hash is null)
        {
            return new PasswordCheck(PasswordCheckResult.Unusable, schemes.NameOf(stored, assumed), problem, false);
        }

        if (!PasswordPolicy.IsAcceptable(password))
        {
            return new PasswordCheck(PasswordCheckResult.Mismatch, hash.Scheme, "a password is 1 to 1,024 bytes without NUL", false);
        }

        PasswordReadings readings = PasswordReadings.Of(password, readWindows1252, opaqueString);
        PasswordOutcome outcome = HashReading.Verify(hash, password, readings, executor: null, all: false, out bool truncated, out _);
        return outcome.Verdict switch
        {
            PasswordVerdict.Match => new PasswordCheck(
                PasswordCheckResult.Match, hash.Scheme, null, !truncated && !hash.KeepsChallengeData && hash.IsOutdated(cost.Cost)),
            PasswordVerdict.Mismatch => new PasswordCheck(PasswordCheckResult.Mismatch, hash.Scheme, null, false),
            _ => new PasswordCheck(PasswordCheckResult.Unusable, hash.Scheme, outcome.Explanation, false),
        };
    }

    /// <summary>Makes a stored value for a password.</summary>
    /// <param name="password">The password's bytes: 1 to 1,024, no NUL. Where they are UTF-8 and <see cref="PasswordOptions.OpaqueString"/> is on, the value is of that form.</param>
    /// <param name="scheme">The scheme, one of <see cref="Schemes"/> that can hash. Default <c>ARGON2ID</c>.</param>
    /// <returns>The stored value with its prefix, such as <c>{ARGON2ID}$argon2id$…</c>.</returns>
    /// <exception cref="ArgumentException">
    /// The password can't be one; no values of this scheme are made here; or the limits of the options would make the value unusable: the message names the limit.
    /// </exception>
    public string Hash(ReadOnlySpan<byte> password, string scheme = Argon2Scheme.Current)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        if (!PasswordPolicy.IsAcceptable(password))
        {
            throw new ArgumentException("A password is 1 to 1,024 bytes without NUL.", nameof(password));
        }

        IPasswordScheme maker = schemes.Maker(scheme) ?? throw new ArgumentException($"No values of the scheme \"{scheme}\" are made here.", nameof(scheme));
        string stored = Make(maker, scheme.ToUpperInvariant(), password);
        return schemes.Parse(stored, defaultScheme: null, username: null, out string? problem) is not null ? stored
            : throw new ArgumentException($"A new {scheme.ToUpperInvariant()} value would be unusable here: {problem}.", nameof(scheme));
    }

    private string Make(IPasswordScheme maker, string scheme, ReadOnlySpan<byte> password)
    {
        PasswordReadings readings = PasswordReadings.Of(password, readWindows1252: false, opaqueString);
        if (readings.IsAsSent(0))
        {
            return maker.Hash(scheme, password, cost);
        }

        Span<byte> scratch = stackalloc byte[PasswordReadings.MaxLength];
        try
        {
            return maker.Hash(scheme, readings.Write(0, password, scratch), cost);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scratch);
        }
    }
}
