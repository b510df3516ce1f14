using MailAuth.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MailAuth.DependencyInjection;

/// <summary>Sets options from the configuration file: from the last good one.</summary>
internal sealed class FileOptionsSource(IServiceProvider services) : IConfigureOptions<MailAuthOptions>
{
    // Asked for late: opening the file itself goes through all the sources of options, this one among them.
    public void Configure(MailAuthOptions options) => services.GetRequiredService<MailAuthConfigurationFile>().Settings.ApplyTo(options);
}
