using System.Net.Mail;
using BenchmarkDotNet.Attributes;
using MailAuth.Usernames;
using MimeKit;

namespace MailAuth.Benchmarks;

/// <summary>
/// One typed name to the text that an account is kept under, beside what is at hand for addresses: System.Net.Mail.MailAddress and MimeKit. Those parse; neither maps case, width, Unicode or the
/// domain's A-label, refuses controls or lookalikes, nor knows a bare username. They are here because they are what a program would pick instead.
/// </summary>
[MemoryDiagnoser]
public class AddressBenchmarks
{
    private readonly UsernameNormalizer normalizer = new(new UsernameOptions());

    [Params("kalle.svensson@domain.se", " Kalle.Svensson@Domain.SE ", "åsa@räksmörgås.se")]
    public string Name { get; set; } = "";

    [Benchmark(Baseline = true)]
    public string? Normalize() => normalizer.Normalize(Name).Text;

    [Benchmark]
    public string MailAddressLowered() => new MailAddress(Name).Address.ToLowerInvariant();

    [Benchmark]
    public string MimeKitLowered() => MailboxAddress.Parse(Name).Address.ToLowerInvariant();
}
