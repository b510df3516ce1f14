using System.Diagnostics.CodeAnalysis;
using MailAuth.Passwords;
using Microsoft.Extensions.Configuration;

namespace MailAuth.Configuration;

/// <summary>
/// What <c>mailauth.json</c> says, or why it can't be used: the one reader of the configuration.
/// <para>The file is JSON (RFC 8259) in UTF-8, at most 1 MiB, one object whose members are those of <see cref="MailAuthOptions"/> in camel case, and <c>store</c>
/// (<see cref="StoreSettings"/>). Comments (<c>//</c> and <c>/* */</c>), trailing commas and a byte order mark are allowed.
/// An enumerated value is its name in camel case (<c>"allow"</c>), a date is local (<c>"2009-08-24"</c> or <c>"2009-08-24T06:00"</c>, no offset), a duration carries
/// its unit (<c>"500ms"</c>, <c>"1s"</c>, <c>"5m"</c>, <c>"1h"</c>, <c>"14d"</c>). What is left out keeps its default; null is an error.
/// Unknown keys (also those in another case), keys given twice, wrong types and contradictions are errors, and all of them are reported.</para>
/// </summary>
public sealed class MailAuthSettings
{
    /// <summary>The most that a file may hold, in bytes: 1 MiB.</summary>
    public const int MaximumBytes = 1_048_576;

    /// <summary>Where every program of a host looks for the file that nobody names: <c>/etc/mailauth/mailauth.json</c>.</summary>
    public const string DefaultPath = "/etc/mailauth/mailauth.json";

    /// <summary>The environment variable that names another one: <c>MAILAUTH_CONFIG</c>.</summary>
    public const string PathVariable = "MAILAUTH_CONFIG";

    private readonly SettingOrigin origin;
    private readonly MailAuthOptions? options;

    private MailAuthSettings(SettingOrigin origin, ConfigurationProblems problems)
    {
        this.origin = origin;
        if (origin.Root is { } root)
        {
            options = new MailAuthOptions();
            Store = Read(root, options, problems);
        }

        Problems = origin.Locate(problems.All);
    }

    /// <summary>The file, as it was named; <see langword="null"/> where the settings came from an <see cref="IConfiguration"/>.</summary>
    public string? File => origin.File;

    /// <summary>All that is wrong with the text itself, each with its place. Empty where it can be read; compiling then checks what it says.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }

    /// <summary>Whether the text can be read.</summary>
    [MemberNotNullWhen(true, nameof(Options))]
    public bool IsReadable => Problems.Count == 0;

    /// <summary>The options, which may still be changed before they are compiled; <see langword="null"/> where there are <see cref="Problems"/>.</summary>
    public MailAuthOptions? Options => IsReadable ? options : null;

    /// <summary>Where accounts are kept; <see langword="null"/> where that is not said.</summary>
    public StoreSettings? Store { get; }

