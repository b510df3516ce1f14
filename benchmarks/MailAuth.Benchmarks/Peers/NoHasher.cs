using Microsoft.AspNetCore.Identity;

namespace MailAuth.Benchmarks.Peers;

/// <summary>Compares and does nothing else: what is left is the rest of a login.</summary>
internal sealed class NoHasher : IPasswordHasher<IdentityUser>
{
    public string HashPassword(IdentityUser user, string password) => password;

    public PasswordVerificationResult VerifyHashedPassword(IdentityUser user, string hashedPassword, string providedPassword) =>
        hashedPassword == providedPassword ? PasswordVerificationResult.Success : PasswordVerificationResult.Failed;
}
