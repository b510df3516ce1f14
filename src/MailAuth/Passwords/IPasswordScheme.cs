namespace MailAuth.Passwords;

/// <summary>A password scheme: how one family of stored hashes is verified.</summary>
public interface IPasswordScheme
{
    /// <summary>The family's name, such as <c>ARGON2ID</c>.</summary>
    string Name { get; }
}
