using System.Text;
using MailAuth.Accounts;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Win32.SafeHandles;

namespace MailAuth.Tests.Accounts;

/// <summary>Rehash for passwd-files, on request: one password is replaced and nothing else, and what can't be done safely is not done.</summary>
public sealed class PasswdFileRehashTests : IDisposable
{
    private const string Old = "{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr";
    private const string New = "{ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc";

    private readonly PasswdFileText file = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static PasswdFileOptions On => new() { Rehash = true };

    public void Dispose() => file.Dispose();

    [Fact]
    public void Without_the_option_a_store_never_writes_and_with_it_only_Open_makes_one()
    {
        Assert.IsNotType<IAccountHashWriter>(new PasswdFileAccountStore(file.Path), exactMatch: false);
        Assert.IsNotType<IAccountHashWriter>(new PasswdFileScanStore(file.Path), exactMatch: false);
        Assert.IsNotType<IAccountHashWriter>(PasswdFileAccountStore.Open(file.Path), exactMatch: false);
        Assert.IsNotType<IAccountHashWriter>(PasswdFileScanStore.Open(file.Path, new PasswdFileOptions()), exactMatch: false);
        Assert.IsType<IAccountHashWriter>(PasswdFileAccountStore.Open(file.Path, On), exactMatch: false);
        Assert.IsType<IAccountHashWriter>(PasswdFileScanStore.Open(file.Path, On), exactMatch: false);
        Assert.Throws<ArgumentException>(() => new PasswdFileAccountStore(file.Path, On));
        Assert.Throws<ArgumentException>(() => new PasswdFileScanStore(file.Path, On));
    }

