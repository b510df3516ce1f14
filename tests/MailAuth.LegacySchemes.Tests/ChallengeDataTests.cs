using MailAuth.LegacySchemes.Challenge;
using MailAuth.Passwords;

namespace MailAuth.LegacySchemes.Tests;

/// <summary>What CRAM-MD5 needs is never replaced.</summary>
public sealed class ChallengeDataTests
{
    private const string Stored = "{CRAM-MD5}cd3ba7deaad6e5ca23448ba42e379747a9e0f7f1fbc00c8a81bbaac395731b56";

    [Fact]
    public void Cram_md5_data_is_verified_and_never_outdated()
    {
        var verifier = new PasswordVerifier(null, LegacyPasswordSchemes.All);

        Assert.Equal(new PasswordCheck(PasswordCheckResult.Match, "CRAM-MD5", null, RehashDue: false), verifier.Verify(Stored, "secret"u8));
        Assert.Equal("HMAC-MD5", verifier.Verify(Stored.Replace("CRAM", "HMAC", StringComparison.Ordinal), "secret"u8).Scheme);
    }

    [Fact]
    public void A_library_without_the_functions_is_not_taken()
    {
        Assert.Null(CryptoLibrary.Load(["libc.so.6", "no-such-library.so"]));
        Assert.NotNull(CryptoLibrary.System);
    }
}
