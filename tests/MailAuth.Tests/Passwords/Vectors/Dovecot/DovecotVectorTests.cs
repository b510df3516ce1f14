using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords.Vectors.Dovecot;

/// <summary>
/// Values from Dovecot's own test (src/auth/test-libpassword.c of 2.3.19.1, src/lib-auth/test-password-scheme.c of the main branch) and values made with its
/// <c>doveadm pw</c>; each verified with <c>doveadm pw -t</c> of 2.3.19.1 first (<c>{ARGON2}</c>, which that version does not know, under the name ARGON2ID).
/// </summary>
public class DovecotVectorTests
{
    [Theory]
    [InlineData("PLAIN", "{PLAIN}test", "test")]
    [InlineData("SHA1", "{SHA1}qUqP5cyxm6YcTAhz05Hph5gvu9M=", "test")]
    [InlineData("SMD5", "{SMD5}JTu1KRwptKZJg/RLd+6Vn5GUd0M=", "test")]
    [InlineData("LDAP-MD5", "{LDAP-MD5}CY9rzUYh03PK3k6DJie09g==", "test")]
    [InlineData("SHA256", "{SHA256}n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=", "test")]
    [InlineData("SHA512", "{SHA512}7iaw3Ur350mqGo7jwQrpkj9hiYB3Lkc/iBml1JQODbJ6wYX4oOHV+E+IvIh/1nsUNzLDBMxfqa2Ob1f1ACio/w==", "test")]
    [InlineData("SSHA", "{SSHA}H/zrDv8FXUu1JmwvVYijfrYEF34jVZcO", "test")]
    [InlineData("PBKDF2", "{PBKDF2}$1$bUnT4Pl7yFtYX0KU$5000$50a83cafdc517b9f46519415e53c6a858908680a", "test")]
    [InlineData("PBKDF2", "{PBKDF2}$1$$10$b5f12e17cb85947bad1b49ecb22eec50ca23e7d8", "secret")]
    [InlineData("PBKDF2", "{PBKDF2.B64}JDEkUFFQa0dub25ERi9HdXNhSyQ1MDAwJGQwMjUwOTdlZjRiNzFiMDUzOGY3NmJkMzcxMzJhZjRhMzExZTAxZTc=", "secret")]
    [InlineData("PBKDF2", "{PBKDF2}$1$drUYwIMQBxQ.RH5r$05000$B6BB0A51C499B8FE3EBAC2789901694579EAE8BA", "secret")]
    [InlineData("SHA", "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=", "secret")]
    [InlineData("SHA", "{sha}5en6G6MezRroT3XKqkdPOmY/BfQ=", "secret")]
    [InlineData("SHA", "{Sha.BASE64}5en6G6MezRroT3XKqkdPOmY/BfQ=", "secret")]
    [InlineData("SHA", "{SHA.b64}5en6G6MezRroT3XKqkdPOmY/BfQ=", "secret")]
    [InlineData("SHA", "{SHA.hex}e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4", "secret")]
    [InlineData("SHA", "{SHA}E5E9FA1BA31ECD1AE84F75CAAA474F3A663F05F4", "secret")]
    [InlineData("SHA", "{SHA} 5en6G6MezRroT3X KqkdPOmY/BfQ= ", "secret")]
    [InlineData("SHA", "{SHA}5en6G6MezRroT3XKqkdPOmY/BfR=", "secret")]
    [InlineData("SHA256", "{SHA256.HEX}2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b", "secret")]
    [InlineData("SSHA256", "{SSHA256}/Z0pkpAWsb9JVo7KukPokurXiYYQIwyFpQehiwMEOTpTQUxU", "secret")]
    [InlineData("SSHA256", "{SSHA256.hex}fd9d29929016b1bf49568ecaba43e892ead7898610230c85a507a18b0304393a53414c54", "secret")]
    [InlineData("PLAIN-MD5", "{PLAIN-MD5}5ebe2294ecd0e0f08eab7690d2a6ee69", "secret")]
    [InlineData("PLAIN-MD5", "{PLAIN-MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ==", "secret")]
    [InlineData("PLAIN-MD5", "{PLAIN-MD5.b64}Xr4ilOzQ4PCOq3aQ0qbuaQ==", "secret")]
    [InlineData("LDAP-MD5", "{LDAP-MD5}5ebe2294ecd0e0f08eab7690d2a6ee69", "secret")]
    [InlineData("LDAP-MD5", "{LDAP-MD5.hex}5ebe2294ecd0e0f08eab7690d2a6ee69", "secret")]
    [InlineData("MD5", "{MD5}5ebe2294ecd0e0f08eab7690d2a6ee69", "secret")]
    [InlineData("MD5", "{MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ==", "secret")]
    [InlineData("PLAIN", "{PLAIN.b64}c2VjcmV0", "secret")]
    [InlineData("PLAIN", "{PLAIN.hex}736563726574", "secret")]
    [InlineData("CLEAR", "{CLEAR}secret", "secret")]
    [InlineData("CLEARTEXT", "{CLEARTEXT}secret", "secret")]
    [InlineData("PLAIN-TRUNC", "{PLAIN-TRUNC}10-secret", "secret")]
    public void Dovecot_verifies_it_and_so_do_we(string scheme, string stored, string password)
    {
        // A shortened plain password is another plain password; shortened base64 with blanks may lose only a blank.
        bool shortenedToo = !stored.EndsWith(' ');
        StoredValue.AssertVector(scheme, stored, password, shortenedToo);
    }

