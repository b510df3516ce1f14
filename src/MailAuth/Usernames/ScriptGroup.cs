namespace MailAuth.Usernames;

/// <summary>The scripts that RFC 5892 appendix A needs. As packed in the tables.</summary>
internal enum ScriptGroup
{
    None = 0,
    Greek,
    Hebrew,

    /// <summary>Hiragana, Katakana or Han.</summary>
    Japanese,
}
