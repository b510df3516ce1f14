using System.Collections.Frozen;
using MailAuth.Passwords;

namespace MailAuth.Tool;

/// <summary>Verifies for an operator: a default scheme that nobody serves is named, and a scheme that fails is an answer as well.</summary>
/// <param name="verifier">Does the work.</param>
internal sealed class StoredCheck(PasswordVerifier verifier)
{
    private readonly FrozenSet<string> schemes = verifier.Schemes.Select(info => info.Name).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>An answer in the words of the command.</summary>
    public static string Name(PasswordCheckResult result) => result switch
    {
        PasswordCheckResult.Match => "match",
        PasswordCheckResult.Mismatch => "mismatch",
        _ => "unusable",
    };

    /// <summary>Verifies; see <see cref="PasswordVerifier.Verify"/>. An empty default scheme is none.</summary>
    public PasswordCheck Verify(string? stored, ReadOnlySpan<byte> password, string? user, string? defaultScheme)
    {
        defaultScheme = string.IsNullOrEmpty(defaultScheme) ? null : defaultScheme;
        PasswordCheck check;
        try
        {
            check = verifier.Verify(stored, password, user, defaultScheme);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A fault of a scheme must not take the other lines with it. Its message could quote what it choked on.
            return new PasswordCheck(PasswordCheckResult.Unusable, null, $"the scheme failed: {fault.GetType().Name}", false);
        }

        return check is { Result: PasswordCheckResult.Unusable, Scheme: null } && defaultScheme is not null && stored is not null && IsUnknown(stored, defaultScheme)
            ? check with { Reason = $"the default scheme \"{Shown.Text(defaultScheme)}\" is none that is known here" }
            : check;
    }

    private bool IsUnknown(string stored, string defaultScheme)
    {
        StoredPassword parts = StoredPassword.Read(stored, defaultScheme);
        int dot = defaultScheme.IndexOf('.', StringComparison.Ordinal);
        string name = dot < 0 ? defaultScheme : defaultScheme[..dot];
        return !parts.HasPrefix && parts.Names(name) && !schemes.Contains(name);
    }
}
