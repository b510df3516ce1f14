using System.Text;
using MailAuth.Accounts;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords.Vectors.Dovecot;

/// <summary>
/// SCRAM and DIGEST-MD5 data as Dovecot keeps it: values from its src/lib-auth/test-password-scheme.c (password "test") and values made with
/// <c>doveadm pw</c> of 2.3.19.1; matches and refusals are those of its <c>doveadm pw -t</c>. Such data is never replaced.
/// </summary>
public class ChallengeDataVectorTests
{
    private const string Keys = "2+9gO4EGV3WGllNt9D6Ow4K4+xE=,8zgsLPC8EZirCbYTB++MuJdRGD8=";
    private const string Digest = "fb6cb9e166c6c764ff2bdea12175a8aa";

    private static readonly PasswordVerifier Verifier = new();

    [Theory]
    [InlineData("SCRAM-SHA-1", "{SCRAM-SHA-1}4096,GetyLXdBuHzf1FWf8SLz2Q==,NA/OqmF4hhrsrB9KR7po+dliTGM=,QBiURvQaE6H6qYTmeghDHLANBFQ=", "test")]
    [InlineData("SCRAM-SHA-256", "{SCRAM-SHA-256}4096,LfNGSFqiFykEZ1xDAYlnKQ==,HACNf9CII7cMz3XjRy/Oh3Ae2LHApoDyNw74d3YtFws=,AQH0j7Hf8J12g8eNBadvzlNB2am3PxgNwFCFd3RxEaw=", "test")]
    [InlineData("SCRAM-SHA-1", "{scram-sha-1}4096,LfSkib1B2GrQETRZgQh2aw==," + Keys, "secret")]
    [InlineData("SCRAM-SHA-1", "{SCRAM-SHA-1}04096,LfSkib1B2GrQETRZgQh2aw==," + Keys, "secret")]
    [InlineData("SCRAM-SHA-1", "{SCRAM-SHA-1}4096,LfSkib1B2GrQETRZgQh2aw," + Keys, "secret")]
    [InlineData("SCRAM-SHA-1", "{SCRAM-SHA-1}4096,LfSkib1B2GrQETRZgQh2aw==,2+9gO4EGV3WGllNt9D6Ow4K4+xE=,AAAsLPC8EZirCbYTB++MuJdRGD8=", "secret")]
    [InlineData("SCRAM-SHA-1", "{SCRAM-SHA-1.b64}NDA5NixMZlNraWIxQjJHclFFVFJaZ1FoMmF3PT0sMis5Z080RUdWM1dHbGxOdDlENk93NEs0K3hFPSw4emdzTFBDOEVaaXJDYllUQisrTXVKZFJHRDg9", "secret")]
    [InlineData("SCRAM-SHA-256", "{SCRAM-SHA-256}4096,ilGs4/qzhuBpk8U9LcpZ+A==,POjMy2u1Ja6cq2znXHF8ktHrWNsHz9cTXyGk/HG4AFY=,ehymQlcSIJl0AUFLLs3WWT8JPT3ovXUa6jnUn7josys=", "secret")]
    [InlineData("SCRAM-SHA-256", "{SCRAM-SHA-256}10000,c2FsdHNhbHQ=,G07Nd1djTy1Z6/k7v0wOGR8wiqUROwhDlfW1rFslB5E=,Xc69iIwwQXozi3C2Avn1mKFHdTXIArUtBhlefZLNklY=", "pencil")]
    [InlineData("SCRAM-SHA-256", "{SCRAM-SHA-256}4096,fvwGZBq3ydKfiLFtPp1htQ==,vbxx3kUVEEpdrDY4GCFLZ5Zpgxb/ie1OmPJbEo0ZQwI=,BGkkZUTeZuJwWYr9BpoSUeD++zyGJtqZiiiEBK5bfiU=", "e\u0301\u00A0x")]
    public void A_plain_password_is_verified_against_scram_data_which_is_never_outdated(string scheme, string stored, string password)
    {
        Assert.Equal(new PasswordCheck(PasswordCheckResult.Match, scheme, null, RehashDue: false), StoredValue.Check(stored, password));
        Assert.Equal(PasswordCheckResult.Mismatch, StoredValue.Check(stored, password + "x").Result);
    }

    [Fact]
    public void The_bytes_of_a_password_are_taken_as_they_are()
    {
        Assert.Equal(PasswordCheckResult.Match, StoredValue.Check("{SCRAM-SHA-1}4096,Q8mLOMvpuMntrFZgrXv1vw==,JPUwYsT5UY7ZeBc23v8siFVgUwQ=,1sAp1BaMQ3cMXxpb4j1Nq+kLezk=", Encoding.Latin1.GetBytes("r\u00E4ksm")).Result);
        Assert.Equal(PasswordCheckResult.Mismatch, StoredValue.Check("{SCRAM-SHA-1}4096,Q8mLOMvpuMntrFZgrXv1vw==,JPUwYsT5UY7ZeBc23v8siFVgUwQ=,1sAp1BaMQ3cMXxpb4j1Nq+kLezk=", "r\u00E4ksm").Result);
    }

