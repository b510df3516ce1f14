namespace MailAuth.Passwords;

/// <summary>A scheme that a build verifies, as an operator is told.</summary>
public sealed class PasswordSchemeInfo
{
    /// <summary>Describes a scheme that is verified here.</summary>
    /// <param name="name">The name as in <c>{NAME}</c>, without suffix, in upper case.</param>
    /// <param name="library">What computes it, such as <c>.NET</c>.</param>
    public PasswordSchemeInfo(string name, string library)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(library);
        Name = name;
        Library = library;
    }

    /// <summary>The name as in <c>{NAME}</c>, without suffix, in upper case.</summary>
    public string Name { get; }

    /// <summary>What computes it, such as <c>.NET</c> or <c>libsodium</c>: for people.</summary>
    public string Library { get; }

    /// <summary>Whether a stolen value gives the password away quickly. Default <see langword="false"/>.</summary>
    public bool IsWeak { get; init; }

    /// <summary>Whether <see cref="IPasswordScheme.Hash"/> makes new values of it. Default <see langword="false"/>.</summary>
    public bool CanHash { get; init; }

    /// <summary>Why it can't be verified on this machine; <see langword="null"/> where it can.</summary>
    public string? Problem { get; init; }
}
