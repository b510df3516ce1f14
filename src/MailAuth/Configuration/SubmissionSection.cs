using MailAuth.Submission;

namespace MailAuth.Configuration;

/// <summary>Reads <c>submission</c>.</summary>
internal static class SubmissionSection
{
    public static void Read(SettingReader reader, SubmissionOptions options)
    {
        options.RelayNetworks = reader.TextList("relayNetworks") ?? options.RelayNetworks;
        reader.Section("authentication", options.Authentication, ReadRequirement);
        reader.Section("tls", options.Tls, ReadRequirement);
        options.Exceptions = reader.List<SubmissionExceptionOptions>("exceptions", ReadException) ?? options.Exceptions;
        options.SenderBinding = reader.Choice("senderBinding", SettingChoices.SenderBindings) ?? options.SenderBinding;
        options.SenderDomainWide = reader.Flag("senderDomainWide") ?? options.SenderDomainWide;
    }

    private static void ReadRequirement(SettingReader reader, RequirementOptions options)
    {
        TransitionSection.ReadCalendar(reader, options);
        options.Domains = reader.List<DomainRequirementOptions>("domains", ReadDomain) ?? options.Domains;
    }

    private static void ReadDomain(SettingReader reader, DomainRequirementOptions options)
    {
        options.Domain = reader.Text("domain");
        TransitionSection.ReadCalendar(reader, options);
    }

    private static void ReadException(SettingReader reader, SubmissionExceptionOptions options)
    {
        options.Requirement = reader.Choice("requirement", SettingChoices.Requirements);
        options.Network = reader.Text("network");
        options.Sender = reader.Text("sender");
        options.Domain = reader.Text("domain");
        options.Until = reader.Date("until");
        options.Reason = reader.Text("reason");
        options.Owner = reader.Text("owner");
    }
}
