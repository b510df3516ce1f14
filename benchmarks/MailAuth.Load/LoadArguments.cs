using System.Globalization;

namespace MailAuth.Load;

/// <summary>What stands after a command's name: <c>--name value</c> pairs.</summary>
internal sealed class LoadArguments(string[] args)
{
    public int Number(string name, int otherwise) =>
        Text(name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
        : throw new ArgumentException($"--{name} takes a number from 1.");

    public string? Text(string name)
    {
        int index = Array.IndexOf(args, "--" + name);
        return index < 0 ? null
            : index + 1 < args.Length ? args[index + 1]
            : throw new ArgumentException($"--{name} takes a value.");
    }
}
