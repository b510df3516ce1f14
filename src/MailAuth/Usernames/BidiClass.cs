namespace MailAuth.Usernames;

/// <summary>The Bidi_Class values that RFC 5893 names, by their short names in Unicode (UAX 9). As packed in the tables.</summary>
internal enum BidiClass
{
    Other = 0,
    L,
    R,
    AL,
    AN,
    EN,
    ES,
    CS,
    ET,
    ON,
    BN,
    NSM,
}
