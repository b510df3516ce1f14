using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>The self-signed certificate of all servers: one for every name.</summary>
internal static class Certificate
{
    private static readonly string[] Names = ["mail.domain.se", "mail.kund.se", "mail.xn--rksmrgs-5wao1o.se", "localhost"];

    static Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mail.domain.se", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (string name in Names)
        {
            names.AddDnsName(name);
        }

        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.Parse("127.0.0.2"));
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        Pem = certificate.ExportCertificatePem() + "\n";
        KeyPem = key.ExportPkcs8PrivateKeyPem() + "\n";
        Thumbprint = certificate.Thumbprint;
    }

    public static string Pem { get; }

    public static string KeyPem { get; }

    public static string Thumbprint { get; }
}
