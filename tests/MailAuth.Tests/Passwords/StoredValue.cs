using System.Text;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>Shorthand for checks of one stored value with the core's schemes.</summary>
internal static class StoredValue
{
    private static readonly PasswordVerifier Verifier = new();

    public static PasswordCheck Check(string stored, string password, string? defaultScheme = null) =>
        Verifier.Verify(stored, Encoding.UTF8.GetBytes(password), defaultScheme: defaultScheme);

    public static PasswordCheck Check(string stored, ReadOnlySpan<byte> password) => Verifier.Verify(stored, password);

    /// <summary>Asserts that the password matches, that others do not, and that no shortened value matches.</summary>
    public static void AssertVector(string scheme, string stored, string password, bool shortenedToo = true)
    {
        Assert.Equal(new PasswordCheck(PasswordCheckResult.Match, scheme, null, Check(stored, password).RehashDue), Check(stored, password));
        Assert.Equal(PasswordCheckResult.Mismatch, Check(stored, password + "x").Result);
        Assert.Equal(PasswordCheckResult.Mismatch, Check(stored, "X" + password[1..]).Result);
        for (int length = 0; shortenedToo && length < stored.Length; length++)
        {
            PasswordCheckResult result = Check(stored[..length], password).Result;
            Assert.True(result != PasswordCheckResult.Match, $"the first {length} characters match");
        }
    }
}
