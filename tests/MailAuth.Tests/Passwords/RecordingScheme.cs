using System.Text;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>Takes the place of Argon2, for decoys and new hashes too, and lists the bytes that each of its operations was given. A value matches the password that it ends with, in hexadecimal.</summary>
internal sealed class RecordingScheme : IPasswordScheme
{
    public List<string> Passwords { get; } = [];

    public string Name => "recording";

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } = [new("ARGON2ID", "test") { CanHash = true }];

    public static string Stored(ReadOnlySpan<byte> password) => "{ARGON2ID}$argon2id$" + Convert.ToHexString(password);

    public bool Claims(in StoredPassword stored) => stored.Names("ARGON2ID");

    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        problem = null;
        return new Recording(this, stored.Value[(stored.Value.LastIndexOf('$') + 1)..].ToString());
    }

    public string Hash(string scheme, ReadOnlySpan<byte> password, Argon2Options cost)
    {
        Passwords.Add("new " + Encoding.Latin1.GetString(password));
        return Stored(password);
    }

    private sealed class Recording(RecordingScheme scheme, string right) : PasswordHash("ARGON2ID", TestPolicy.Current)
    {
        public override bool Verify(ReadOnlySpan<byte> password)
        {
            scheme.Passwords.Add(Encoding.Latin1.GetString(password));
            return Convert.ToHexString(password) == right;
        }
    }
}
