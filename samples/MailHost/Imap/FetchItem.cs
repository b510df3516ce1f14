namespace MailHost.Imap;

/// <summary>One data item that a client fetches.</summary>
/// <param name="Name">What it is called in the answer: <c>FLAGS</c>, <c>RFC822.HEADER</c>, or <c>BODY[section]</c> with the section as it was asked for.</param>
internal sealed record FetchItem(string Name)
{
    /// <summary>Of <c>BODY[section]</c>: the section in upper case without its list of fields; <see langword="null"/> for every other item.</summary>
    public string? Section { get; init; }

    /// <summary>The fields of <c>HEADER.FIELDS</c> and <c>HEADER.FIELDS.NOT</c>.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Of a partial: its first octet; <see langword="null"/> for the whole.</summary>
    public uint? Start { get; init; }

    /// <summary>Of a partial: how many octets at the most.</summary>
    public uint Length { get; init; }
}
