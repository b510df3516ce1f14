using MailAuth.Usernames;

namespace MailAuth.Configuration;

/// <summary>Reads <c>usernames</c>.</summary>
internal static class UsernamesSection
{
    public static void Read(SettingReader reader, UsernameOptions options)
    {
        options.HostedDomains = reader.TextList("hostedDomains") ?? options.HostedDomains;
        options.DefaultDomain = reader.Text("defaultDomain") ?? options.DefaultDomain;
        options.Separators = reader.Text("separators") ?? options.Separators;
        options.BareUsernames = reader.Choice("bareUsernames", SettingChoices.BareUsernames) ?? options.BareUsernames;
        options.Sources = reader.ChoiceList("sources", SettingChoices.Sources) ?? options.Sources;
        options.ServerNames = reader.List<ServerNameOptions>("serverNames", ReadServerName) ?? options.ServerNames;
        options.Listeners = reader.List<ListenerOptions>("listeners", ReadListener) ?? options.Listeners;
        options.DomainAliases = reader.List<DomainAliasOptions>("domainAliases", ReadDomainAlias) ?? options.DomainAliases;
        options.SubAddressSeparator = reader.Text("subAddressSeparator") ?? options.SubAddressSeparator;
        options.PreserveCase = reader.Flag("preserveCase") ?? options.PreserveCase;
        options.ServiceIdentities = reader.TextList("serviceIdentities") ?? options.ServiceIdentities;
    }

    private static void ReadServerName(SettingReader reader, ServerNameOptions options)
    {
        options.Name = reader.Text("name");
        options.Domain = reader.Text("domain");
    }

    private static void ReadListener(SettingReader reader, ListenerOptions options)
    {
        options.Address = reader.Text("address");
        options.Port = reader.Integer("port");
        options.Domain = reader.Text("domain");
    }

    private static void ReadDomainAlias(SettingReader reader, DomainAliasOptions options)
    {
        options.Alias = reader.Text("alias");
        options.Domain = reader.Text("domain");
    }
}
