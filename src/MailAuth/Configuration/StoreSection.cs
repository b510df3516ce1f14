using MailAuth.Usernames;

namespace MailAuth.Configuration;

/// <summary>Reads <c>store</c>.</summary>
internal static class StoreSection
{
    public static void Read(SettingReader reader, StoreSettings settings)
    {
        settings.PasswdFile = Path(reader, "passwdFile");
        settings.PasswdFileDomain = Domain(reader, "passwdFileDomain");
        settings.PasswdFileRehash = reader.Flag("passwdFileRehash") ?? false;
        settings.Sqlite = Path(reader, "sqlite");
        bool passwdFile = reader.Has("passwdFile");
        bool sqlite = reader.Has("sqlite");
        foreach (string name in (string[])["passwdFileDomain", "passwdFileRehash"])
        {
            if (reader.Has(name) && !passwdFile)
            {
                reader.Report(name, "goes with store.passwdFile alone");
            }
        }

        if (passwdFile && sqlite)
        {
            reader.Report("sqlite", "contradicts store.passwdFile: name one store");
        }
        else if (!passwdFile && !sqlite)
        {
            reader.Report("sqlite", "is missing: name one store, as passwdFile or sqlite");
        }
    }

    private static string? Domain(SettingReader reader, string name)
    {
        string? domain = reader.Text(name);
        if (domain is not null && new UsernameNormalizer(new UsernameOptions()).NormalizeDomain(domain) is null)
        {
            reader.Report(name, "is not a domain");
        }

        return domain;
    }

    private static string? Path(SettingReader reader, string name)
    {
        string? path = reader.Text(name);
        if (path is "" || path?.Contains('\0', StringComparison.Ordinal) == true)
        {
            reader.Report(name, "must be the path of a file");
        }

        return path;
    }
}
