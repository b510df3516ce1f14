namespace MailAuth.LegacySchemes.Crypt;

/// <summary>How new values of a family are made: what libcrypt's crypt_gensalt_rn is asked for.</summary>
/// <param name="Prefix">How the values begin.</param>
/// <param name="Count">What they cost: bcrypt's logarithm, SHA-crypt's rounds, yescrypt's 1 to 11; 0 for libcrypt's default.</param>
internal sealed record CryptMaking(string Prefix, uint Count);
