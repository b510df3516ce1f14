using System.Text;
using CsCheck;
using MailAuth.Configuration;

namespace MailAuth.Tests.Configuration;

/// <summary>Whatever the bytes: an answer, never an exception, and the same one twice.</summary>
public sealed class MailAuthSettingsFuzzTests
{
    private static readonly byte[] Everything = Encoding.UTF8.GetBytes(Files.Everything);

    private static readonly byte[][] Pieces =
    [
        .. new[] { "{", "}", "[", "]", "\"", ",", ":", "null", "true", "1e999", "-1", "\\uD800", "\n", "//", "/*", "\0", "\uFEFF", "å", "" }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xE5],
    ];

    /// <summary>Bytes and texts that mean something to a reader of JSON, at places in a file that is right.</summary>
    private static readonly Gen<byte[]> Mutated =
        from edits in Gen.Select(Gen.Int[0, Everything.Length], Gen.Int[0, 12], Gen.Int[0, Pieces.Length - 1].Select(static piece => Pieces[piece])).Array[1, 4]
        select edits.Aggregate(Everything, static (bytes, edit) =>
        {
            int start = Math.Min(edit.Item1, bytes.Length);
            int end = Math.Min(start + edit.Item2, bytes.Length);
            return [.. bytes[..start], .. edit.Item3, .. bytes[end..]];
        });

    [Fact]
    public void A_mutated_file_never_throws_and_gives_the_same_twice() => Mutated.Sample(Check, iter: 20_000);

    [Fact]
    public void Whatever_was_read_can_be_checked() => Mutated.Sample(
        static bytes =>
        {
            // What can't be read keeps its default or an empty place in its list: checking the rest copes with that.
            MailAuthSettings settings = MailAuthSettings.Parse(bytes, "mailauth.json");
            MailAuthPolicy? policy = settings.Compile(null, out IReadOnlyList<ConfigurationProblem> problems);
            return (policy is null) == (problems.Count > 0) && problems.Count >= settings.Problems.Count;
        },
        iter: 1_000);

    [Fact]
    public void Random_bytes_never_throw() => Gen.Byte.Array[0, 200].Sample(Check, iter: 20_000);

    [Fact]
    public void Every_truncation_of_a_file_is_refused()
    {
        // What an editor has written so far is never taken for the whole.
        int end = Everything.AsSpan().LastIndexOf((byte)'}');
        for (int length = 0; length <= end; length++)
        {
            Assert.NotEmpty(MailAuthSettings.Parse(Everything.AsSpan(0, length), "mailauth.json").Problems);
        }
    }

    private static bool Check(byte[] bytes)
    {
        MailAuthSettings first = MailAuthSettings.Parse(bytes, "mailauth.json");
        MailAuthSettings second = MailAuthSettings.Parse(bytes, "mailauth.json");
        bool placed = first.Problems.All(problem =>
            problem is { File: "mailauth.json", Line: > 0 } && problem.Line <= bytes.Count(static value => value == '\n') + 1 && !problem.ToString().Contains('\n', StringComparison.Ordinal));
        return placed
            && first.Problems.SequenceEqual(second.Problems)
            && first.IsReadable == (first.Options is not null)
            && (first.Options is null || OptionsComparer.Describe(first.Options) == OptionsComparer.Describe(second.Options!));
    }
}
