namespace MailAuth.CheckPassword.Tests.Processes;

/// <summary>How a run of the published program ended.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Reply">What was written to descriptor 4.</param>
/// <param name="Output">Standard output: of the program that was run in its place, too.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProgramRun(int ExitCode, string Reply, string Output, string Error);
