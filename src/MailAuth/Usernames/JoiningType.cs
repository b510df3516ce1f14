namespace MailAuth.Usernames;

/// <summary>The Joining_Type values that RFC 5892 appendix A.1 needs. As packed in the tables.</summary>
internal enum JoiningType
{
    None = 0,
    Left,
    Right,
    Dual,
    Transparent,
}
