namespace MailAuth.Configuration;

/// <summary>The outcome of a look at the configuration file.</summary>
/// <param name="Status">Whether the file's policy is in use, and whether it is new.</param>
/// <param name="Problems">All that is wrong with the file now: empty unless the last good policy was kept.</param>
/// <param name="Time">When the file was looked at, in UTC.</param>
public sealed record ConfigurationReload(ConfigurationReloadStatus Status, IReadOnlyList<ConfigurationProblem> Problems, DateTimeOffset Time);
