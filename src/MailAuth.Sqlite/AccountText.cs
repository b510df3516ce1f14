using MailAuth.Accounts;

namespace MailAuth.Sqlite;

/// <summary>What text the database can give back as it was: no NUL (SQLite's functions end at it), no half of a surrogate pair (UTF-8 has none).</summary>
internal static class AccountText
{
    public static bool CanBeStored(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]))))
            {
                return false;
            }
        }

        return true;
    }

    /// <exception cref="ArgumentException">It can't be stored.</exception>
    public static void Require(string? text, string what)
    {
        if (text is not null && !CanBeStored(text))
        {
            throw new ArgumentException($"An account's {what} may not hold NUL or half a surrogate pair.");
        }
    }

    /// <exception cref="ArgumentException">A text of it can't be stored.</exception>
    public static void Require(Account account)
    {
        Require(account.PasswordHash, "password hash");
        Require(account.StatusReason, "status reason");
        Require(account.Override?.Reason, "override's reason");
        Require(account.Override?.Owner, "override's owner");
        Require(account.HashedUsername, "hashed username");
        Require(account.Home, "home");
        Require(account.MailLocation, "mail location");
        foreach ((string name, string value) in account.ExtraFields)
        {
            Require(name, "extra field");
            Require(value, "extra field");
        }
    }
}