    [Theory]
    [InlineData("k@d.se:OLD\n")]
    [InlineData("k@d.se:OLD")]
    [InlineData("k@d.se:OLD\r\nb@d.se:{PLAIN}x")]
    [InlineData("\uFEFFK@D.se:OLD:1000:100::/home/k:/bin/sh:userdb_mail=maildir:~/m nologin\n\n")]
    [InlineData("# k@d.se:OLD\n\n  \nno colon OLD\na@d.se:OLD\nk@d.se:OLD:::::\nk@d.se:OLD\nz@d.se:OLD")]
    [InlineData("k@d.se \u00E5:OLD\r\n\r\n\"k\"@d.se:OLD:\r\n\t\r\n#\r\n")]
    [InlineData("bad@d.se:OLD\u0001\nk@d.se:{PLAIN}OLD\u0002\nk@d.se:OLD:OLD:OLD\n")]
    public async Task Every_other_byte_of_the_file_stays(string text)
    {
        // The one line that counts is the first whose address it is; its password is what stands between the first two colons.
        string[] pieces = text.Split("OLD");
        int which = pieces.Length == 2 ? 1
            : text.StartsWith('#') ? 4
            : text.StartsWith("bad", StringComparison.Ordinal) ? 3
            : 2;
        string before = string.Join(Old, pieces[..which]);
        string after = string.Join(Old, pieces[which..]);
        foreach (IAccountStore store in new IAccountStore[] { PasswdFileAccountStore.Open(file.Path, On), PasswdFileScanStore.Open(file.Path, On) })
        {
            file.WriteBytes(Encoding.UTF8.GetBytes(before + Old + after));
            Assert.Equal(Old, (await store.FindByAddressAsync("k@d.se", Token))?.PasswordHash);

            Assert.True(await ((IAccountHashWriter)store).TryReplaceHashAsync("k@d.se", Old, New, Token));

            Assert.Equal(before + New + after, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file.Path, Token)));
            Assert.Equal(New, (await store.FindByAddressAsync("k@d.se", Token))?.PasswordHash);
            Assert.False(await ((IAccountHashWriter)store).TryReplaceHashAsync("k@d.se", Old, New, Token));
        }
    }

    [Fact]
    public async Task A_file_of_many_blocks_keeps_every_one_of_them()
    {
        StringBuilder text = new();
        for (int i = 0; text.Length < 400_000; i++)
        {
            text.Append(i % 7 == 0 ? "# " : "").Append('u').Append(i).Append("@d.se:{PLAIN}").Append('x', i * 37 % 16_000).Append(i % 5 == 0 ? "\r\n" : "\n");
        }

        string before = text.ToString();
        file.WriteBytes(Encoding.UTF8.GetBytes($"{before}k@d.se:{Old}\n{before}"));

        Assert.True(await Writer().TryReplaceHashAsync("k@d.se", Old, New, Token));

        Assert.Equal($"{before}k@d.se:{New}\n{before}", await File.ReadAllTextAsync(file.Path, Token));
    }

    [Fact]
    public async Task An_ending_that_names_a_scheme_goes_with_the_old_password()
    {
        file.Write("k@d.se:900150983cd24fb0d6963f7d28e17f72[34]:1:1");

        Assert.True(await Writer().TryReplaceHashAsync("k@d.se", "{PLAIN-MD5}900150983cd24fb0d6963f7d28e17f72", New, Token));

        Assert.Equal($"k@d.se:{New}:1:1\n", await File.ReadAllTextAsync(file.Path, Token));
    }

    [Theory]
    [InlineData("{PLAIN}a:b")]
    [InlineData("{PLAIN}a\nx@d.se:{PLAIN}b")]
    [InlineData("{PLAIN}a\r")]
    [InlineData("{PLAIN}a\0")]
    [InlineData("")]
    [InlineData("abcdefgh[13]")]
    public async Task A_value_that_the_file_would_give_back_as_another_is_refused(string value)
    {
        file.Write($"k@d.se:{Old}");

        AccountStoreException refusal = await Assert.ThrowsAsync<AccountStoreException>(async () => await Writer().TryReplaceHashAsync("k@d.se", Old, value, Token));

        Assert.Contains(file.Path, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("PLAIN", refusal.Message, StringComparison.Ordinal);
        Assert.Equal($"k@d.se:{Old}\n", await File.ReadAllTextAsync(file.Path, Token));
        Assert.Equal(["users", "users.mailauth-lock"], Names());
    }

    [Fact]
    public async Task A_value_that_is_no_text_or_makes_the_line_too_long_is_refused()
    {
        file.Write($"k@d.se:{Old}");

        await Assert.ThrowsAsync<AccountStoreException>(async () => await Writer().TryReplaceHashAsync("k@d.se", Old, "{PLAIN}a\uD800", Token));
        await Assert.ThrowsAsync<AccountStoreException>(async () => await Writer().TryReplaceHashAsync("k@d.se", Old, "{PLAIN}" + new string('x', 16 * 1024), Token));
    }

    [Fact]
    public async Task A_symbolic_link_stays_and_what_it_leads_to_is_replaced_and_read()
    {
        file.Write($"k@d.se:{Old}");
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(file.Path)!, "links")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "second"), "../users");
        string link = Path.Combine(folder, "first");
        File.CreateSymbolicLink(link, "second");
        FakeTimeProvider clock = new();
        PasswdFileAccountStore other = new(link, new PasswdFileOptions { CheckInterval = TimeSpan.FromSeconds(5) }, timeProvider: clock);
        Assert.Equal(Old, (await other.FindByAddressAsync("k@d.se", Token))?.PasswordHash);

        Assert.True(await ((IAccountHashWriter)PasswdFileScanStore.Open(link, On)).TryReplaceHashAsync("k@d.se", Old, New, Token));

        Assert.Equal(("second", "../users"), (new FileInfo(link).LinkTarget, new FileInfo(Path.Combine(folder, "second")).LinkTarget));
        Assert.Equal($"k@d.se:{New}\n", await File.ReadAllTextAsync(file.Path, Token));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(New, (await other.FindByAddressAsync("k@d.se", Token))?.PasswordHash);
    }

    [Fact]
    public async Task A_host_has_the_new_hash_at_once_and_reads_the_file_again()
    {
        FakeTimeProvider clock = new();
        RecordingLogger logger = new();
        var options = new PasswdFileOptions { Rehash = true, CheckInterval = TimeSpan.FromMinutes(5) };
        PasswdFileAccountStore store = PasswdFileAccountStore.Open(file.Path, options, timeProvider: clock, logger: logger);
        file.Write($"k@d.se:{Old}", $"b@d.se:{Old}");
        Assert.Equal(Old, (await store.FindByAddressAsync("k@d.se", Token))?.PasswordHash);

        // Another process replaces one, this one the other, and nobody's clock goes on.
        Assert.True(await Writer().TryReplaceHashAsync("b@d.se", Old, New, Token));
        Assert.True(await ((IAccountHashWriter)store).TryReplaceHashAsync("k@d.se", Old, New, Token));

        Assert.Equal(New, (await store.FindByAddressAsync("k@d.se", Token))?.PasswordHash);
        Assert.Equal(New, (await store.FindByAddressAsync("b@d.se", Token))?.PasswordHash);
        Assert.Equal(2, logger.Of(1300).Count());
        Assert.Empty(logger.Of(1303));
    }

    /// <summary>Who checks whether the file changed sees time of writing and length: both may be the same for replacements that follow each other at once.</summary>
    [Fact]
    public async Task Every_replacement_is_later_than_the_last()
    {
        string[] values = ["{PLAIN}aaaa", "{PLAIN}bbbb"];
        file.Write($"k@d.se:{values[0]}");
        File.SetLastWriteTimeUtc(file.Path, new DateTime(2109, 9, 7, 0, 0, 0, DateTimeKind.Utc));
        IAccountHashWriter writer = Writer();
        for (int i = 0; i < 10; i++)
        {
            DateTime before = File.GetLastWriteTimeUtc(file.Path);
            Assert.True(await writer.TryReplaceHashAsync("k@d.se", values[i % 2], values[(i + 1) % 2], Token));
            Assert.True(File.GetLastWriteTimeUtc(file.Path) > before);
        }
    }

    [Fact]
    public async Task Who_never_gets_the_lock_fails_after_a_while_and_leaves_the_file_alone()
    {
        file.Write($"k@d.se:{Old}");
        FakeTimeProvider clock = new();
        var writer = (IAccountHashWriter)PasswdFileAccountStore.Open(file.Path, On, timeProvider: clock);
        using SafeFileHandle? held = FileLocks.TryTake(file.Path + ".mailauth-lock", out _);
        Assert.NotNull(held);

        Task<bool> replacing = writer.TryReplaceHashAsync("k@d.se", Old, New, Token).AsTask();
        while (!replacing.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        AccountStoreException refusal = await Assert.ThrowsAsync<AccountStoreException>(async () => await replacing);
        Assert.Contains("locked", refusal.Message, StringComparison.Ordinal);
        Assert.Equal($"k@d.se:{Old}\n", await File.ReadAllTextAsync(file.Path, Token));

        held.Dispose();
        Assert.True(await writer.TryReplaceHashAsync("k@d.se", Old, New, Token));
    }

    [Fact]
    public async Task What_a_killed_process_has_left_is_in_nobodys_way()
    {
        file.Write($"k@d.se:{Old}");
        await File.WriteAllTextAsync(file.Path + ".mailauth-new", "k@d.se:{PLAIN}half", Token);

        Assert.True(await Writer().TryReplaceHashAsync("k@d.se", Old, New, Token));

        Assert.Equal($"k@d.se:{New}\n", await File.ReadAllTextAsync(file.Path, Token));
        Assert.Equal(["users", "users.mailauth-lock"], Names());
    }

    private IAccountHashWriter Writer() => (IAccountHashWriter)PasswdFileScanStore.Open(file.Path, On);

    private string[] Names() => [.. Directory.GetFileSystemEntries(Path.GetDirectoryName(file.Path)!).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
