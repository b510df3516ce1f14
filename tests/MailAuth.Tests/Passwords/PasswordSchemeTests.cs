using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>The seam for other schemes: the last registered one that claims a stored value wins, also for new hashes and for the decoy.</summary>
public class PasswordSchemeTests
{
    [Fact]
    public void The_last_registered_scheme_that_claims_a_value_wins()
    {
        var first = new CountingScheme("{FIRST}");
        var second = new CountingScheme("{SECOND}");
        var policy = new TestPolicy(null, first, second);

        policy.Verify(TestPolicy.CurrentArgon2, "wrong");

        Assert.Equal((0, 1), (first.Verified, second.Verified));
    }

    [Fact]
    public void Decoys_and_new_hashes_are_of_the_scheme_that_verifies_Argon2id()
    {
        var scheme = new CountingScheme("{ARGON2ID}$argon2id$counted");
        var policy = new TestPolicy(null, scheme);

        policy.Verify(TestPolicy.Plain, "wrong");
        Assert.Equal(1, scheme.Verified);

        Assert.Equal("{ARGON2ID}$argon2id$counted", policy.Rehash(TestPolicy.Plain, "secret"u8.ToArray()));
    }

    /// <summary>A family may have to load a library before it knows which schemes it serves: short-lived processes are not to wait for that.</summary>
    [Fact]
    public void A_login_that_makes_no_new_hash_asks_no_scheme_which_ones_it_serves()
    {
        var scheme = new CountingScheme("{ARGON2ID}$argon2id$counted");
        var policy = new TestPolicy(options => options.DefaultScheme = "CRYPT", scheme);
        Assert.Empty(policy.Problems);

        policy.Verify(TestPolicy.Plain, "secret");
        policy.Verify(TestPolicy.CurrentArgon2, "wrong");
        Assert.Equal(0, scheme.Asked);

        policy.Rehash(TestPolicy.Plain, "secret"u8.ToArray());
        Assert.Equal(1, scheme.Asked);
    }

    [Fact]
    public void Without_another_scheme_the_core_s_own_serve_these()
    {
        string[] names = [.. new PasswordVerifier().Schemes.Select(info => info.Name)];

        Assert.Equal(
            [
                "ARGON2", "ARGON2I", "ARGON2ID", "ASPNET-IDENTITY", "BLF-CRYPT", "CLEAR", "CLEARTEXT", "CRYPT", "DIGEST-MD5", "LDAP-MD5", "MD5", "PBKDF2", "PBKDF2-SHA1", "PBKDF2-SHA256", "PBKDF2-SHA512",
                "PLAIN", "PLAIN-MD5", "PLAIN-TRUNC", "SCRAM-SHA-1", "SCRAM-SHA-256", "SHA", "SHA1", "SHA256", "SHA512", "SMD5", "SSHA", "SSHA256", "SSHA512",
            ],
            names);
    }

    private sealed class CountingScheme(string made) : IPasswordScheme
    {
        public int Verified { get; private set; }

        public string Name => "counting";

        /// <summary>How often its schemes were asked for.</summary>
        public int Asked { get; private set; }

        public IReadOnlyList<PasswordSchemeInfo> Schemes
        {
            get
            {
                Asked++;
                return [new("ARGON2ID", "test") { CanHash = true }];
            }
        }

        public bool Claims(in StoredPassword stored) => stored.Names("ARGON2ID");

        public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
        {
            problem = null;
            return new CountedHash(this);
        }

        public string Hash(string scheme, ReadOnlySpan<byte> password, Argon2Options cost) => made;

        private sealed class CountedHash(CountingScheme scheme) : PasswordHash("ARGON2ID", HashCost.Argon2(1024, 1))
        {
            public override bool Verify(ReadOnlySpan<byte> password)
            {
                scheme.Verified++;
                return false;
            }
        }
    }
}
