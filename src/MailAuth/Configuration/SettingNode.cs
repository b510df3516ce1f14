namespace MailAuth.Configuration;

/// <summary>A setting as it was given, from a file or from <c>IConfiguration</c>: the one shape that the sections read.</summary>
internal sealed class SettingNode
{
    private readonly SettingNode? parent;
    private readonly string? name;
    private readonly int index;

    /// <summary>Makes the root.</summary>
    public SettingNode(int? line) => Line = line;

    /// <summary>Makes a member of an object.</summary>
    public SettingNode(SettingNode parent, string name, int? line)
    {
        this.parent = parent;
        this.name = name;
        Line = line;
    }

    /// <summary>Makes an item of a list.</summary>
    public SettingNode(SettingNode parent, int index, int? line)
    {
        this.parent = parent;
        this.index = index;
        Line = line;
    }

    /// <summary>The line in the file, from 1: that of a member's name, or of an item's first character.</summary>
    public int? Line { get; }

    public SettingKind Kind { get; private set; }

    /// <summary>The value of a text, a number or a flag, as it was given.</summary>
    public string? Text { get; private set; }

    /// <summary>The members of an object, in their order; empty for anything else.</summary>
    public Dictionary<string, SettingNode> Members { get; private set; } = [];

    /// <summary>The items of a list; empty for anything else.</summary>
    public List<SettingNode> Items { get; private set; } = [];

    /// <summary>The path, such as <c>transition.brownouts[1].to</c>; empty for the root.</summary>
    public string Path =>
        parent is null ? "" : name is null ? $"{parent.Path}[{index}]" : parent.PathOf(name);

    /// <summary>The value as a message shows it.</summary>
    public string? Shown => Kind switch
    {
        SettingKind.Object => "{…}",
        SettingKind.List => "[…]",
        SettingKind.Null => "null",
        SettingKind.Untyped => Text ?? "null",
        _ => Text,
    };

    /// <summary>The path that a member of this name has, or would have.</summary>
    public string PathOf(string member) => Path is { Length: > 0 } path ? $"{path}.{member}" : member;

    public void BecomeObject(IEqualityComparer<string> names)
    {
        Kind = SettingKind.Object;
        Members = new Dictionary<string, SettingNode>(names);
    }

    public void BecomeList() => Kind = SettingKind.List;

    public void BecomeValue(SettingKind kind, string? text)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>Finds the setting with this path, or the nearest one above it that was given.</summary>
    public SettingNode Nearest(string path, out bool found)
    {
        SettingNode node = this;
        ReadOnlySpan<char> rest = path;
        while (rest.Length > 0)
        {
            SettingNode? next;
            if (rest[0] == '[')
            {
                int end = rest.IndexOf(']');
                next = end > 0 && SettingText.TryInteger(rest[1..end], out int wanted) ? node.Items.Find(item => item.index == wanted) : null;
                rest = end > 0 ? rest[(end + 1)..] : default;
            }
            else
            {
                int end = rest.IndexOfAny('.', '[');
                end = end < 0 ? rest.Length : end;
                next = node.Members.GetValueOrDefault(rest[..end].ToString());
                rest = rest[end..];
            }

            if (next is null)
            {
                found = false;
                return node;
            }

            node = next;
            rest = rest.StartsWith(".") ? rest[1..] : rest;
        }

        found = true;
        return node;
    }
}
