using System.Globalization;
using System.Text;
using MailAuth.Usernames;

namespace MailAuth.Tests.Usernames;

/// <summary>
/// The frozen tables against what .NET says of the same code points: general categories and case from its own data, canonical forms from ICU.
/// Both are of later or other versions of Unicode, which may add code points but change none of these properties.
/// </summary>
public sealed class UnicodeTablesTests
{
    // RFC 5892 section 2.6 and section 2.7 (none).
    private static readonly int[] Exceptions =
    [
        0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007, 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x640, 0x7FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B,
        .. Enumerable.Range(0x660, 10), .. Enumerable.Range(0x6F0, 10),
    ];

    [Fact]
    public void The_version_is_frozen() => Assert.Equal("15.0.0", UnicodeTables.Version);

    [Fact]
    public void Only_letters_digits_and_marks_without_compatibility_forms_are_valid()
    {
        Assert.SkipWhen(NormalizationProbe.HasNoCultureData, "String.Normalize does nothing here.");
        int valid = 0;
        for (int code = 0x80; code <= 0x10FFFF; code++)
        {
            CodePointClass actual = CodePoint.Of(code).IdentifierClass;
            if (code is >= 0xD800 and <= 0xDFFF || Exceptions.Contains(code) || code is 0x200C or 0x200D)
            {
                continue;
            }

            bool isLetterDigit = CharUnicodeInfo.GetUnicodeCategory(code) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ModifierLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (actual == CodePointClass.Valid)
            {
                valid++;
                Assert.True(isLetterDigit && char.ConvertFromUtf32(code).IsNormalized(NormalizationForm.FormKC), Name(code));
            }
            else
            {
                Assert.True(actual == CodePointClass.Disallowed, Name(code));
            }
        }

        // RFC 8264's algorithm over Unicode 15.0, counted with an independent implementation of it (python3-precis-i18n 1.0.5).
        Assert.Equal(ValidCount, valid);
    }

    [Fact]
    public void Exceptions_are_as_RFC_5892_lists_them()
    {
        Assert.All(Exceptions[..6], code => Assert.Equal(CodePointClass.Valid, CodePoint.Of(code).IdentifierClass));
        Assert.All(Exceptions[6..11], code => Assert.Equal(CodePointClass.ContextO, CodePoint.Of(code).IdentifierClass));
        Assert.All(Exceptions[11..21], code => Assert.Equal(CodePointClass.Disallowed, CodePoint.Of(code).IdentifierClass));
        Assert.All(Exceptions[21..], code => Assert.Equal(CodePointClass.ContextO, CodePoint.Of(code).IdentifierClass));
        Assert.Equal(CodePointClass.ContextJ, CodePoint.Of(0x200C).IdentifierClass);
        Assert.Equal(CodePointClass.ContextJ, CodePoint.Of(0x200D).IdentifierClass);
    }

    [Fact]
    public void Canonical_forms_are_those_of_ICU()
    {
        Assert.SkipWhen(NormalizationProbe.HasNoCultureData, "String.Normalize does nothing here.");
        for (int code = 0; code <= 0x10FFFF; code++)
        {
            // Ideographs compose with nothing; and what is not to be composed and not allowed concerns nobody.
            if (code is >= 0xD800 and <= 0xDFFF or > 0x3400 and < 0xA000 or > 0x17000 and < 0x1B000 or > 0x20000 and < 0x2F800
                || (CodePoint.Of(code).IdentifierClass == CodePointClass.Disallowed && Parts(code) is [int only] && only == code))
            {
                continue;
            }

            foreach (string text in (string[])[char.ConvertFromUtf32(code), "a" + char.ConvertFromUtf32(code) + "\u0323\u0301", "\u1100" + char.ConvertFromUtf32(code) + "\u11A8"])
            {
                if (Composed(text) != text.Normalize(NormalizationForm.FormC))
                {
                    Assert.Fail(Name(code));
                }
            }
        }
    }

    [Fact]
    public void Lower_case_is_the_simple_mapping()
    {
        for (int code = 0; code <= 0x10FFFF; code++)
        {
            // The text is decomposed before it is mapped, so the table knows no composed letters.
            if (code is >= 0xD800 and <= 0xDFFF or > 0x3400 and < 0xA000 or > 0xAC00 and < 0xD7A4 or > 0x1F000
                || CodePoint.Of(code).IdentifierClass == CodePointClass.Disallowed || Parts(code).Count > 1)
            {
                continue;
            }

            int expected = CultureInfo.InvariantCulture.TextInfo.ToLower(char.ConvertFromUtf32(code)) is [char high, char low] ? char.ConvertToUtf32(high, low)
                : CultureInfo.InvariantCulture.TextInfo.ToLower(char.ConvertFromUtf32(code))[0];
            Assert.True(expected == UnicodeMapping.Lower(code), Name(code));
        }
    }

    private const int ValidCount = 134875;

    private static List<int> Parts(int code)
    {
        var parts = new List<int>();
        CanonicalForm.Decompose(code, parts);
        return parts;
    }

    private static string Composed(string text)
    {
        var codes = new List<int>();
        foreach (Rune rune in text.EnumerateRunes())
        {
            CanonicalForm.Decompose(rune.Value, codes);
        }

        CanonicalForm.Reorder(codes);
        CanonicalForm.Compose(codes);
        return string.Concat(codes.Select(char.ConvertFromUtf32));
    }

    private static string Name(int code) => string.Create(CultureInfo.InvariantCulture, $"U+{code:X4}");
}
