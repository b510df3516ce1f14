namespace MailAuth.Usernames;

/// <summary>Derived property values of RFC 8264 section 8 and RFC 5892 section 3; unassigned code points are disallowed. As packed in the tables.</summary>
internal enum CodePointClass
{
    Disallowed = 0,
    Valid,
    ContextJ,
    ContextO,
}
