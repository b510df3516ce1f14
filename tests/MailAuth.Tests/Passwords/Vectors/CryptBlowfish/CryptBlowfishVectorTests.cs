using System.Text;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords.Vectors.CryptBlowfish;

/// <summary>
/// Values from Openwall's crypt_blowfish (wrapper.c, public domain) and John the Ripper, as passlib collects them; each verified with libxcrypt's crypt(3) first.
/// Its vectors of bytes that are not UTF-8 say here that they can't be verified.
/// </summary>
public class CryptBlowfishVectorTests
{
    private const string SeventyTwo = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    [Theory]
    [InlineData("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U")]
    [InlineData("$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK", "U*U*")]
    [InlineData("$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a", "U*U*U")]
    [InlineData("$2a$05$c92SVSfjeiCD6F2nAD6y0uBpJDjdRkt0EgeC4/31Rf2LUZbDRDE.O", "U*U*U*U*")]
    [InlineData("$2a$05$.WRrXibc1zPgIdRXYfv.4uu6TD1KWf0VnHzq/0imhUhuxSxCyeBs2", "*U*U*U*U")]
    [InlineData("$2a$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi", "abc")]
    public void Crypt_verifies_it_and_so_do_we(string stored, string password) => StoredValue.AssertVector("BLF-CRYPT", stored, password);

    [Fact]
    public void What_follows_72_bytes_is_not_looked_at_and_such_a_password_is_never_rehashed()
    {
        const string Stored = "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";

        Assert.Equal(new PasswordCheck(PasswordCheckResult.Match, "BLF-CRYPT", null, RehashDue: true), StoredValue.Check(Stored, SeventyTwo));
        Assert.Equal(new PasswordCheck(PasswordCheckResult.Match, "BLF-CRYPT", null, RehashDue: false), StoredValue.Check(Stored, SeventyTwo + "chars after 72 are ignored"));
        Assert.Equal(PasswordCheckResult.Mismatch, StoredValue.Check(Stored, SeventyTwo[..71]).Result);
        Assert.Equal(PasswordCheckResult.Match, StoredValue.Check(Stored, SeventyTwo + new string('x', 900)).Result);
    }

    [Theory]
    [InlineData("$2a$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "A3")]
    [InlineData("$2y$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "A3")]
    [InlineData("$2a$05$/OK.fbVrR/bpIqNJ5ianF.6IflQkJytoRVc1yuaNtHfiuq.FRlSIS", "A36162")]
    [InlineData("$2a$05$/OK.fbVrR/bpIqNJ5ianF.nRht2l/HRhr6zmCp9vYUvvsqynflf9e", "FFA3333435")]
    public void Bytes_that_are_not_UTF8_say_what_they_need(string stored, string hex)
    {
        PasswordCheck check = StoredValue.Check(stored, Convert.FromHexString(hex));

        Assert.Equal(PasswordCheckResult.Unusable, check.Result);
        Assert.Contains("AddLegacySchemes()", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_2x_bug_is_the_same_for_ASCII_and_refused_for_the_rest()
    {
        const string Stored = "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

        Assert.Equal(PasswordCheckResult.Match, StoredValue.Check(Stored, "U*U").Result);
        Assert.Equal(PasswordCheckResult.Mismatch, StoredValue.Check(Stored, "U*V").Result);
        Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check(Stored, Encoding.UTF8.GetBytes("r\u00E4ka")).Result);
    }
}
