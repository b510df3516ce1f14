using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords.Vectors.DirectoryServer389;

/// <summary>
/// PBKDF2 as 389 Directory Server stores it: passlib's names and parts, but padded base64. The first value is of its own test (src/plugins/pwdchan/src/lib.rs,
/// GPL 3), the others are made with Python's hashlib in that spelling; each verified with passlib 1.7.4 first, where it has the name.
/// </summary>
public class DirectoryServer389VectorTests
{
    [Theory]
    [InlineData("PBKDF2-SHA256", "{PBKDF2-SHA256}36000$eElFb3p1WlZBb1lt$uW1b35DUKyhvQAf1mBqMvoBDcqSD06juzyO/nmyV0+w=", "eicieY7ahchaoCh0eeTa")]
    [InlineData("PBKDF2-SHA256", "{PBKDF2-SHA256}10000$MTYgYnl0ZXMgb2Ygc2FsdA==$VlLKrZRt3sO55ioGUk3ZxGkvFjVvnm5ZB1Eey5FgedQ=", "password")]
    [InlineData("PBKDF2", "{PBKDF2}10000$CzBVep/E6Q4zWH2ix+wRNluApcrvFDle$rtY8EYw1LnHbZMtKLZ/AkYJMxdQ=", "password")]
    [InlineData("PBKDF2", "{PBKDF2-SHA1}10000$CzBVep/E6Q4zWH2ix+wRNluApcrvFDle$rtY8EYw1LnHbZMtKLZ/AkYJMxdQ=", "password")]
    [InlineData("PBKDF2-SHA512", "{PBKDF2-SHA512}10000$CzBVep/E6Q4zWH2ix+wRNluApcrvFDle$sF4iTCTTWoW3rTd+Pb2OYXt9wEBariRbeipD8enyD+F9iBWmk/3YG5S2RE4tYBRXNjANn50jVwOzIzHh1MI0nQ==", "password")]
    public void The_directory_server_verifies_it_and_so_do_we(string scheme, string stored, string password)
    {
        StoredValue.AssertVector(scheme, stored, password, shortenedToo: false);

        // Without its padding it is passlib's spelling, and nothing else of it is to spare.
        Assert.Equal(PasswordCheckResult.Match, StoredValue.Check(stored.TrimEnd('='), password).Result);
        for (int length = 0; length < stored.TrimEnd('=').Length; length++)
        {
            Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check(stored[..length], password).Result);
        }
    }

    [Theory]
    [InlineData("{PBKDF2-SHA256}36000$eElFb3p1WlZBb1lt$uW1b35DUKyhvQAf1mBqMvoBDcqSD06juzyO/nmyV0+w==")]
    [InlineData("{PBKDF2-SHA256}36000$eElFb3p1WlZBb1lt$uW1b35DUKyhvQAf1mBqMvoBDcqSD06juzyO/nmyV0+w= ")]
    [InlineData("{PBKDF2-SHA256}36000$eElFb3p1WlZBb1lt=$uW1b35DUKyhvQAf1mBqMvoBDcqSD06juzyO/nmyV0+w=")]
    [InlineData("{PBKDF2-SHA256}10000$MTYgYnl0ZXMgb2Ygc2FsdA=$VlLKrZRt3sO55ioGUk3ZxGkvFjVvnm5ZB1Eey5FgedQ=")]
    public void Wrong_padding_is_unusable(string stored) =>
        Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check(stored, "eicieY7ahchaoCh0eeTa").Result);
}
