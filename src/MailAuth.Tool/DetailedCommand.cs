using System.CommandLine;

namespace MailAuth.Tool;

/// <summary>A command whose own help says more than the line that its parent shows of it.</summary>
/// <param name="name">The name.</param>
/// <param name="summary">One sentence.</param>
/// <param name="details">The rest, with an example.</param>
internal sealed class DetailedCommand(string name, string summary, string details) : Command(name, summary)
{
    public string Details { get; } = details;
}
