using System.Globalization;
using System.Text;
using CsCheck;
using MailAuth.Passwords;
using MailAuth.Tests.Usernames;
using MailAuth.Usernames;

namespace MailAuth.Tests.Passwords;

/// <summary>The OpaqueString form of passwords (RFC 8265 section 4.2), on the project's own tables.</summary>
public sealed class OpaqueStringTests
{
    /// <summary>RFC 8265 section 4.3, the legal ones: what is sent, and what the hash is made of.</summary>
    [Theory]
    [InlineData("correct horse battery staple", "correct horse battery staple")]
    [InlineData("Correct Horse Battery Staple", "Correct Horse Battery Staple")]
    [InlineData("\u03C0\u00DF\u00E5", "\u03C0\u00DF\u00E5")]
    [InlineData("Jack of \u2666s", "Jack of \u2666s")]
    [InlineData("foo\u1680bar", "foo bar")]
    public void The_legal_examples_of_RFC_8265_have_the_form_that_it_gives_them(string sent, string form)
    {
        Assert.Equal(form, Form(sent));
        var verifier = new PasswordVerifier(new PasswordOptions { OpaqueString = true });
        Assert.Equal(PasswordCheckResult.Match, verifier.Verify("{PLAIN}" + form, Encoding.UTF8.GetBytes(sent)).Result);
        Assert.Equal(PasswordCheckResult.Mismatch, verifier.Verify("{PLAIN}" + form.ToUpperInvariant(), Encoding.UTF8.GetBytes(sent)).Result);
    }

    /// <summary>RFC 8265 section 4.3, the two that are not: nobody has such a password.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("my cat is a \u0009by")]
    public void The_illegal_examples_of_RFC_8265_match_nothing_that_was_made_under_the_profile(string sent)
    {
        var verifier = new PasswordVerifier(new PasswordOptions { OpaqueString = true });
        foreach (string stored in (string[])["{PLAIN}my cat is a by", "{PLAIN}my cat is a  by", "{PLAIN} "])
        {
            Assert.Equal(PasswordCheckResult.Mismatch, verifier.Verify(stored, Encoding.UTF8.GetBytes(sent)).Result);
        }
    }

