using MailAuth.Configuration;
using Microsoft.Extensions.Options;

namespace MailAuth.DependencyInjection;

/// <summary>Sets options from a configuration file that is not in use yet.</summary>
internal sealed class CandidateOptions(MailAuthSettings candidate) : IConfigureOptions<MailAuthOptions>
{
    public void Configure(MailAuthOptions options) => candidate.ApplyTo(options);
}
