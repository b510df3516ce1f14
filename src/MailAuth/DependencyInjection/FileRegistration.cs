namespace MailAuth.DependencyInjection;

/// <summary>The configuration file that a host named.</summary>
internal sealed record FileRegistration(string Path, TimeSpan? Interval);
