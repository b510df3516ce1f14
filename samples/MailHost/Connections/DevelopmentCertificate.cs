using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailHost.Connections;

/// <summary>A self-signed certificate for trying the host out. No client trusts it by itself.</summary>
public static class DevelopmentCertificate
{
    /// <summary>Makes one in memory.</summary>
    /// <param name="dnsNames">The server names that it holds for; internationalized ones as A-labels. <c>localhost</c> and loopback are always among them.</param>
    /// <param name="timeProvider">The clock; default the machine's. It holds from a day before for a year.</param>
    public static X509Certificate2 Create(IEnumerable<string> dnsNames, TimeProvider? timeProvider = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = Make(key, dnsNames, timeProvider ?? TimeProvider.System);
        return WithUsableKey(made);
    }

    /// <summary>Reads one from a file, or makes it there: PEM, with its key, readable by its owner alone. One that has run out or lacks a name is made anew.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dnsNames">See <see cref="Create"/>.</param>
    /// <param name="timeProvider">See <see cref="Create"/>.</param>
    /// <exception cref="IOException">The file can't be read or written.</exception>
    /// <exception cref="CryptographicException">The file holds something else.</exception>
    public static X509Certificate2 LoadOrCreate(string path, IEnumerable<string> dnsNames, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        TimeProvider clock = timeProvider ?? TimeProvider.System;
        string[] names = [.. dnsNames];
        if (File.Exists(path))
        {
            using X509Certificate2 found = X509Certificate2.CreateFromPemFile(path);
            if (found.NotAfter.ToUniversalTime() > clock.GetUtcNow() && names.All(name => found.MatchesHostname(name, allowWildcards: false)))
            {
                return WithUsableKey(found);
            }
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = Make(key, names, clock);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.Delete(path); // So that the file is new, and with it its permissions.
        var access = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new StreamWriter(path, access))
        {
            file.WriteLine(made.ExportCertificatePem());
            file.WriteLine(key.ExportPkcs8PrivateKeyPem());
        }

        return WithUsableKey(made);
    }

    private static X509Certificate2 Make(ECDsa key, IEnumerable<string> dnsNames, TimeProvider clock)
    {
        var request = new CertificateRequest("CN=MailAuth development", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (string name in dnsNames.Append("localhost").Distinct(StringComparer.OrdinalIgnoreCase))
        {
            names.AddDnsName(name);
        }

        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        DateTimeOffset now = clock.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(365));
    }

    /// <summary>Windows' TLS takes no key that lives in memory alone; a trip through PKCS #12 gives it one, and a copy to keep everywhere else.</summary>
    private static X509Certificate2 WithUsableKey(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
