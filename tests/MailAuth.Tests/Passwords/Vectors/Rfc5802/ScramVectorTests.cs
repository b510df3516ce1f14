using System.Security.Cryptography;
using System.Text;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords.Vectors.Rfc5802;

/// <summary>
/// The exchanges of RFC 5802 section 5 and RFC 7677 section 3 (user "user", password "pencil"). The RFCs give the exchange, not what the server keeps; that was
/// computed with Python's hashlib and hmac from their salt and iterations, and verified with <c>doveadm pw -t</c> of Dovecot 2.3.19.1.
/// </summary>
public class ScramVectorTests
{
    private const string Sha1 = "4096,QSXCR+Q6sek8bf92,6dlGYMOdZcOPutkcNY8U2g7vK9Y=,D+CSWLOshSulAsxiupA+qs2/fTE=";
    private const string Sha256 = "4096,W22ZaJ0SNY7soEsUEjb6gQ==,WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=,wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    [Theory]
    [InlineData("SCRAM-SHA-1", Sha1)]
    [InlineData("SCRAM-SHA-256", Sha256)]
    public void A_plain_password_is_verified_against_the_StoredKey(string scheme, string value)
    {
        string stored = $"{{{scheme}}}{value}";

        Assert.Equal(new PasswordCheck(PasswordCheckResult.Match, scheme, null, RehashDue: false), StoredValue.Check(stored, "pencil"));
        Assert.Equal(new PasswordCheck(PasswordCheckResult.Mismatch, scheme, null, RehashDue: false), StoredValue.Check(stored, "Pencil"));
        for (int length = 0; length < stored.Length; length++)
        {
            Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check(stored[..length], "pencil").Result);
        }
    }

    /// <summary>That the stored keys above are the ones of the RFCs' exchanges: the published proof and signature fit them.</summary>
    [Theory]
    [InlineData(
        "SHA1", Sha1, "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=", "rmF9pqV8S7suAoZWja4dJRkFsKQ=",
        "n=user,r=fyko+d2lbbFgONRv9qkxdawL,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096,c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j")]
    [InlineData(
        "SHA256", Sha256, "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
        "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0")]
    public void The_keys_are_the_ones_of_the_published_exchange(string digest, string value, string proof, string signature, string exchange)
    {
        var algorithm = new HashAlgorithmName(digest);
        string[] parts = value.Split(',');
        byte[] storedKey = Convert.FromBase64String(parts[2]);
        byte[] clientKey = Convert.FromBase64String(proof);
        byte[] clientSignature = CryptographicOperations.HmacData(algorithm, storedKey, Encoding.ASCII.GetBytes(exchange));
        for (int i = 0; i < clientKey.Length; i++)
        {
            clientKey[i] ^= clientSignature[i];
        }

        Assert.Equal(storedKey, CryptographicOperations.HashData(algorithm, clientKey));
        Assert.Equal(signature, Convert.ToBase64String(CryptographicOperations.HmacData(algorithm, Convert.FromBase64String(parts[3]), Encoding.ASCII.GetBytes(exchange))));
    }
}
