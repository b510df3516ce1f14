namespace MailAuth.Passwords;

/// <summary>
/// A family of password schemes: parses stored values within limits, verifies and makes them. Of the registered families the last one
/// that claims a stored value wins. Implementations keep no state between calls, are used by several threads at once, start no threads and
/// queue nothing: the engine's hash executor calls them.
/// </summary>
public interface IPasswordScheme
{
    /// <summary>The family's name for logs, such as <c>Argon2</c>.</summary>
    string Name { get; }

    /// <summary>
    /// The names that the family serves: what <c>passwords.defaultScheme</c> may say, and what an operator is shown. Not asked for at a login that makes no new hash, so a
    /// library of the system's may be looked for here.
    /// </summary>
    IReadOnlyList<PasswordSchemeInfo> Schemes { get; }

    /// <summary>
    /// Whether a stored value is this family's to judge, well-formed or not. By its names and how it begins alone; nothing is decoded or
    /// allocated. A value with an unknown suffix is never asked about.
    /// </summary>
    /// <param name="stored">The stored value.</param>
    /// <returns>Whether it is.</returns>
    bool Claims(in StoredPassword stored);

    /// <summary>Parses a value that the family has claimed. Every number in it is checked against the limits before memory is allocated for it; nothing is computed.</summary>
    /// <param name="stored">The stored value.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="problem">Why it is unusable, for the log, without the value or a part of it; <see langword="null"/> where it is usable.</param>
    /// <returns>The hash, or <see langword="null"/> where it is unusable (malformed, over a limit, not available here). Never an exception for bad input.</returns>
    PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem);

    /// <summary>Makes a new stored value with its prefix. Called only for a name whose <see cref="PasswordSchemeInfo.CanHash"/> is set.</summary>
    /// <param name="scheme">The name, as in <see cref="PasswordSchemeInfo.Name"/>.</param>
    /// <param name="password">The password's bytes; not empty.</param>
    /// <param name="cost">What an Argon2 hash is to cost; other families have their own default.</param>
    /// <returns>The stored value, such as <c>{ARGON2ID}$argon2id$…</c>.</returns>
    /// <exception cref="ArgumentException">The scheme can't take this password, as where it would look at a part of it only.</exception>
    /// <exception cref="NotSupportedException">The family makes no values of this name: the default, for one that makes none at all.</exception>
    string Hash(string scheme, ReadOnlySpan<byte> password, Argon2Options cost) => throw new NotSupportedException($"{Name} makes no {scheme} values.");
}