    [Theory]
    [InlineData("BLF-CRYPT", "{BLF-CRYPT}$2y$05$11ipvo5dR6CwkzwmhwM26OXgzXwhV2PyPuLV.Qi31ILcRcThQpEiW", "test")]
    [InlineData("BLF-CRYPT", "{CRYPT}$2y$05$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO", "secret")]
    [InlineData("BLF-CRYPT", "{BLF-CRYPT}$2a$05$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO", "secret")]
    [InlineData("BLF-CRYPT", "{BLF-CRYPT}$2b$05$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO", "secret")]
    [InlineData("BLF-CRYPT", "{BLF-CRYPT}$2x$05$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO", "secret")]
    [InlineData("ARGON2ID", "{ARGON2ID}$argon2id$v=19$m=4096,t=2,p=1$c29tZXNhbHQ$TLXwQYTTzWKDFfWHDyPKbh8ksZXGxatok7fsfJt7L+o", "secret")]
    [InlineData("ARGON2ID", "{ARGON2I}$argon2id$v=19$m=4096,t=2,p=1$c29tZXNhbHQ$TLXwQYTTzWKDFfWHDyPKbh8ksZXGxatok7fsfJt7L+o", "secret")]
    [InlineData("ARGON2ID", "{ARGON2}$argon2id$v=19$m=4096,t=2,p=1$c29tZXNhbHQ$TLXwQYTTzWKDFfWHDyPKbh8ksZXGxatok7fsfJt7L+o", "secret")]
    [InlineData("ARGON2I", "{ARGON2I}$argon2i$v=19$m=32768,t=4,p=1$f2iuP4aUeNMrgu34fhOkkg$1XSZZMWlIs0zmE+snlUIcLADO3GXbA2O/hsQmmc317k", "test")]
    [InlineData("ARGON2ID", "{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$vBb99oJ12p3WAdYlaMHz1A$jtFOtbo/sYV9OSlTxDo/nVNq3uArHd5GJSEx0ty85Cc", "test")]
    public void Dovecot_verifies_this_costly_one_and_so_do_we(string scheme, string stored, string password)
    {
        PasswordCheck check = StoredValue.Check(stored, password);

        Assert.Equal((PasswordCheckResult.Match, scheme), (check.Result, check.Scheme));
    }

