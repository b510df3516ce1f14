using MailAuth.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace MailAuth.DependencyInjection;

/// <summary>Sets options from a section of an <see cref="IConfiguration"/>.</summary>
internal sealed class SectionOptions(IConfiguration section) : IConfigureOptions<MailAuthOptions>
{
    public void Configure(MailAuthOptions options)
    {
        MailAuthSettings settings = MailAuthSettings.FromConfiguration(section);
        if (!settings.IsReadable)
        {
            throw new MailAuthConfigurationException(settings.Problems);
        }

        settings.ApplyTo(options);
    }
}
