using System.Security.Cryptography.X509Certificates;
using MailHost.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Samples.Tests.Connections;

/// <summary>The certificate that is made on first start.</summary>
public sealed class DevelopmentCertificateTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mailauth-certificate-").FullName;
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private string File => Path.Combine(directory, "made", "development.pem");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void It_holds_for_the_names_it_was_made_for_and_for_loopback()
    {
        using X509Certificate2 made = DevelopmentCertificate.Create(["mail.domain.se", "mail.xn--rksmrgs-5wao1o.se"]);

        Assert.True(made.HasPrivateKey);
        Assert.All(["mail.domain.se", "mail.xn--rksmrgs-5wao1o.se", "localhost", "127.0.0.1", "::1"], name => Assert.True(made.MatchesHostname(name)));
        Assert.False(made.MatchesHostname("mail.kund.se"));
    }

    [Fact]
    public void It_is_kept_in_a_file_that_only_its_owner_reads()
    {
        using X509Certificate2 made = DevelopmentCertificate.LoadOrCreate(File, ["mail.domain.se"], time);
        using X509Certificate2 again = DevelopmentCertificate.LoadOrCreate(File, ["mail.domain.se"], time);

        Assert.Equal(made.Thumbprint, again.Thumbprint);
        Assert.True(again.HasPrivateKey);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact]
    public void One_that_lacks_a_name_or_has_run_out_is_made_anew()
    {
        using X509Certificate2 made = DevelopmentCertificate.LoadOrCreate(File, ["mail.domain.se"], time);
        using X509Certificate2 other = DevelopmentCertificate.LoadOrCreate(File, ["mail.domain.se", "mail.kund.se"], time);
        time.Advance(TimeSpan.FromDays(366));
        using X509Certificate2 later = DevelopmentCertificate.LoadOrCreate(File, ["mail.domain.se", "mail.kund.se"], time);

        Assert.Equal(3, new HashSet<string> { made.Thumbprint, other.Thumbprint, later.Thumbprint }.Count);
    }
}
