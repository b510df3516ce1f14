namespace MailHost.Hosting;

/// <summary>An option that one host program has and the others have not.</summary>
/// <param name="Name">Its name, such as <c>--mail-directory</c>.</param>
/// <param name="Value">What its value is called in the usage text, such as <c>DIR</c>.</param>
/// <param name="Description">What it does, for the usage text: a phrase without a full stop.</param>
/// <param name="Take">Takes a value, each time the option is given. Returns what is wrong with it, such as <c>not a number</c>; <see langword="null"/> for nothing.</param>
public sealed record HostOption(string Name, string Value, string Description, Func<string, string?> Take);