    /// <summary>Dovecot refuses these, too, except the two whose salt is no base64 or empty: there it goes on with what it could decode.</summary>
    [Theory]
    [InlineData("{SCRAM-SHA-1}4095,LfSkib1B2GrQETRZgQh2aw==," + Keys)]
    [InlineData("{SCRAM-SHA-1}0,LfSkib1B2GrQETRZgQh2aw==," + Keys)]
    [InlineData("{SCRAM-SHA-1}-4096,LfSkib1B2GrQETRZgQh2aw==," + Keys)]
    [InlineData("{SCRAM-SHA-1}+4096,LfSkib1B2GrQETRZgQh2aw==," + Keys)]
    [InlineData("{SCRAM-SHA-1} 4096,LfSkib1B2GrQETRZgQh2aw==," + Keys)]
    [InlineData("{SCRAM-SHA-1}4096;LfSkib1B2GrQETRZgQh2aw==," + Keys)]
    [InlineData("{SCRAM-SHA-1}4096,LfSkib1B2GrQETRZgQh2aw==!!," + Keys)]
    [InlineData("{SCRAM-SHA-1}4096,," + Keys)]
    [InlineData("{SCRAM-SHA-1}4096,LfSkib1B2GrQETRZgQh2aw==,2+9gO4EGV3WGllNt9D6Ow4K4+xE,8zgsLPC8EZirCbYTB++MuJdRGD8=")]
    [InlineData("{SCRAM-SHA-1}4096,LfSkib1B2GrQETRZgQh2aw==,2+9gO4EGV3WGllNt9D6Ow4K4+xE=,8zgsLPC8EZirCbYTB++MuJ")]
    [InlineData("{SCRAM-SHA-1}4096,LfSkib1B2GrQETRZgQh2aw==," + Keys + ",x")]
    [InlineData("{SCRAM-SHA-256}4096,LfSkib1B2GrQETRZgQh2aw==," + Keys)]
    [InlineData("{SCRAM-SHA-1}x")]
    [InlineData("{SCRAM-SHA-1}")]
    public void Malformed_scram_data_is_unusable(string stored) =>
        Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check(stored, "secret").Result);

    [Theory]
    [InlineData("1000001")]
    [InlineData("2147483647")]
    [InlineData("99999999999999999999999999")]
    public void Iterations_over_the_limit_are_unusable_and_the_limit_is_named(string iterations)
    {
        PasswordCheck check = StoredValue.Check($"{{SCRAM-SHA-1}}{iterations},LfSkib1B2GrQETRZgQh2aw==,{Keys}", "secret");

        Assert.Equal(PasswordCheckResult.Unusable, check.Result);
        Assert.Contains("passwords.limits.scramIterations", check.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{DIGEST-MD5}" + Digest, "user@realm", "secret")]
    [InlineData("{DIGEST-MD5}FB6CB9E166C6C764FF2BDEA12175A8AA", "user@realm", "secret")]
    [InlineData("{digest-md5.hex}" + Digest, "user@realm", "secret")]
    [InlineData("{DIGEST-MD5}+2y54WbGx2T/K96hIXWoqg==", "user@realm", "secret")]
    [InlineData("{DIGEST-MD5.b64}+2y54WbGx2T/K96hIXWoqg==", "user@realm", "secret")]
    [InlineData("{DIGEST-MD5}20b4b61d3f0126b9aac227a68dbe3e26", "user", "secret")]
    [InlineData("{DIGEST-MD5}c752f0e67f7456b2268cbb0c8bf8f618", "a@b@c", "secret")]
    [InlineData("{DIGEST-MD5}0028f33632c24e19630db3709e748eb1", "\u00E5sa@r\u00E4ksm\u00F6rg\u00E5s.se", "\u00E5\u00E4\u00F6")]
    public void Digest_md5_is_over_the_username_split_at_the_last_at_sign(string stored, string username, string password)
    {
        Assert.Equal(new PasswordCheck(PasswordCheckResult.Match, "DIGEST-MD5", null, RehashDue: false), Verifier.Verify(stored, Encoding.UTF8.GetBytes(password), username));
        Assert.Equal(PasswordCheckResult.Mismatch, Verifier.Verify(stored, Encoding.UTF8.GetBytes(password + "x"), username).Result);
        Assert.Equal(PasswordCheckResult.Mismatch, Verifier.Verify(stored, Encoding.UTF8.GetBytes(password), username.ToUpperInvariant()).Result);
    }

    /// <summary>The username as it was when the value was stored, whatever the account is called now.</summary>
    [Fact]
    public void Digest_md5_of_an_account_is_over_its_hashed_username()
    {
        var policy = new TestPolicy();
        const string Stored = "{DIGEST-MD5}" + Digest;

        Assert.Equal(PasswordVerdict.Match, policy.Verify(new Account("kalle@domain.se", Stored) { HashedUsername = "user@realm" }, "secret"u8.ToArray()).Verdict);
        Assert.Equal(PasswordVerdict.Match, policy.Verify(new Account("user@realm", Stored), "secret"u8.ToArray()).Verdict);
        Assert.Equal(PasswordVerdict.Mismatch, policy.Verify(new Account("kalle@domain.se", Stored), "secret"u8.ToArray()).Verdict);
    }

    [Theory]
    [InlineData("{DIGEST-MD5}", "user@realm")]
    [InlineData("{DIGEST-MD5}fb6cb9e166c6c764ff2bdea12175a8a", "user@realm")]
    [InlineData("{DIGEST-MD5}fb6cb9e166c6c764ff2bdea12175a8ag", "user@realm")]
    [InlineData("{DIGEST-MD5.hex}+2y54WbGx2T/K96hIXWoqg==", "user@realm")]
    [InlineData("{DIGEST-MD5}+2y54WbGx2T/K96hIXWoqqo=", "user@realm")]
    [InlineData("{DIGEST-MD5}" + Digest, null)]
    [InlineData("{DIGEST-MD5}" + Digest, "")]
    public void Malformed_digest_md5_data_or_no_username_is_unusable(string stored, string? username) =>
        Assert.Equal(PasswordCheckResult.Unusable, Verifier.Verify(stored, "secret"u8, username).Result);
}
