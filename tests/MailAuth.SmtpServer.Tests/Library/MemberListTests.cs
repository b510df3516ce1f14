using System.Reflection;
using MailAuth.Replies;
using global::SmtpServer.Protocol;

namespace MailAuth.SmtpServer.Tests.Library;

/// <summary>The committed list of what the adapter uses of SmtpServer, against the adapter and against the assembly that was loaded: the declaration, or a real one.</summary>
public sealed class MemberListTests
{
    private static readonly string[] List =
        [.. File.ReadLines(Path.Combine(Repository.Root, "nuget", "SmtpServer.Declaration", "members.txt")).Where(static line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public void The_adapter_uses_what_is_in_the_list_and_nothing_else()
    {
        string[] used = [.. AdapterUse.Referred().Concat(AdapterUse.Filled()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        AssertSame(List.Where(static line => !line.StartsWith("literal ", StringComparison.Ordinal)), used);
    }

    [Fact]
    public void The_library_that_was_loaded_has_everything_that_is_in_the_list()
    {
        string[] types = [.. AdapterUse.Library.GetTypes().Where(static type => type.IsVisible).Select(static type => "type " + ReflectedNames.Of(type))];
        string[] members =
            [.. AdapterUse.Library.GetTypes().Where(static type => type.IsVisible)
                .SelectMany(static type => type.GetMembers(ReflectedNames.Everything).OfType<MethodBase>().Where(ReflectedNames.IsVisible))
                .Select(static method => "member " + ReflectedNames.Of(method))];
        Assert.Empty(List.Where(static line => line.StartsWith("type ", StringComparison.Ordinal)).Except(types, StringComparer.Ordinal));
        Assert.Empty(List.Where(static line => line.StartsWith("member ", StringComparison.Ordinal)).Except(members, StringComparer.Ordinal));
        Assert.Empty(List.Where(static line => line.StartsWith("filled ", StringComparison.Ordinal)).Except(AdapterUse.Filled(), StringComparer.Ordinal));
    }

    [Fact]
    public void Numbers_and_names_that_are_compiled_into_the_adapter_are_those_of_the_library_that_was_loaded()
    {
        string[] literals = [.. Literals(AdapterUse.Library)];
        string[] listed = [.. List.Where(static line => line.StartsWith("literal ", StringComparison.Ordinal))];
        Assert.NotEmpty(listed);
        Assert.Empty(listed.Except(literals, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_reply_that_the_adapter_gives_has_a_code_that_SmtpServer_has()
    {
        ReplyKind[] kinds =
        [
            ReplyKind.Rejected, ReplyKind.TemporarilyUnavailable, ReplyKind.UseFullAddress, ReplyKind.LoginSwitchedOff, ReplyKind.AnotherAccount, ReplyKind.TlsRequired,
            ReplyKind.AuthenticationRequired, ReplyKind.StartTlsRequired, ReplyKind.SendingUnavailable, ReplyKind.SenderNotAllowed,
        ];
        Assert.All(kinds, static kind => Assert.True(Enum.IsDefined((SmtpReplyCode)MailReplies.Smtp(kind).Code), $"{kind}"));
    }

    [Fact]
    public void The_declaration_declares_nothing_else()
    {
        if (AdapterUse.Library.GetName().Version != new Version(0, 0, 0, 0))
        {
            // A real assembly has more.
            Assert.Equal(11, AdapterUse.Library.GetName().Version!.Major);
            return;
        }

        Type[] visible = [.. AdapterUse.Library.GetTypes().Where(static type => type.IsVisible)];
        string[] used = [.. List.Select(static line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])];
        IEnumerable<string> members = visible
            .SelectMany(static type => type.GetMembers(ReflectedNames.Everything).OfType<MethodBase>().Where(ReflectedNames.IsVisible))
            .Select(ReflectedNames.Of);
        Assert.All(members, member => Assert.True(used.Contains(member, StringComparer.Ordinal) || IsOfInstance(member, used), member));
        AssertSame(List.Where(static line => line.StartsWith("literal ", StringComparison.Ordinal)), Literals(AdapterUse.Library));
        string[] types = [.. visible.Select(ReflectedNames.Of)];
        Assert.All(types, type => Assert.Contains(used, line => line.Contains(type, StringComparison.Ordinal)));
    }

    private static void AssertSame(IEnumerable<string> listed, IEnumerable<string> found)
    {
        string[] missing = [.. found.Except(listed, StringComparer.Ordinal)];
        string[] superfluous = [.. listed.Except(found, StringComparer.Ordinal)];
        Assert.True(missing.Length + superfluous.Length == 0, $"members.txt lacks:\n{string.Join('\n', missing)}\nand has more than:\n{string.Join('\n', superfluous)}");
    }

    private static IEnumerable<string> Literals(Assembly library) => library.GetTypes().Where(static type => type.IsVisible)
        .SelectMany(static type => type.GetFields(ReflectedNames.Everything).Where(static field => field.IsLiteral && field.IsPublic))
        .Select(static field => "literal " + ReflectedNames.Of(field));

    /// <summary>Whether the list has a member of a generic type with the type's arguments in place.</summary>
    private static bool IsOfInstance(string member, string[] used)
    {
        string[] halves = member.Split("::");
        string name = halves[1][..halves[1].IndexOf('(', StringComparison.Ordinal)];
        return halves[0].Contains('`', StringComparison.Ordinal)
            && used.Any(line => line.StartsWith(halves[0] + "<", StringComparison.Ordinal) && line.Contains($">::{name}(", StringComparison.Ordinal));
    }
}
