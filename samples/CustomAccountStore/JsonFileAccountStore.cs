using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MailAuth.Accounts;
using MailAuth.Usernames;

namespace CustomAccountStore;

/// <summary>
/// Accounts in one JSON file, as a control panel may write it: an array of objects like
/// <c>{ "address": "kalle@domain.se", "passwordHash": "{ARGON2ID}…", "bareUsernames": [ "kalle" ] }</c>, with <c>"status": "disabled"</c> and a <c>statusReason</c> where needed.
/// It is read again at every look-up, which is enough for some thousand accounts; a store that has more of them asks a database in the same four methods.
/// </summary>
public sealed class JsonFileAccountStore : IAccountStore, IAccountHashWriter, IDisposable
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // A file, not a web page: + and å stay as they are.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, // What is not understood would be lost when a hash is replaced.
        WriteIndented = true,
    };

    private readonly string path;
    private readonly UsernameNormalizer normalizer;
    private readonly SemaphoreSlim writing = new(1);

    /// <summary>Opens the store. The file is not read yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="normalizer">The host's normalizer, such as <c>policy.Normalizer</c>; <see langword="null"/> for one with the default options.</param>
    public JsonFileAccountStore(string path, UsernameNormalizer? normalizer = null)
    {
        this.path = Path.GetFullPath(path);
        this.normalizer = normalizer ?? new UsernameNormalizer(new UsernameOptions());
    }

    /// <inheritdoc/>
    public async ValueTask<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken)
    {
        IReadOnlyList<Account> accounts = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return accounts.FirstOrDefault(account => Same(account.Address, address));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Account>> FindByLegacyUsernameAsync(string bareUsername, string? domain, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        IReadOnlyList<Account> accounts = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return [.. accounts.Where(account => account.BareUsernames?.Contains(bareUsername, StringComparer.Ordinal) == true && (domain is null || Same(Halves(account).Domain, domain))).Take(limit)];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Account>> FindByLocalPartAsync(string localPart, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        IReadOnlyList<Account> accounts = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return [.. accounts.Where(account => Same(Halves(account).LocalPart, localPart)).Take(limit)];
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryReplaceHashAsync(string address, string expectedHash, string newHash, CancellationToken cancellationToken)
    {
        // Callers of this process take turns; another process that writes is a fault for the moment: the hash is due again at the next login.
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            StoredAccount[] stored = await LoadAsync(cancellationToken).ConfigureAwait(false);
            int found = Array.FindIndex(stored, account => Same(ToAccount(account).Address, address));
            if (found < 0 || !Same(stored[found].PasswordHash, expectedHash))
            {
                return false;
            }

            stored[found].PasswordHash = newHash;
            await SaveAsync(stored, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (IsFault(fault))
        {
            throw new AccountStoreException($"{path} can't be written", fault);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => writing.Dispose();

    /// <summary>Every key is compared like this: a culture, or a file system that ignores case, would take one person for another.</summary>
    private static bool Same(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.Ordinal);

    /// <summary>A service identity, whose address has no domain, has no local-part either that could be taken for somebody's.</summary>
    private static (string? LocalPart, string? Domain) Halves(Account account) =>
        account.Address.LastIndexOf('@') is >= 0 and int at ? (account.Address[..at], account.Address[(at + 1)..]) : (null, null);

    /// <summary>What makes the store unable to answer. Never an empty answer instead: users would be told that their password is wrong.</summary>
    private static bool IsFault(Exception fault) => fault is IOException or UnauthorizedAccessException or JsonException or ArgumentException;

    private async ValueTask<IReadOnlyList<Account>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            Account[] accounts = [.. (await LoadAsync(cancellationToken).ConfigureAwait(false)).Select(ToAccount)];
            return accounts.DistinctBy(account => account.Address, StringComparer.Ordinal).Count() == accounts.Length
                ? accounts
                : throw new JsonException("Two accounts have the same canonical address.");
        }
        catch (Exception fault) when (IsFault(fault))
        {
            throw new AccountStoreException($"{path} can't be read", fault);
        }
    }

    /// <summary>People write the file: names become canonical here, and what can't be a name is a fault.</summary>
    private Account ToAccount(StoredAccount stored) =>
        new Account(stored.Address, stored.PasswordHash) { BareUsernames = stored.BareUsernames, Status = stored.Status ?? AccountStatus.Active, StatusReason = stored.StatusReason }.Normalize(normalizer);

    private async ValueTask<StoredAccount[]> LoadAsync(CancellationToken cancellationToken)
    {
        var file = new FileStream(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous });
        await using (file.ConfigureAwait(false))
        {
            return await JsonSerializer.DeserializeAsync<StoredAccount[]>(file, Format, cancellationToken).ConfigureAwait(false) ?? throw new JsonException("The file holds no array.");
        }
    }

    /// <summary>A new file, complete and on the disk, takes the old one's place: who is killed in between leaves one or the other.</summary>
    private async ValueTask SaveAsync(StoredAccount[] stored, CancellationToken cancellationToken)
    {
        var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = File.GetUnixFileMode(path);
        }

        var next = new FileStream(path + ".new", create);
        await using (next.ConfigureAwait(false))
        {
            await JsonSerializer.SerializeAsync(next, stored, Format, cancellationToken).ConfigureAwait(false);
            next.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>An account as the file has it. Not a record: a record's printed form would hold the password hash.</summary>
    private sealed class StoredAccount
    {
        public required string Address { get; init; }

        public string? PasswordHash { get; set; }

        public string[]? BareUsernames { get; init; }

        public AccountStatus? Status { get; init; }

        public string? StatusReason { get; init; }
    }
}
