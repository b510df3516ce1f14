namespace MailAuth.Accounts;

/// <summary>A line of a passwd-file that is not used, and why.</summary>
/// <param name="File">The path of the passwd-file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What is wrong with it. Never a part of the line that may be a password.</param>
public sealed record PasswdFileProblem(string File, int Line, string Message)
{
    /// <summary>The whole message, on one line: file, line, and what is wrong.</summary>
    public override string ToString() => $"{File}:{Line}: {Message}";
}
