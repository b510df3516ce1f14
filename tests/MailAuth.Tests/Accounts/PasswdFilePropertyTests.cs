using System.Text;
using CsCheck;
using MailAuth.Accounts;

namespace MailAuth.Tests.Accounts;

/// <summary>Index and scan are two readings of one file: they never disagree, whatever the file holds.</summary>
public sealed class PasswdFilePropertyTests
{
    private static readonly string[] Names = ["kalle", "KALLE", "kall", "kallea", "kalle+tag", "k", "", " kalle", "\"kalle\"", "\u00E5sa", "\uFF4Balle", "a@b"];
    private static readonly string[] Domains = ["domain.se", "Domain.SE", "kund.se", "domain.se.", ""];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Index_and_scan_give_the_same_accounts()
    {
        Gen<string> user = Gen.Select(Gen.OneOf(Names), Gen.OneOf(Domains), Gen.Bool, (name, domain, full) => full ? $"{name}@{domain}" : name);
        Gen<string> line = Gen.Select(user, Gen.Int[0, 9], Gen.Int, (name, kind, number) => kind switch
        {
            0 => name,
            1 => "# " + name,
            2 => $"{name}:x::::::allow_nets=nowhere",
            3 => $"{name}:x\u0007",
            4 => $"{name}:{new string('x', 17_000)}",
            _ => $"{name}:{{PLAIN}}{number}:{number}",
        });
        return Gen.Select(line.Array[0, 30], Gen.Bool, Gen.OneOf("\n", "\r\n")).SampleAsync(
            async (lines, bare, end) =>
            {
                using PasswdFileText file = new();
                file.WriteBytes(Encoding.UTF8.GetBytes(string.Join(end, lines)));
                PasswdFileOptions options = new() { Domain = bare ? "domain.se" : null };
                PasswdFileAccountStore index = new(file.Path, options);
                PasswdFileScanStore scan = new(file.Path, options);
                foreach (string name in Names)
                {
                    Assert.Equal(Texts(await index.FindByLocalPartAsync(name, 100, Token)), Texts(await scan.FindByLocalPartAsync(name, 100, Token)));
                    Assert.Equal(Texts(await index.FindByLegacyUsernameAsync(name, null, 100, Token)), Texts(await scan.FindByLegacyUsernameAsync(name, null, 100, Token)));
                    foreach (string domain in Domains)
                    {
                        Assert.Equal(Text(await index.FindByAddressAsync($"{name}@{domain}", Token)), Text(await scan.FindByAddressAsync($"{name}@{domain}", Token)));
                        Assert.Equal(Texts(await index.FindByLegacyUsernameAsync(name, domain, 100, Token)), Texts(await scan.FindByLegacyUsernameAsync(name, domain, 100, Token)));
                    }
                }
            },
            iter: 200);
    }

    [Fact]
    public Task No_bytes_make_a_reader_throw()
    {
        Gen<byte> one = Gen.OneOf(Gen.Byte, Gen.OneOf("\n\r:@ =,#kalse.\""u8.ToArray()));
        return one.Array[0, 400].SampleAsync(
            async bytes =>
            {
                using PasswdFileText file = new();
                file.WriteBytes(bytes);
                PasswdFileAccountStore index = new(file.Path);
                PasswdFileScanStore scan = new(file.Path);
                Assert.Equal(Text(await index.FindByAddressAsync("k@a", Token)), Text(await scan.FindByAddressAsync("k@a", Token)));
                Assert.True(index.Problems.Count <= bytes.Count(value => value == '\n') + 1);
            },
            iter: 500);
    }

    private static string? Text(Account? account) => account is null ? null : $"{account.Address} {account.PasswordHash} {account.UserId} {account.BareUsernames?.Count}";

    private static IEnumerable<string?> Texts(IReadOnlyList<Account> accounts) => accounts.Select(Text).Order(StringComparer.Ordinal);
}
