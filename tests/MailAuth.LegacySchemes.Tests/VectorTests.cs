using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Tests;

/// <summary>Every scheme of the package verifies. Published vectors, each checked with another implementation before it came here.</summary>
public sealed class VectorTests
{
    private static readonly PasswordVerifier Verifier = new(new PasswordOptions { DefaultScheme = "CRYPT" }, LegacyPasswordSchemes.All);

    public static TheoryData<string> Files => [.. VectorFile.Names.Where(name => !IsMalformed(name))];

    public static TheoryData<string> MalformedFiles => [.. VectorFile.Names.Where(IsMalformed)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_published_value_matches_its_password_and_no_other(string file)
    {
        IReadOnlyList<(string Stored, byte[] Password)> vectors = VectorFile.Read(file);
        Assert.NotEmpty(vectors);
        foreach ((string stored, byte[] password) in vectors)
        {
            // Django's spellings name themselves, so they are no value of the default scheme.
            PasswordVerifier verifier = file.Contains("django", StringComparison.Ordinal) ? new PasswordVerifier(null, LegacyPasswordSchemes.All) : Verifier;
            PasswordCheck check = verifier.Verify(stored, password);
            Assert.True(check.Result == PasswordCheckResult.Match, $"{stored} is {check.Result} for {Convert.ToHexString(password)}: {check.Reason}");

            // Under the sign extension fault of 2x many passwords are one.
            byte[] other = [(byte)(password[0] ^ 2), .. password[1..]];
            check = other[0] == 0 || stored.StartsWith("$2x$", StringComparison.Ordinal) ? default : verifier.Verify(stored, other);
            Assert.True(check.Result == PasswordCheckResult.Mismatch, $"{stored} is {check.Result} for {Convert.ToHexString(other)}: {check.Reason}");
        }
    }

    [Theory]
    [MemberData(nameof(MalformedFiles))]
    public void Every_malformed_value_is_unusable(string file)
    {
        foreach (string stored in VectorFile.ReadMalformed(file))
        {
            PasswordVerifier verifier = file.Contains("django", StringComparison.Ordinal) ? new PasswordVerifier(null, LegacyPasswordSchemes.All) : Verifier;
            PasswordCheck check = verifier.Verify(stored, "test"u8);
            Assert.True(check.Result == PasswordCheckResult.Unusable, $"{stored} is {check.Result}");
            Assert.NotNull(check.Reason);
        }
    }

    [Fact]
    public void Every_crypt_family_of_libxcrypt_is_there_on_this_system() =>
        Assert.DoesNotContain(Verifier.Schemes, scheme => scheme.Problem is not null);

    private static bool IsMalformed(string name) => name.EndsWith(".malformed.txt", StringComparison.Ordinal);
}
