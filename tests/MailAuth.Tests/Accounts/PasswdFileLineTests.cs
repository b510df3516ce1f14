using System.Text;
using MailAuth.Accounts;

namespace MailAuth.Tests.Accounts;

/// <summary>What the lines of a passwd-file mean, and that a bad one is reported with its number while the others are kept.</summary>
public sealed class PasswdFileLineTests : IDisposable
{
    private readonly PasswdFileText file = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Every_field_becomes_what_it_is()
    {
        file.Write("Kalle@Domain.SE:{SSHA}abc=:5000:5001:Kalle Anka:/var/mail/kalle:/bin/false:userdb_mail=maildir:~/Maildir userdb_quota_rule=*:bytes=1G nologin  reason=Ask=us allow_nets=192.0.2.17/24,2001:db8::1/64,::ffff:198.51.100.7");
        Account account = await OnlyAsync("kalle@domain.se");
        Assert.Equal("{SSHA}abc=", account.PasswordHash);
        Assert.Equal(5000u, account.UserId);
        Assert.Equal(5001u, account.GroupId);
        Assert.Equal("/var/mail/kalle", account.Home);
        Assert.Equal("maildir:~/Maildir", account.MailLocation);
        Assert.Equal(["192.0.2.0/24", "2001:db8::/64", "198.51.100.7/32"], account.AllowedNetworks.Select(network => network.ToString()));
        Assert.Equal(
            ["allow_nets=192.0.2.17/24,2001:db8::1/64,::ffff:198.51.100.7", "nologin=", "reason=Ask=us", "userdb_quota_rule=*:bytes=1G"],
            account.ExtraFields.Select(field => $"{field.Key}={field.Value}").Order(StringComparer.Ordinal));
        Assert.Null(account.BareUsernames);
    }

    [Theory]
    [InlineData("", false, null)]
    [InlineData("reason=moved", false, "moved")]
    [InlineData("nologin", true, null)]
    [InlineData("nologin=y reason=moved", true, "moved")]
    public async Task Who_may_not_log_in_is_refused_by_the_engine_itself_and_not_by_those_servers_alone_that_know_the_field(string fields, bool refuses, string? reason)
    {
        file.Write($"kalle@domain.se:{{PLAIN}}x::::::{fields}");
        Account account = await OnlyAsync("kalle@domain.se");
        Assert.Equal((AccountStatus.Active, refuses, reason), (account.Status, account.RefusesLogin, account.RefusalReason));
    }

