namespace MailAuth.Tool;

/// <summary>Asks a person at the terminal.</summary>
/// <param name="question">What to ask.</param>
/// <param name="isSecret">Whether what is typed is not shown.</param>
/// <returns>What was typed, in UTF-8; null where the person gave up. The caller zeroes it.</returns>
internal delegate byte[]? TerminalQuestion(string question, bool isSecret);
