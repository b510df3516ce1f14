namespace MailAuth.Sqlite.Tests.Documentation;

/// <summary>Tests that change the process's current directory: they run when no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CurrentDirectoryTests
{
    public const string Name = "the current directory";
}
