using System.Globalization;
using System.Text;
using MailAuth.Accounts;

namespace MailAuth.Tests.Accounts;

/// <summary>A passwd-file of a test, in a directory of its own.</summary>
internal sealed class PasswdFileText : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mailauth-passwd-").FullName;
    private int written;

    public string Path => System.IO.Path.Combine(directory, "users");

    public void Write(params string[] lines) => WriteBytes(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    /// <summary>Replaces the file as a careful program does: a new file is renamed over it.</summary>
    public void WriteBytes(byte[] bytes)
    {
        string next = Path + ".new";
        File.WriteAllBytes(next, bytes);

        // A time of writing of its own for each, however fast the test is.
        File.SetLastWriteTimeUtc(next, new DateTime(2009, 9, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(written++));
        File.Move(next, Path, overwrite: true);
    }

    public void Delete() => File.Delete(Path);

    public static string Line(Account account)
    {
        List<string> fields = [];
        if (account.MailLocation is { } mail)
        {
            fields.Add("userdb_mail=" + mail);
        }

        if (account.AllowedNetworks.Count > 0)
        {
            fields.Add("allow_nets=" + string.Join(',', account.AllowedNetworks));
        }

        fields.AddRange(account.ExtraFields.Select(field => field.Value.Length == 0 ? field.Key : $"{field.Key}={field.Value}"));
        return string.Create(CultureInfo.InvariantCulture, $"{account.Address}:{account.PasswordHash}:{account.UserId}:{account.GroupId}::{account.Home}::{string.Join(' ', fields)}");
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
