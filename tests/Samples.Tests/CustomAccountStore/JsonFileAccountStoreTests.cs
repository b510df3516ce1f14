using System.Text.Json;
using CustomAccountStore;
using MailAuth.Accounts;
using MailAuth.StoreSpecification;

namespace Samples.Tests.CustomAccountStore;

/// <summary>samples/CustomAccountStore keeps the contract that its reader's own store has to keep. The file is changed as a control panel would: by replacing it.</summary>
public sealed class JsonFileAccountStoreTests : AccountStoreSpecification, IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mailauth-json-").FullName;
    private readonly List<JsonFileAccountStore> stores = [];

    protected override bool KeepsSenderAddresses => false;

    protected override bool KeepsAllowedNetworks => false;

    protected override bool KeepsOverrides => false;

    protected override bool KeepsHashedUsername => false;

    protected override bool KeepsCreated => false;

    protected override bool KeepsBareUsernameLastUsed => false;

    protected override bool KeepsMailFields => false;

    protected override bool KeepsExtraFields => false;

    private string File => Path.Combine(directory, "accounts.json");

    public void Dispose()
    {
        stores.ForEach(store => store.Dispose());
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Addresses_that_people_write_become_canonical()
    {
        JsonFileAccountStore store = Open("""[ { "address": "Kalle@Domain.SE", "passwordHash": "{PLAIN}x", "bareUsernames": [ "KALLE" ] } ]""");
        Account? kalle = await store.FindByAddressAsync("kalle@domain.se", TestContext.Current.CancellationToken);
        Assert.Equal("kalle@domain.se", kalle?.Address);
        Assert.Equal(["kalle"], kalle!.BareUsernames!);
        Assert.True(await store.TryReplaceHashAsync("kalle@domain.se", "{PLAIN}x", "{PLAIN}y", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""[ { "address": "kalle@domain.se" }, { "address": "Kalle@domain.se" } ]""")]
    [InlineData("""[ { "address": "kalle@domain.se", "adress": "lisa@domain.se" } ]""")]
    [InlineData("""[ { "address": "kalle@domain.se", "passwordHash": "{PLAIN}x", "passwordHash": "{PLAIN}y" } ]""")]
    [InlineData("""[ { "address": "kalle@-domain-.se" } ]""")]
    [InlineData("""[ { "passwordHash": "{PLAIN}x" } ]""")]
    [InlineData("""[ { "address": "kalle@domain.se" """)]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_file_that_is_wrong_is_a_fault_and_no_answer(string content)
    {
        JsonFileAccountStore store = Open(content);
        await Assert.ThrowsAsync<AccountStoreException>(async () => await store.FindByAddressAsync("kalle@domain.se", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_hash_that_another_process_is_replacing_is_left_to_it()
    {
        JsonFileAccountStore store = Open("""[ { "address": "kalle@domain.se", "passwordHash": "{PLAIN}x" } ]""");
        // Whoever has it open at all: the store alone asks to be the only one.
        using (new FileStream(File + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            await Assert.ThrowsAsync<AccountStoreException>(async () => await store.TryReplaceHashAsync("kalle@domain.se", "{PLAIN}x", "{PLAIN}y", TestContext.Current.CancellationToken));
        }

        Assert.True(await store.TryReplaceHashAsync("kalle@domain.se", "{PLAIN}x", "{PLAIN}y", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_replaced_file_is_as_private_as_it_was_and_leaves_nothing_but_its_lock()
    {
        JsonFileAccountStore store = Open("""[ { "address": "kalle@domain.se", "passwordHash": "{PLAIN}x" } ]""");
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.True(await store.TryReplaceHashAsync("kalle@domain.se", "{PLAIN}x", "{PLAIN}y", TestContext.Current.CancellationToken));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }

        Assert.Equal(["accounts.json", "accounts.json.lock"], Directory.GetFiles(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    protected override ValueTask<IAccountStore> CreateAsync(IReadOnlyList<Account> accounts) => new(Open(Content(accounts)));

    protected override ValueTask ReplaceAsync(IAccountStore store, IReadOnlyList<Account> accounts)
    {
        System.IO.File.WriteAllText(File + ".panel", Content(accounts));
        System.IO.File.Move(File + ".panel", File, overwrite: true);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask<bool> BreakAsync(IAccountStore store)
    {
        System.IO.File.Delete(File);
        return new(true);
    }

    private static string Content(IReadOnlyList<Account> accounts) => JsonSerializer.Serialize(accounts.Select(account => new
    {
        address = account.Address,
        passwordHash = account.PasswordHash,
        bareUsernames = account.BareUsernames,
        status = account.Status == AccountStatus.Active ? null : "disabled",
        statusReason = account.StatusReason,
    }));

    private JsonFileAccountStore Open(string content)
    {
        System.IO.File.WriteAllText(File, content);
        stores.Add(new JsonFileAccountStore(File));
        return stores[^1];
    }
}
