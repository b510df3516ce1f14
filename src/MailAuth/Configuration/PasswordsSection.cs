using MailAuth.Passwords;

namespace MailAuth.Configuration;

/// <summary>Reads <c>passwords</c>.</summary>
internal static class PasswordsSection
{
    public static void Read(SettingReader reader, PasswordOptions options)
    {
        reader.Section("argon2", options.Argon2, ReadArgon2);
        reader.Section("limits", options.Limits, ReadLimits);
        reader.Section("executor", options.Executor, ReadExecutor);
        reader.Section("cache", options.Cache, ReadCache);
        options.DefaultScheme = reader.Text("defaultScheme") ?? options.DefaultScheme;
        options.ReadWindows1252 = reader.Flag("readWindows1252") ?? options.ReadWindows1252;
        options.OpaqueString = reader.Flag("opaqueString") ?? options.OpaqueString;
        options.Rehash = reader.Flag("rehash") ?? options.Rehash;
        options.NoRehashDomains = reader.TextList("noRehashDomains") ?? options.NoRehashDomains;
    }

    private static void ReadArgon2(SettingReader reader, Argon2Options options)
    {
        options.MemoryKiB = reader.Integer("memoryKiB") ?? options.MemoryKiB;
        options.Passes = reader.Integer("passes") ?? options.Passes;
        options.Lanes = reader.Integer("lanes") ?? options.Lanes;
    }

    private static void ReadLimits(SettingReader reader, PasswordLimits options)
    {
        options.Argon2MemoryKiB = reader.Integer("argon2MemoryKiB") ?? options.Argon2MemoryKiB;
        options.Argon2MemoryTimesPassesKiB = reader.Integer("argon2MemoryTimesPassesKiB") ?? options.Argon2MemoryTimesPassesKiB;
        options.Argon2Lanes = reader.Integer("argon2Lanes") ?? options.Argon2Lanes;
        options.BcryptCost = reader.Integer("bcryptCost") ?? options.BcryptCost;
        options.Pbkdf2Iterations = reader.Integer("pbkdf2Iterations") ?? options.Pbkdf2Iterations;
        options.ShaCryptRounds = reader.Integer("shaCryptRounds") ?? options.ShaCryptRounds;
        options.CryptRounds = reader.Integer("cryptRounds") ?? options.CryptRounds;
        options.ScramIterations = reader.Integer("scramIterations") ?? options.ScramIterations;
        options.ScryptMemoryKiB = reader.Integer("scryptMemoryKiB") ?? options.ScryptMemoryKiB;
        options.StoredLength = reader.Integer("storedLength") ?? options.StoredLength;
    }

    private static void ReadCache(SettingReader reader, PasswordCacheOptions options)
    {
        options.Lifetime = reader.Duration("lifetime") ?? options.Lifetime;
        options.Entries = reader.Integer("entries") ?? options.Entries;
    }

    private static void ReadExecutor(SettingReader reader, HashExecutorOptions options)
    {
        options.Inline = reader.Flag("inline") ?? options.Inline;
        options.Threads = reader.Integer("threads") ?? options.Threads;
        options.MemoryMiB = reader.Integer("memoryMiB") ?? options.MemoryMiB;
        options.QueueLength = reader.Integer("queueLength") ?? options.QueueLength;
        options.Slots = reader.Integer("slots") ?? options.Slots;
        options.SlotWait = reader.Duration("slotWait") ?? options.SlotWait;
    }
}
