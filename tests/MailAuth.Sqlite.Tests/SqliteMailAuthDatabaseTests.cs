using System.Text;
using MailAuth.Accounts;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth.Sqlite.Tests;

/// <summary>The file itself: made once, by whoever comes first, and a fault of it is never an empty answer.</summary>
public sealed class SqliteMailAuthDatabaseTests : IDisposable
{
    private readonly TemporaryDatabase file = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static UsageRecord[] Batch { get; } =
        [new UsageRecord { Address = "kalle@domain.se", Form = UsernameForm.LocalPart, Protocol = MailProtocol.Imap, Time = new(2009, 9, 1, 12, 0, 0, TimeSpan.Zero) }];

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task The_file_is_made_on_first_use_for_its_owner_alone()
    {
        SqliteAccountStore store = file.OpenStore();
        Assert.False(File.Exists(file.File));
        Assert.Equal(0, await store.CountAsync(Token));
        await store.SaveAsync(TemporaryDatabase.Kalle, Token);
        string[] paths = Directory.GetFiles(file.Directory);
        Assert.Contains(file.File + "-wal", paths);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (string path in paths)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task The_file_has_a_write_ahead_log()
    {
        using (SqliteMailAuthDatabase database = new(file.File))
        {
            await new SqliteAccountStore(database).SaveAsync(TemporaryDatabase.Kalle, Token);
        }

        // The file format's read and write versions: 2 is a write-ahead log (https://sqlite.org/fileformat2.html, section 1.3.3).
        byte[] bytes = await File.ReadAllBytesAsync(file.File, Token);
        Assert.Equal([2, 2], bytes[18..20]);
    }

    [Fact]
    public async Task Many_that_make_the_file_at_once_make_it_once()
    {
        SqliteAccountStore[] stores = [.. Enumerable.Range(0, 16).Select(_ => file.OpenStore(busyTimeout: TimeSpan.FromSeconds(30)))];
        await Task.WhenAll(stores.Select((store, index) => Task.Run(() => store.SaveAsync(new Account($"u{index}@domain.se", "{PLAIN}x"), Token).AsTask(), Token)));
        Assert.All(stores, store => Assert.Equal(stores.Length, store.CountAsync(Token).AsTask().Result));
    }

    [Fact]
    public async Task What_one_process_writes_another_reads_at_once()
    {
        SqliteAccountStore one = file.OpenStore();
        SqliteAccountStore other = file.OpenStore();
        await one.SaveAsync(TemporaryDatabase.Kalle, Token);
        Assert.NotNull(await other.FindByAddressAsync("kalle@domain.se", Token));
        Assert.True(await other.TryReplaceHashAsync("kalle@domain.se", "{PLAIN}kalle", "{PLAIN}new", Token));
        Assert.False(await one.TryReplaceHashAsync("kalle@domain.se", "{PLAIN}kalle", "{PLAIN}late", Token));
        Assert.Equal("{PLAIN}new", (await one.FindByAddressAsync("kalle@domain.se", Token))?.PasswordHash);
    }

    [Fact]
    public async Task A_busy_file_is_read_and_not_written()
    {
        SqliteMailAuthDatabase database = file.Open();
        SqliteAccountStore store = new(database);
        await store.SaveAsync(TemporaryDatabase.Kalle, Token);
        using (SqliteLease writer = file.Open().Lease())
        using (writer.Session.Begin())
        {
            Assert.NotNull(await store.FindByAddressAsync("kalle@domain.se", Token));
            AccountStoreException exception = await ThrowsAsync(async () => await store.TryReplaceHashAsync("kalle@domain.se", "{PLAIN}kalle", "{PLAIN}new", Token));
            Assert.Contains(file.File, exception.Message, StringComparison.Ordinal);
            Assert.Contains("busy", exception.Message, StringComparison.Ordinal);
            await ThrowsAsync(async () => await store.SaveAsync(TemporaryDatabase.Kalle, Token));
            await ThrowsAsync(async () => await new SqliteUsageSink(database).WriteAsync(Batch, Token));
        }

        // The writer is gone: everything works again, and nothing of what failed is there.
        Assert.True(await store.TryReplaceHashAsync("kalle@domain.se", "{PLAIN}kalle", "{PLAIN}new", Token));
        await new SqliteUsageSink(database).WriteAsync(Batch, Token);
        Assert.Equal(1, Assert.Single(await LinesAsync(database)).Count);
    }

    [Fact]
    public async Task A_file_that_may_only_be_read_is_read_and_not_written()
    {
        await file.OpenStore().SaveAsync(TemporaryDatabase.Kalle, Token);
        SqliteMailAuthDatabase database = file.Open(readOnly: true);
        SqliteAccountStore store = new(database);
        Assert.NotNull(await store.FindByAddressAsync("kalle@domain.se", Token));
        Assert.Single(await store.FindByLegacyUsernameAsync("kalle", null, 2, Token));
        await ThrowsAsync(async () => await store.TryReplaceHashAsync("kalle@domain.se", "{PLAIN}kalle", "{PLAIN}new", Token));
        await ThrowsAsync(async () => await store.SaveAsync(TemporaryDatabase.Kalle, Token));
        await ThrowsAsync(async () => await store.RemoveAsync("kalle@domain.se", Token));
        await ThrowsAsync(async () => await new SqliteUsageSink(database).WriteAsync(Batch, Token));
        Assert.Equal("{PLAIN}kalle", (await store.FindByAddressAsync("kalle@domain.se", Token))?.PasswordHash);
    }

    [Fact]
    public async Task A_file_that_may_only_be_read_is_not_made()
    {
        await ThrowsAsync(async () => await file.OpenStore(readOnly: true).CountAsync(Token));
        Assert.False(File.Exists(file.File));
        await File.WriteAllBytesAsync(file.File, [], Token);
        await ThrowsAsync(async () => await file.OpenStore(readOnly: true).CountAsync(Token));
    }

    [Fact]
    public async Task A_full_file_takes_nothing_and_keeps_what_it_has()
    {
        SqliteMailAuthDatabase database = file.Open();
        SqliteAccountStore store = new(database);
        await store.SaveAsync(TemporaryDatabase.Kalle, Token);
        using (SqliteLease lease = database.Lease())
        {
            lease.Session.Execute("PRAGMA max_page_count = 1");
        }

        await ThrowsAsync(async () => await store.ImportAsync(Enumerable.Range(0, 10_000).Select(i => new Account($"u{i}@domain.se", "{PLAIN}x")), Token));
        Assert.Equal(1, await store.CountAsync(Token));
        Assert.NotNull(await store.FindByAddressAsync("kalle@domain.se", Token));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_a_fault_and_stays_as_it_is()
    {
        byte[] garbage = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("kalle:{PLAIN}secret\n", 500)));
        await File.WriteAllBytesAsync(file.File, garbage, Token);
        AccountStoreException exception = await ThrowsAsync(async () => await file.OpenStore().FindByAddressAsync("kalle@domain.se", Token));
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(garbage, await File.ReadAllBytesAsync(file.File, Token));
    }

