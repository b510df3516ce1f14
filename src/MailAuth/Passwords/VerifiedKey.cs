namespace MailAuth.Passwords;

/// <summary>Under what a login is known in a <see cref="VerifiedLogins"/>: 128 bits of its keyed hash, and others that say where. The default is in no cache, and is never known.</summary>
internal readonly struct VerifiedKey(VerifiedLogins logins, ulong low, ulong high, ulong place)
{
    public ulong Low => low;

    public ulong High => high;

    public ulong Place => place;

    /// <summary>Whether this login was remembered less than a lifetime ago.</summary>
    public bool IsKnown(TimeSpan lifetime) => logins is not null && logins.IsKnown(this, lifetime);

    /// <summary>Remembers it, from now on.</summary>
    public void Remember() => logins?.Remember(this);
}