    [Theory]
    [InlineData("a\u030A", "\u00E5")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\uFF21\uFF42", "\uFF21\uFF42")]
    [InlineData("\uFB01", "\uFB01")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u00C4\u00E4\u03A3\u03C2", "\u00C4\u00E4\u03A3\u03C2")]
    public void The_form_is_canonical_composition_and_keeps_case_and_width(string sent, string form) => Assert.Equal(form, Form(sent));

    [Fact]
    public void Every_space_that_is_not_ASCII_is_a_space_and_nothing_else_is()
    {
        for (int code = 0x80; code <= 0x10FFFF; code++)
        {
            if (code is < 0xD800 or > 0xDFFF)
            {
                bool isSpace = CharUnicodeInfo.GetUnicodeCategory(code) == UnicodeCategory.SpaceSeparator;
                Assert.True(isSpace == (Form(char.ConvertFromUtf32(code)) == " "), Name(code));
            }
        }
    }

    [Fact]
    public void The_form_of_every_code_point_is_what_ICU_says_and_fits()
    {
        Assert.SkipWhen(NormalizationProbe.HasNoCultureData, "String.Normalize does nothing here.");
        for (int code = 0; code <= 0x10FFFF; code++)
        {
            if (code is >= 0xD800 and <= 0xDFFF || CharUnicodeInfo.GetUnicodeCategory(code) == UnicodeCategory.SpaceSeparator || IsInert(code))
            {
                continue;
            }

            foreach (string text in (string[])[char.ConvertFromUtf32(code), "a\u0315" + char.ConvertFromUtf32(code) + "\u0323\u0301"])
            {
                string form = Form(text);
                if (form != text.Normalize(NormalizationForm.FormC) || Form(form) != form || Encoding.UTF8.GetByteCount(form) > 3 * Encoding.UTF8.GetByteCount(text))
                {
                    Assert.Fail(Name(code));
                }
            }
        }
    }

    [Fact]
    public void The_form_of_any_text_is_what_ICU_says_and_fits()
    {
        Assert.SkipWhen(NormalizationProbe.HasNoCultureData, "String.Normalize does nothing here.");
        string[] parts =
        [
            "a", "A", "\u00E5", "\u0390", "\u1F82", "\u0344", "\u0301", "\u0308", "\u0323", "\u031B", "\u0345", "\u0334", "\uAC00", "\u1100", "\u1161", "\u11A8", "\u0958", "\u093C",
            "\u05B4", "\u05B9", "\u0651", "\u0E38", "\u302A", "\u3099", "\u30AB", "\U0001D15F", "\U0001D160", "\U0001D16E", "\U0001F600", "\u2126", "\uFB2C", "\u0F71", "\u0F72", "\u09C7", "\u09BE",
        ];
        Gen.OneOf(parts.Select(Gen.Const).ToArray()).Array[0, 24].Sample(
            texts =>
            {
                string text = string.Concat(texts);
                string form = Form(text);
                return form == text.Normalize(NormalizationForm.FormC) && Encoding.UTF8.GetByteCount(form) <= 3 * Encoding.UTF8.GetByteCount(text);
            },
            iter: 20_000);
    }

    /// <summary>1,024 bytes of what grows most, in UTF-8 and in Windows-1252: nothing is cut, nothing throws, and there is one operation for each reading.</summary>
    [Theory]
    [InlineData("\u0390", 3_072)]
    [InlineData("\u1F82", 1_023)]
    [InlineData("\U0001D160", 3_072)]
    [InlineData("\uAC01", 1_023)]
    [InlineData("\u0344", 2_048)]
    [InlineData("\u0334\u0345", 1_024)]
    public void The_longest_password_has_room_in_its_form(string text, int decomposed)
    {
        byte[] sent = [.. Enumerable.Repeat(Encoding.UTF8.GetBytes(text), 1_024 / Encoding.UTF8.GetByteCount(text)).SelectMany(bytes => bytes)];
        string form = Form(Encoding.UTF8.GetString(sent));
        Assert.InRange(Encoding.UTF8.GetByteCount(form), 1_000, PasswordReadings.MaxLength);
        Assert.InRange(Encoding.UTF8.GetByteCount(form), 0, decomposed);

        var policy = new TestPolicy(options => options.OpaqueString = true);
        Assert.Equal(PasswordVerdict.Mismatch, policy.Verify(TestPolicy.CurrentArgon2, sent).Verdict);
        Assert.Single(policy.Operations);
    }

    [Theory]
    [InlineData(0xE4, 2_048)]
    [InlineData(0x80, 3_072)]
    [InlineData(0xA0, 1_024)]
    public void The_longest_password_of_an_old_client_has_room_in_its_form(byte character, int length)
    {
        var policy = new TestPolicy(options => (options.OpaqueString, options.ReadWindows1252) = (true, true));
        byte[] sent = [.. Enumerable.Repeat(character, 1_024)];
        byte[] utf8 = Encoding.UTF8.GetBytes(character == 0x80 ? new string('\u20AC', 1_024) : new string(character == 0xA0 ? ' ' : (char)character, 1_024));
        Assert.Equal(length, utf8.Length);

        PasswordReadings readings = PasswordReadings.Of(sent, readWindows1252: true, opaqueString: true);
        Assert.Equal(utf8, readings.Write(1, sent, new byte[PasswordReadings.MaxLength]).ToArray());
        policy.Verify(TestPolicy.Plain, sent);
        Assert.Equal(2, policy.Operations.Count);
    }

    private static string Form(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        byte[] form = new byte[PasswordReadings.MaxLength];
        return Encoding.UTF8.GetString(form.AsSpan(0, OpaqueString.Write(utf8, form)));
    }

    /// <summary>What the tables know nothing of: it may be a mark in a later version of Unicode than theirs.</summary>
    private static bool IsInert(int code)
    {
        var parts = new List<int>();
        CanonicalForm.Decompose(code, parts);
        return CodePoint.Of(code) is { IdentifierClass: CodePointClass.Disallowed, CombiningClass: 0 } && parts.Count == 1 && parts[0] == code;
    }

    private static string Name(int code) => string.Create(CultureInfo.InvariantCulture, $"U+{code:X4}");
}
