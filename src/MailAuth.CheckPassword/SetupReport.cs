using System.Text;

namespace MailAuth.CheckPassword;

/// <summary>What <c>--check</c> found, a line each: with <c>!</c> what keeps logins from working, with <c>-</c> what an operator should know of.</summary>
internal sealed class SetupReport
{
    private readonly StringBuilder text = new();

    /// <summary>Whether logins work, by what was looked at so far.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>The lines so far.</summary>
    public string Text => text.ToString();

    /// <summary>Tells what is as it should be.</summary>
    public void Say(string subject, string what) => Line(' ', subject, what);

    /// <summary>Tells what an operator should know of, and no login depends on.</summary>
    public void Note(string subject, string what) => Line('-', subject, what);

    /// <summary>Tells what keeps logins from working.</summary>
    public void Fail(string subject, string what)
    {
        IsUsable = false;
        Line('!', subject, what);
    }

    private void Line(char mark, string subject, string what) => text.Append(mark).Append(' ').Append(subject.PadRight(15)).Append(what.ReplaceLineEndings(" ")).Append('\n');
}
