namespace MailAuth.CheckPassword;

/// <summary>Counts things that are alike, and keeps the first few of them by name.</summary>
internal sealed class FirstFew
{
    private const int Kept = 5;

    private readonly List<string> kept = [];

    /// <summary>How many there were.</summary>
    public long Count { get; private set; }

    /// <summary>Counts one.</summary>
    /// <param name="name">Gives its name, where it is kept.</param>
    public void Add(Func<string> name)
    {
        if (kept.Count < Kept)
        {
            kept.Add(name());
        }

        Count++;
    }

    /// <summary>The names, and how many there are besides.</summary>
    public override string ToString() => string.Join("; ", kept) + (Count > kept.Count ? $"; and {Count - kept.Count} more" : "");
}