    /// <summary>Reads a file, once: <see cref="MailAuthConfigurationFile"/> reads it again when it changes.</summary>
    /// <param name="path">The path, absolute or relative to the current directory. Relative paths in the file are relative to its folder.</param>
    /// <returns>The settings. A file that is missing, unreadable or wrong gives <see cref="Problems"/>, never an exception.</returns>
    public static MailAuthSettings Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var problems = new ConfigurationProblems();
        byte[]? bytes = SettingsFile.Read(path, problems);
        return Parse(bytes, path, problems);
    }

    /// <summary>Reads the bytes of a file that the caller has read. Nothing of a file system is looked at.</summary>
    /// <param name="utf8">The bytes. Any bytes; over 1 MiB is a problem.</param>
    /// <param name="file">The file's path, for messages, and for relative paths in it.</param>
    /// <returns>The settings. Bytes that are wrong give <see cref="Problems"/>, never an exception.</returns>
    public static MailAuthSettings Parse(ReadOnlySpan<byte> utf8, string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        var problems = new ConfigurationProblems();
        if (utf8.Length > MaximumBytes)
        {
            problems.Add(new ConfigurationProblem("", null, $"is over {MaximumBytes} bytes"));
        }

        return Parse(utf8, file, problems);
    }

    /// <summary>
    /// Reads an <see cref="IConfiguration"/> of the same shape: a convenience for hosts that keep everything in <c>appsettings.json</c>, as strict as the file.
    /// Keys may be in any case (environment variables are), and every value is text: a number or a flag may be quoted. Relative paths stay as they are.
    /// </summary>
    /// <param name="configuration">The section that has <c>transition</c> and the others right below it, such as <c>GetSection("MailAuth")</c>.</param>
    /// <returns>The settings. A section that is missing, empty or wrong gives <see cref="Problems"/>, never an exception.</returns>
    public static MailAuthSettings FromConfiguration(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var problems = new ConfigurationProblems();
        string prefix = (configuration as IConfigurationSection)?.Path ?? "";
        SettingNode root = ConfigurationSettingParser.Parse(configuration);
        if (root.Members.Count == 0)
        {
            problems.Add(new ConfigurationProblem("", (configuration as IConfigurationSection)?.Value, "the section is missing or empty"));
        }

        return new MailAuthSettings(new SettingOrigin(null, prefix, root), problems);
    }

    /// <summary>Checks what the settings say, and compiles them.</summary>
    /// <param name="schemes">Password schemes besides the core's own: the last one that claims a stored value wins.</param>
    /// <param name="problems">All that is wrong, each with its place, those of <see cref="Problems"/> first; empty where nothing is.</param>
    /// <returns>The policy, or <see langword="null"/> where there are problems.</returns>
    public MailAuthPolicy? Compile(IEnumerable<IPasswordScheme>? schemes, out IReadOnlyList<ConfigurationProblem> problems) =>
        CompileWith((settings, found) => MailAuthPolicy.Compile(settings, schemes, found), out problems);

    /// <summary>The same with another way to compile.</summary>
    internal MailAuthPolicy? CompileWith(Func<MailAuthOptions, ConfigurationProblems, MailAuthPolicy?> compile, out IReadOnlyList<ConfigurationProblem> problems)
    {
        problems = Problems;
        if (options is null)
        {
            return null;
        }

        // What can't be read keeps its default: the rest is checked too, and what the default then lacks is not told a second time.
        var found = new ConfigurationProblems();
        MailAuthPolicy? policy = compile(options, found);
        problems = [.. Problems, .. origin.Locate(found.All).Where(problem => !Problems.Any(known => Concerns(problem.Setting, known.Setting)))];
        return problems.Count == 0 ? policy : null;
    }

    /// <summary>Writes what the settings say into options; what they leave out stays. Every call makes new objects for the lists.</summary>
    internal void ApplyTo(MailAuthOptions target)
    {
        if (origin.Root is { } root)
        {
            Read(root, target, new ConfigurationProblems());
        }
    }

    internal static MailAuthSettings Parse(ReadOnlySpan<byte> utf8, string file, ConfigurationProblems problems)
    {
        SettingNode? root = problems.Any ? null : JsonSettingParser.Parse(utf8, problems);
        return new MailAuthSettings(new SettingOrigin(file, null, root), problems);
    }

    /// <summary>The sections of the file: a new one is a line here and a file of its own.</summary>
    private StoreSettings? Read(SettingNode root, MailAuthOptions into, ConfigurationProblems problems)
    {
        var store = new StoreSettings();
        bool hasStore = false;
        string folder = File is null ? "" : Path.GetDirectoryName(Path.GetFullPath(File)) ?? "";
        SettingReader.Read(root, problems, into, (reader, _) =>
        {
            reader.Section("usernames", into.Usernames, UsernamesSection.Read);
            reader.Section("transition", into.Transition, TransitionSection.Read);
            reader.Section("passwords", into.Passwords, PasswordsSection.Read);
            reader.Section("submission", into.Submission, SubmissionSection.Read);
            reader.Section("throttle", into.Throttle, ThrottleSection.Read);
            reader.Section("usage", into.Usage, UsageSection.Read);
            into.StoreTimeout = reader.Duration("storeTimeout") ?? into.StoreTimeout;
            into.StateDirectory = reader.Text("stateDirectory") is { } directory ? Path.Combine(folder, directory) : into.StateDirectory;
            reader.Section("store", store, StoreSection.Read);
            hasStore = reader.Has("store");
        });
        store.PasswdFileDomain ??= into.Usernames.DefaultDomain;
        return hasStore ? store.RelativeTo(folder) : null;
    }

    private static bool Concerns(string setting, string known) =>
        setting.StartsWith(known, StringComparison.Ordinal) && (setting.Length == known.Length || setting[known.Length] is '.' or '[' or ':');
}