    /// <summary>Dovecot refuses these too, except the one that lets every password in.</summary>
    [Theory]
    [InlineData("{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ")]
    [InlineData("{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ==")]
    [InlineData("{SHA.foo}5en6G6MezRroT3XKqkdPOmY/BfQ=")]
    [InlineData("{SHA.}5en6G6MezRroT3XKqkdPOmY/BfQ=")]
    [InlineData("{SHA}e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4 ")]
    [InlineData("{SSHA}5en6G6MezRroT3XKqkdPOmY/BfQ=")]
    [InlineData("{PLAIN.b64}c2VjcmV0=")]
    [InlineData("{PLAIN-TRUNC}0-")]
    [InlineData("{PLAIN-TRUNC}0-secret")]
    [InlineData("{PLAIN-TRUNC}000-secret")]
    [InlineData("{PLAIN-TRUNC}secret")]
    [InlineData("{PLAIN-TRUNC}6")]
    [InlineData("{PLAIN-TRUNC}6-")]
    [InlineData("{PBKDF2}$1$a$0$b5f12e17cb85947bad1b49ecb22eec50ca23e7d8")]
    [InlineData("{PBKDF2}$1$$10$b5f12e17cb85947bad1b49ecb22eec50ca23e7d8$")]
    [InlineData("{PBKDF2}$1$$-10$b5f12e17cb85947bad1b49ecb22eec50ca23e7d8")]
    [InlineData("{BLF-CRYPT}$2y$05$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnOx")]
    [InlineData("{BLF-CRYPT}$2y$5$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnO")]
    [InlineData("{ARGON2ID}$argon2id$v=19$m=4096,t=2,p=1$c29tZXNhbHQ$TLXwQYTTzWKDFfWHDyPKbh8ksZXGxatok7fsfJt7L+o=")]
    [InlineData("{ARGON2ID}$argon2id$v=19$m=04096,t=2,p=1$c29tZXNhbHQ$TLXwQYTTzWKDFfWHDyPKbh8ksZXGxatok7fsfJt7L+o")]
    [InlineData("{ARGON2ID}$argon2id$v=19$m=4096,t=2,p=1$c29tZXNhbHR$TLXwQYTTzWKDFfWHDyPKbh8ksZXGxatok7fsfJt7L+o")]
    [InlineData("{ARGON2ID}$argon2id$v=19$m=4096,t=2,p=1$c29tZXNhbHQ$TLXwQYTTzWKDFfWHDyPKbh8ksZXGxatok7fsfJt7L+o ")]
    public void Malformed_is_unusable(string stored) =>
        Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check(stored, "secret").Result);

    [Theory]
    [InlineData("{BLF-CRYPT}$2y$05$8XJl57ek.gIdz7c8jnZiRfzcxrH1GQHiG5LM1xEei51z0XNsWVAnO")]
    [InlineData("{BLF-CRYPT}$2y$05$8XJl57ek.gIdz7c8jnZiRezcxrH1GQHiG5LM1xEei51z0XNsWVAnP")]
    public void A_bcrypt_value_with_unused_bits_set_matches_nothing(string stored) =>
        Assert.Equal(PasswordCheckResult.Mismatch, StoredValue.Check(stored, "secret").Result);

    [Fact]
    public void A_truncated_plain_password_matches_every_password_that_begins_with_it()
    {
        Assert.Equal(PasswordCheckResult.Match, StoredValue.Check("{PLAIN-TRUNC}6-secret", "secretary").Result);
        Assert.Equal(PasswordCheckResult.Match, StoredValue.Check("{PLAIN-TRUNC}6-secret", "secret").Result);
        Assert.Equal(PasswordCheckResult.Mismatch, StoredValue.Check("{PLAIN-TRUNC}6-secret", "secre").Result);
        Assert.Equal(PasswordCheckResult.Mismatch, StoredValue.Check("{PLAIN-TRUNC}10-secret", "secretary").Result);
    }
}
