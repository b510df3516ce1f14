using MailAuth.Accounts;
using MailAuth.Usernames;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Tests.Accounts;

/// <summary>A host's passwd-file that is replaced, absent or broken while the host runs.</summary>
public sealed class PasswdFileReloadTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly PasswdFileText file = new();
    private readonly FakeTimeProvider clock = new();
    private readonly RecordingLogger logger = new();
    private readonly PasswdFileAccountStore store;

    public PasswdFileReloadTests() => store = new(file.Path, new PasswdFileOptions { CheckInterval = Interval }, timeProvider: clock, logger: logger);

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_replaced_file_is_read_again_when_the_interval_has_passed()
    {
        file.Write("k@d.se:{PLAIN}old");
        Assert.Equal("{PLAIN}old", await HashAsync());
        file.Write("k@d.se:{PLAIN}new");
        clock.Advance(Interval - TimeSpan.FromTicks(1));
        Assert.Equal("{PLAIN}old", await HashAsync());
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("{PLAIN}new", await HashAsync());
        Assert.Equal(2, logger.Of(1300).Count());
    }

    [Fact]
    public async Task A_file_that_was_not_replaced_is_not_read_again()
    {
        file.Write("k@d.se:{PLAIN}old", "bad");
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal("{PLAIN}old", await HashAsync());
            clock.Advance(Interval);
        }

        Assert.Single(logger.Of(1300));
        Assert.Single(logger.Of(1301));
    }

    [Fact]
    public async Task A_file_that_another_is_renamed_over_while_it_is_read_is_read_whole()
    {
        file.Write("k@d.se:{PLAIN}old", "l@d.se:{PLAIN}old");
        using PasswdFileReader reader = new(file.Path);
        PasswdFileStamp opened = PasswdFileStamp.Of(reader.Handle);
        file.Write("k@d.se:{PLAIN}new");

        PasswdFileSnapshot read = PasswdFileSnapshot.Read(file.Path, reader, opened, Parser());
        Assert.Equal("{PLAIN}old", (await read.Accounts.FindByAddressAsync("l@d.se", TestContext.Current.CancellationToken))?.PasswordHash);
        Assert.NotEqual(PasswdFileStamp.Of(file.Path), read.Stamp);
    }

    [Fact]
    public void A_file_that_is_written_to_while_it_is_read_is_not_taken_for_whole()
    {
        file.Write("k@d.se:{PLAIN}old");
        using PasswdFileReader reader = new(file.Path);
        PasswdFileStamp opened = PasswdFileStamp.Of(reader.Handle);
        File.AppendAllText(file.Path, "l@d.se:{PLAIN}new\n");
        Assert.Throws<IOException>(() => PasswdFileSnapshot.Read(file.Path, reader, opened, Parser()));
    }

    [Fact]
    public async Task While_the_file_is_absent_the_accounts_read_before_are_kept()
    {
        file.Write("k@d.se:{PLAIN}old");
        Assert.Equal("{PLAIN}old", await HashAsync());
        file.Delete();
        for (int i = 0; i < 3; i++)
        {
            clock.Advance(Interval);
            Assert.Equal("{PLAIN}old", await HashAsync());
        }

        Assert.Contains(file.Path, Assert.Single(logger.Of(1303)), StringComparison.Ordinal);
        file.Write("k@d.se:{PLAIN}new");
        clock.Advance(Interval);
        Assert.Equal("{PLAIN}new", await HashAsync());
    }

    [Fact]
    public async Task While_the_file_is_something_else_the_accounts_read_before_are_kept()
    {
        file.Write("k@d.se:{PLAIN}old");
        Assert.Equal("{PLAIN}old", await HashAsync());
        file.Delete();
        Directory.CreateDirectory(file.Path);
        clock.Advance(Interval);
        Assert.Equal("{PLAIN}old", await HashAsync());
        Assert.Single(logger.Of(1303));
    }

    [Fact]
    public async Task A_file_that_never_could_be_read_is_a_fault_until_it_can_be()
    {
        for (int i = 0; i < 3; i++)
        {
            AccountStoreException exception = await Assert.ThrowsAsync<AccountStoreException>(HashAsync);
            Assert.Contains(file.Path, exception.Message, StringComparison.Ordinal);
            Assert.Throws<AccountStoreException>(() => store.Problems);
            clock.Advance(Interval);
        }

        Assert.Single(logger.Of(1304));
        file.Write("k@d.se:{PLAIN}new");
        Assert.Equal("{PLAIN}new", await HashAsync());
    }

    [Fact]
    public async Task A_file_that_turns_empty_is_believed_at_the_second_look()
    {
        file.Write("k@d.se:{PLAIN}old");
        Assert.Equal("{PLAIN}old", await HashAsync());
        file.Write();
        clock.Advance(Interval);
        Assert.Equal("{PLAIN}old", await HashAsync());
        clock.Advance(Interval);
        Assert.Null(await HashAsync());

        file.Write("k@d.se:{PLAIN}new");
        clock.Advance(Interval);
        Assert.Equal("{PLAIN}new", await HashAsync());
        file.Write();
        clock.Advance(Interval);
        Assert.Equal("{PLAIN}new", await HashAsync());
        file.Write("k@d.se:{PLAIN}newer");
        clock.Advance(Interval);
        Assert.Equal("{PLAIN}newer", await HashAsync());
    }

    [Fact]
    public async Task Many_first_look_ups_at_once_read_the_file_once()
    {
        file.Write("k@d.se:{PLAIN}x");
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => Assert.Equal("{PLAIN}x", await HashAsync()), TestContext.Current.CancellationToken)));
        Assert.Single(logger.Of(1300));
    }

    private static PasswdFileParser Parser() => new(new UsernameNormalizer(new UsernameOptions()), domain: null);

    private async Task<string?> HashAsync() => (await store.FindByAddressAsync("k@d.se", TestContext.Current.CancellationToken))?.PasswordHash;
}
