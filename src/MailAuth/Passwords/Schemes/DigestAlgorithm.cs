namespace MailAuth.Passwords.Schemes;

/// <summary>A digest that .NET computes, and its length.</summary>
internal enum DigestAlgorithm
{
    Md5 = 16,
    Sha1 = 20,
    Sha256 = 32,
    Sha512 = 64,
}
