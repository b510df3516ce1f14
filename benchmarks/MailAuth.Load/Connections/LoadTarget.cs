using System.Globalization;

namespace MailAuth.Load.Connections;

/// <summary>The hosts that clients connect to.</summary>
/// <param name="CertificateHash">The hash of their certificate: clients trust no other.</param>
/// <param name="Ports">For each of <see cref="Dialog.All"/> the port that starts without TLS, and the one with TLS on connect.</param>
internal sealed record LoadTarget(string CertificateHash, int[] Ports)
{
    public static LoadTarget Parse(string line) => new(line.Split(' ')[0], [.. line.Split(' ').Skip(1).Select(port => int.Parse(port, CultureInfo.InvariantCulture))]);

    public override string ToString() => string.Join(' ', [CertificateHash, .. Ports.Select(port => port.ToString(CultureInfo.InvariantCulture))]);
}