    [Fact]
    public async Task A_damaged_database_is_a_fault()
    {
        using (SqliteMailAuthDatabase database = new(file.File))
        {
            await new SqliteAccountStore(database).ImportAsync(Enumerable.Range(0, 1000).Select(i => new Account($"u{i}@domain.se", "{PLAIN}x")), Token);
        }

        byte[] bytes = await File.ReadAllBytesAsync(file.File, Token);
        bytes.AsSpan(4096).Fill(0xFF);
        await File.WriteAllBytesAsync(file.File, bytes, Token);
        await ThrowsAsync(async () => await file.OpenStore().FindByAddressAsync("u500@domain.se", Token));
    }

    [Fact]
    public async Task Another_programs_database_is_refused_and_stays_as_it_is()
    {
        using (SqliteMailAuthDatabase database = new(file.File))
        using (SqliteLease lease = database.Lease())
        {
            lease.Session.Execute("PRAGMA application_id = 7");
        }

        Assert.Contains("another program", (await ThrowsAsync(async () => await file.OpenStore().CountAsync(Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_a_newer_version_are_refused_and_stay_as_they_are()
    {
        using (SqliteMailAuthDatabase database = new(file.File))
        using (SqliteLease lease = database.Lease())
        {
            lease.Session.Execute("PRAGMA user_version = 4");
        }

        AccountStoreException exception = await ThrowsAsync(async () => await file.OpenStore().FindByAddressAsync("kalle@domain.se", Token));
        Assert.Contains("version 3", exception.Message, StringComparison.Ordinal);
        Assert.Contains("newer", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tables_of_the_first_version_are_read_as_they_are_and_brought_up_to_date_by_whoever_may_write(bool readOnly)
    {
        await file.OpenStore().SaveAsync(TemporaryDatabase.Kalle, Token);
        using (SqliteMailAuthDatabase database = new(file.File))
        using (SqliteLease lease = database.Lease())
        {
            lease.Session.Execute("DROP TABLE usage_batches; DROP TABLE unauthenticated_mail; PRAGMA user_version = 1");
        }

        using SqliteMailAuthDatabase older = new(file.File, new SqliteMailAuthOptions { ReadOnly = readOnly });
        Assert.NotNull(await new SqliteAccountStore(older).FindByAddressAsync("kalle@domain.se", Token));
        if (!readOnly)
        {
            await new SqliteUsageSink(older).WriteOnceAsync("usage-1#0", Batch, Token);
            Assert.Single(await LinesAsync(older));
        }
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_a_fault()
    {
        using SqliteMailAuthDatabase database = new(Path.Combine(file.Directory, "nowhere", "mailauth.db"));
        await ThrowsAsync(async () => await new SqliteAccountStore(database).FindByAddressAsync("kalle@domain.se", Token));
        await ThrowsAsync(async () => await new SqliteUsageSink(database).WriteAsync(Batch, Token));
        Assert.Empty(Directory.GetFileSystemEntries(file.Directory));
    }

    [Fact]
    public async Task A_database_that_is_disposed_of_is_not_opened_again()
    {
        SqliteMailAuthDatabase database = file.Open();
        SqliteAccountStore store = new(database);
        await store.SaveAsync(TemporaryDatabase.Kalle, Token);
        SqliteLease inUse = database.Lease();
        database.Dispose();
        inUse.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.CountAsync(Token));

        // The last connection takes the log into the file and removes it: none was left open.
        Assert.Equal([file.File], Directory.GetFiles(file.Directory));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(60_001)]
    public void A_wait_out_of_its_range_is_refused(int milliseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SqliteMailAuthDatabase(file.File, new SqliteMailAuthOptions { BusyTimeout = TimeSpan.FromMilliseconds(milliseconds) }));

    private static async Task<AccountStoreException> ThrowsAsync(Func<Task> action) => await Assert.ThrowsAsync<AccountStoreException>(action);

    private static async Task<IReadOnlyList<SqliteUsageLine>> LinesAsync(SqliteMailAuthDatabase database) =>
        await new SqliteUsageReport(database).LinesAsync(new DateOnly(2009, 1, 1), new DateOnly(2010, 1, 1), Token);
}
