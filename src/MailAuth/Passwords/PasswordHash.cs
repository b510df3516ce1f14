namespace MailAuth.Passwords;

/// <summary>
/// A stored value that its scheme has parsed and found within the limits. Immutable, and used by several threads at once.
/// Made by an <see cref="IPasswordScheme"/>; the password that it is given is not empty, holds no NUL and is at most 3,072 bytes (1,024 as
/// sent, and what they become in another reading).
/// </summary>
public abstract class PasswordHash
{
    /// <summary>Makes a parsed hash, for a scheme of one's own.</summary>
    /// <param name="scheme">The scheme's name in its usual spelling, such as <c>SSHA256</c>. For logs: never a part of the stored value.</param>
    /// <param name="cost">What verifying one password costs.</param>
    protected PasswordHash(string scheme, HashCost cost)
    {
        ArgumentException.ThrowIfNullOrEmpty(scheme);
        Scheme = scheme;
        Cost = cost;
    }

    /// <summary>The scheme's name in its usual spelling, such as <c>SSHA256</c>.</summary>
    public string Scheme { get; }

    /// <summary>What verifying one password costs. The engine computes all but negligible ones on the hash executor.</summary>
    public HashCost Cost { get; }

    /// <summary>Whether other mechanisms still need this very value (CRAM-MD5, SCRAM, DIGEST-MD5), so that it is never replaced. Default <see langword="false"/>.</summary>
    public virtual bool KeepsChallengeData => false;

    /// <summary>Verifies. Never throws for any bytes, queues nothing, compares in constant time and zeroes its scratch memory.</summary>
    /// <param name="password">The password's bytes.</param>
    /// <returns>Whether it is the password.</returns>
    public abstract bool Verify(ReadOnlySpan<byte> password);

    /// <summary>Why this very password can't be verified here, for the log; <see langword="null"/> where it can. Cheap. Default: it can.</summary>
    /// <param name="password">The password's bytes.</param>
    /// <returns>The reason, without the password and without the hash.</returns>
    public virtual string? CannotVerify(ReadOnlySpan<byte> password) => null;

    /// <summary>Whether the scheme looks at a part of this password only, so that a new hash of it would be another password's (bcrypt past 72 bytes, DES past 8). Default <see langword="false"/>.</summary>
    /// <param name="password">The password's bytes.</param>
    /// <returns>Whether it does.</returns>
    public virtual bool Truncates(ReadOnlySpan<byte> password) => false;

    /// <summary>
    /// Whether the value should be replaced by a new Argon2id hash of the current cost. Default <see langword="true"/>: any other scheme is
    /// outdated, whatever it costs; Argon2 itself is where it is cheaper, and never where it is dearer.
    /// </summary>
    /// <param name="current">What a new hash costs.</param>
    /// <returns>Whether it should.</returns>
    public virtual bool IsOutdated(HashCost current) => true;
}
