using System.Buffers;

namespace MailAuth.Passwords.Schemes;

/// <summary>
/// bcrypt (Provos and Mazières, 1999) as crypt_blowfish writes it: <c>$2b$cost$</c>, 22 characters of salt, 31 of hash, 60 in all. Variants 2a, 2b and 2y are one
/// here; 2x (the sign-extension bug of crypt_blowfish before 1.1) is the same for ASCII passwords and can't be verified for others.
/// </summary>
internal sealed class BcryptScheme : IPasswordScheme
{
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int Length = 60;

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    public string Name => "bcrypt";

    public IReadOnlyList<PasswordSchemeInfo> Schemes { get; } = [new("BLF-CRYPT", "BCrypt.Net-Next"), new("CRYPT", "BCrypt.Net-Next (bcrypt alone)")];

    public bool Claims(in StoredPassword stored) => stored.NamesItself("$2") || stored.Names("BLF-CRYPT");

    /// <summary>Everything is checked here: BCrypt.Net-Next throws four kinds of exceptions on malformed text.</summary>
    public PasswordHash? Parse(in StoredPassword stored, PasswordLimits limits, out string? problem)
    {
        ReadOnlySpan<char> text = stored.Value;
        if (text.Length != Length || !text.StartsWith("$2", StringComparison.Ordinal) || text[2] is not ('a' or 'b' or 'x' or 'y') || text[3] != '$'
            || !char.IsAsciiDigit(text[4]) || !char.IsAsciiDigit(text[5]) || text[6] != '$' || text[7..].ContainsAnyExcept(Characters))
        {
            problem = "malformed bcrypt: not $2a$, $2b$, $2x$ or $2y$, two digits, $ and 53 characters of ./A-Za-z0-9";
            return null;
        }

        int cost = ((text[4] - '0') * 10) + (text[5] - '0');
        if (cost < 4 || cost > limits.BcryptCost)
        {
            problem = $"bcrypt cost is not from 4 to {limits.BcryptCost} (passwords.limits.bcryptCost)";
            return null;
        }

        problem = null;
        return new BcryptHash(text.ToString(), cost, asciiOnly: text[2] == 'x');
    }
}
