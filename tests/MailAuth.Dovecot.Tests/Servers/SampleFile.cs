namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>
/// A file of samples/Dovecot, with what can't be the same on the machine that tests it exchanged: paths, ports, users, dates. Each piece that is exchanged
/// must be there exactly once, so that the sample and its tests can't drift apart.
/// </summary>
internal sealed class SampleFile
{
    private readonly string name;

    /// <summary>Reads the file.</summary>
    /// <param name="name">Its path below samples/Dovecot.</param>
    public SampleFile(string name)
    {
        this.name = name;
        Text = File.ReadAllText(Path.Combine(Folder, name));
    }

    public static string Folder { get; } = Path.Combine(Repository.Root, "samples", "Dovecot");

    public string Text { get; private set; }

    /// <summary>Exchanges a piece of the sample for what the test uses.</summary>
    public SampleFile With(string shown, string used)
    {
        int first = Text.IndexOf(shown, StringComparison.Ordinal);
        if (first < 0 || Text.IndexOf(shown, first + 1, StringComparison.Ordinal) >= 0)
        {
            throw new InvalidOperationException($"samples/Dovecot/{name} must hold this {(first < 0 ? "and does not" : "once, not twice")}: {shown}");
        }

        Text = Text[..first] + used + Text[(first + shown.Length)..];
        return this;
    }

    /// <summary>The same for a list.</summary>
    public SampleFile With(IEnumerable<(string Shown, string Used)> changes)
    {
        foreach ((string shown, string used) in changes)
        {
            With(shown, used);
        }

        return this;
    }

    /// <summary>Adds lines at the end.</summary>
    public SampleFile With(IEnumerable<string> lines)
    {
        Text += string.Concat(lines.Select(line => line + "\n"));
        return this;
    }

    /// <summary>Writes it, in the place of what is there at once.</summary>
    public void WriteTo(string path)
    {
        string written = path + ".new";
        File.WriteAllText(written, Text);
        File.Move(written, path, overwrite: true);
    }
}
