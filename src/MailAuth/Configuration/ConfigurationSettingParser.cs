using Microsoft.Extensions.Configuration;

namespace MailAuth.Configuration;

/// <summary>Makes settings from an <see cref="IConfiguration"/>, so that the sections which read <c>mailauth.json</c> read it too.</summary>
internal static class ConfigurationSettingParser
{
    /// <summary>Gives the root: keys in any case, every value text.</summary>
    public static SettingNode Parse(IConfiguration configuration)
    {
        var root = new SettingNode(line: null);
        root.BecomeObject(StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection child in configuration.GetChildren())
        {
            root.Members.Add(child.Key, Read(child, new SettingNode(root, child.Key, line: null)));
        }

        return root;
    }

    private static SettingNode Read(IConfigurationSection section, SettingNode node)
    {
        IConfigurationSection[] children = [.. section.GetChildren()];
        if (children.Length == 0)
        {
            node.BecomeValue(SettingKind.Untyped, section.Value);
        }
        else if (Array.TrueForAll(children, static child => SettingText.TryInteger(child.Key, out _)))
        {
            node.BecomeList();
            foreach (IConfigurationSection child in children)
            {
                _ = SettingText.TryInteger(child.Key, out int index);
                node.Items.Add(Read(child, new SettingNode(node, index, line: null)));
            }
        }
        else
        {
            node.BecomeObject(StringComparer.OrdinalIgnoreCase);
            foreach (IConfigurationSection child in children)
            {
                node.Members.Add(child.Key, Read(child, new SettingNode(node, child.Key, line: null)));
            }
        }

        return node;
    }
}