    [Theory]
    [InlineData("k@d.se:", null)]
    [InlineData("k@d.se:{PLAIN}x", "{PLAIN}x")]
    [InlineData("k@d.se:$6$salt$hash:::", "$6$salt$hash")]
    [InlineData("k@d.se:x1Vb6Ql0:1:1", "x1Vb6Ql0")]
    [InlineData("k@d.se:aaBB..[13]", "{CRYPT}aaBB..")]
    [InlineData("k@d.se:900150983cd24fb0d6963f7d28e17f72[34]", "{PLAIN-MD5}900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("k@d.se:0b3c[56]", "{DIGEST-MD5}0b3c")]
    [InlineData("k@d.se:{PLAIN}[13]", "{PLAIN}[13]")]
    [InlineData("k@d.se:[13]", "[13]")]
    public async Task The_password_is_kept_as_it_is_stored(string line, string? hash)
    {
        file.Write(line);
        Assert.Equal(hash, (await OnlyAsync("k@d.se")).PasswordHash);
    }

    /// <summary>DIGEST-MD5 is over the username as the file has it.</summary>
    [Theory]
    [InlineData("k@d.se:x", null)]
    [InlineData("K@d.se:x", "K@d.se")]
    [InlineData("k:x", "k")]
    public async Task The_username_that_the_hash_was_made_over_is_the_one_of_the_line(string line, string? hashedUsername)
    {
        file.Write(line);
        Assert.Equal(hashedUsername, (await OnlyAsync("k@d.se", new PasswdFileOptions { Domain = "d.se" })).HashedUsername);
    }

    [Theory]
    [InlineData("k@d.se:x:1000:100::/home::userdb_home=/other userdb_uid=7 userdb_gid=8", 7u, 8u, "/other", "")]
    [InlineData("k@d.se:x:vmail:mail::", null, null, null, "userdb_gid=mail userdb_uid=vmail")]
    [InlineData("k@d.se:x:-1:4294967296::", null, null, null, "userdb_gid=4294967296 userdb_uid=-1")]
    [InlineData("k@d.se:x::::::", null, null, null, "")]
    public async Task User_and_group_are_numbers_or_left_to_the_mail_server(string line, uint? userId, uint? groupId, string? home, string fields)
    {
        file.Write(line);
        Account account = await OnlyAsync("k@d.se");
        Assert.Equal(userId, account.UserId);
        Assert.Equal(groupId, account.GroupId);
        Assert.Equal(home, account.Home);
        Assert.Equal(fields, string.Join(' ', account.ExtraFields.Select(field => $"{field.Key}={field.Value}").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_old_place_of_the_mail_location_is_read()
    {
        file.Write("k@d.se:x:1:1::/home:/bin/sh::mbox:~/mail");
        Assert.Equal("mbox:~/mail", (await OnlyAsync("k@d.se")).MailLocation);
    }

    [Theory]
    [InlineData("local", "0.0.0.0/32")]
    [InlineData("127.0.0.1,local", "127.0.0.1/32 0.0.0.0/32")]
    [InlineData("10.0.0.0/8, ::1", "10.0.0.0/8")]
    [InlineData("10.0.0.0/8,::1", "10.0.0.0/8 ::1/128")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("", null)]
    [InlineData(",", null)]
    [InlineData("office", null)]
    [InlineData("10.0.0.0/33", null)]
    [InlineData("10.0.0.0/", null)]
    [InlineData("10.0.0", null)]
    [InlineData("010.0.0.1", null)]
    [InlineData("0x7f.0.0.1", null)]
    [InlineData("fe80::1%eth0", null)]
    [InlineData("192.0.2.1,10.0.0.0/-1", null)]
    public async Task Allow_nets_that_can_not_be_read_never_open_an_account(string networks, string? expected)
    {
        file.Write($"k@d.se:x::::::allow_nets={networks}");
        PasswdFileAccountStore store = new(file.Path);
        Account? account = await store.FindByAddressAsync("k@d.se", Token);
        Assert.Equal(expected, account is null ? null : string.Join(' ', account.AllowedNetworks));
        Assert.Equal(expected is null ? 1 : 0, store.Problems.Count);
    }

    [Fact]
    public async Task Bad_lines_are_reported_with_their_numbers_and_the_others_kept()
    {
        byte[] bytes =
        [
            .. "\uFEFFfirst@d.se:{PLAIN}secret\r\n"u8,
            .. "# a comment: with a colon\n\n  \n"u8,
            .. "nocolon-secret\n"u8,
            .. ":secret\n"u8,
            .. "kalle:{PLAIN}secret\n"u8,
            .. "FIRST@d.se:{PLAIN}secret2\n"u8,
            .. "latin@d.se:{PLAIN}secret-\xE5\n"u8[..^4], 0xE5, (byte)'\n',
            .. "nul@d.se:{PLAIN}secret\0\n"u8,
            .. "long@d.se:{PLAIN}secret"u8, .. Enumerable.Repeat((byte)'x', 200_000), (byte)'\n',
            .. "last@d.se:{PLAIN}secret"u8,
        ];
        file.WriteBytes(bytes);
        RecordingLogger logger = new();
        PasswdFileAccountStore store = new(file.Path, logger: logger);
        Assert.Equal("{PLAIN}secret", (await store.FindByAddressAsync("first@d.se", Token))?.PasswordHash);
        Assert.NotNull(await store.FindByAddressAsync("last@d.se", Token));
        Assert.Equal([5, 6, 7, 8, 9, 10, 11], store.Problems.Select(problem => problem.Line));
        Assert.Equal(
            ["colon", "username", "no domain", "first@d.se", "UTF-8", "control", "longer"],
            store.Problems.Select(problem => new[] { "colon", "no domain", "username", "first@d.se", "UTF-8", "control", "longer" }.First(word => problem.Message.Contains(word, StringComparison.Ordinal))));
        Assert.All(store.Problems, problem => Assert.StartsWith($"{file.Path}:{problem.Line}: ", problem.ToString(), StringComparison.Ordinal));
        Assert.Equal(7, logger.Of(1301).Count());
        Assert.DoesNotContain(logger.Entries, entry => entry.Message.Contains("secret", StringComparison.Ordinal));
        Assert.DoesNotContain(store.Problems, problem => problem.ToString().Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_bad_lines_is_reported_within_bounds()
    {
        file.Write([.. Enumerable.Repeat("bad", 5000)]);
        RecordingLogger logger = new();
        PasswdFileAccountStore store = new(file.Path, logger: logger);
        Assert.Equal(1000, store.Problems.Count);
        Assert.Contains("4000", Assert.Single(logger.Of(1302)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_ends_wherever_the_buffer_does()
    {
        StringBuilder text = new();
        List<string> addresses = [];
        for (int i = 0; text.Length < 300_000; i++)
        {
            addresses.Add($"u{i}@d.se");
            text.Append(addresses[^1]).Append(":{PLAIN}").Append('x', i * 37 % 16_000).Append('\n');
        }

        file.WriteBytes(Encoding.UTF8.GetBytes(text.ToString()));
        PasswdFileAccountStore store = new(file.Path);
        PasswdFileScanStore scan = new(file.Path);
        Assert.Empty(store.Problems);
        for (int i = 0; i < addresses.Count; i++)
        {
            int length = 7 + (i * 37 % 16_000);
            Assert.Equal(length, (await store.FindByAddressAsync(addresses[i], Token))?.PasswordHash?.Length);
            Assert.Equal(length, (await scan.FindByAddressAsync(addresses[i], Token))?.PasswordHash?.Length);
        }
    }

    [Fact]
    public async Task An_entry_without_a_domain_is_of_the_files_domain_and_has_its_bare_username()
    {
        file.Write("kalle:{PLAIN}bare", "anna@kund.se:{PLAIN}full", "KALLE@domain.se:{PLAIN}duplicate");
        PasswdFileOptions options = new() { Domain = "Domain.SE" };
        foreach (IAccountStore store in new IAccountStore[] { new PasswdFileAccountStore(file.Path, options), new PasswdFileScanStore(file.Path, options) })
        {
            Account? kalle = await store.FindByAddressAsync("kalle@domain.se", Token);
            Assert.Equal("{PLAIN}bare", kalle?.PasswordHash);
            Assert.Equal(["kalle"], kalle?.BareUsernames);
            Assert.Equal("kalle@domain.se", Assert.Single(await store.FindByLegacyUsernameAsync("kalle", null, 2, Token)).Address);
            Assert.Single(await store.FindByLegacyUsernameAsync("kalle", "domain.se", 2, Token));
            Assert.Empty(await store.FindByLegacyUsernameAsync("kalle", "kund.se", 2, Token));
            Assert.Empty(await store.FindByLegacyUsernameAsync("anna", null, 2, Token));
            Assert.Null((await store.FindByAddressAsync("anna@kund.se", Token))?.BareUsernames);
        }
    }

    [Fact]
    public void Options_out_of_range_are_refused_at_once()
    {
        Assert.Throws<ArgumentException>(() => new PasswdFileAccountStore(""));
        Assert.Throws<ArgumentException>(() => new PasswdFileScanStore(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PasswdFileAccountStore(file.Path, new PasswdFileOptions { CheckInterval = TimeSpan.FromSeconds(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PasswdFileAccountStore(file.Path, new PasswdFileOptions { CheckInterval = TimeSpan.FromHours(2) }));
    }

    private async Task<Account> OnlyAsync(string address, PasswdFileOptions? options = null)
    {
        PasswdFileAccountStore store = new(file.Path, options);
        Assert.Empty(store.Problems);
        Account? account = await store.FindByAddressAsync(address, Token);
        Assert.NotNull(account);
        return account;
    }
}
