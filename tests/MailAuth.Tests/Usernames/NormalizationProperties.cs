using System.Globalization;
using System.Text;
using CsCheck;
using MailAuth.Usernames;

namespace MailAuth.Tests.Usernames;

/// <summary>The same identity for the same text, and normalizing twice changes nothing; whatever the text.</summary>
public sealed class NormalizationProperties
{
    private static readonly UsernameNormalizer[] Normalizers =
    [
        new(new UsernameOptions()),
        new(new UsernameOptions { PreserveCase = true }),
        new(new UsernameOptions
        {
            Separators = "%#/",
            SubAddressSeparator = "+",
            DomainAliases = { new DomainAliasOptions { Alias = "ö.se", Domain = "domain.se" }, new DomainAliasOptions { Alias = "a.a", Domain = "räksmörgås.se" } },
        }),
    ];

    // Characters that meet a rule, more often than others.
    private static readonly string[] Pieces =
    [
        "a", "B", "l", "1", ".", "@", "%", "+", "-", "\"", "\\", " ", "\t", "xn--", "se", "ö.se", "a.a", "Å", "A\u030A", "ß", "ẞ", "ς", "Σ", "İ", "ı", "ｋ", "ｶ", "ﾞ", "％", "＠", "．",
        "。", "·", "ー", "・", "\u0375", "α", "ͅ", "\u0301", "\u0327", "ῲ", "\u05D0", "\u05F3", "\u0627", "\u0660", "\u06F0", "\u200C", "\u200D", "\u094D", "\u0915", "한", "\u1100", "\u1161",
        "\u11A8", "ﬁ", "Ⅷ", "\u00AD", "😀", "\uD800", "\0", "\u0085", "ᾳ", "Ω", "豈",
    ];

    private static readonly Gen<string> Text = Gen.Frequency(
        (8, Gen.OneOf([.. Pieces.Select(Gen.Const)]).Array[0, 12].Select(string.Concat)),
        (2, Gen.Int[0x20, 0x2FFF].Array[0, 8].Select(codes => string.Concat(codes.Select(code => (char)code)))),
        (1, Gen.String));

    [Fact]
    public void Normalizing_twice_changes_nothing() => Text.Sample(
        text =>
        {
            foreach (UsernameNormalizer normalizer in Normalizers)
            {
                Username once = normalizer.Normalize(text);
                if (once.Text is not null)
                {
                    Username twice = normalizer.Normalize(once.Text);
                    Assert.Equal((once.Form, once.Text), (twice.Form, twice.Text));
                }
            }
        },
        iter: 20_000);

    [Fact]
    public void Any_bytes_get_an_answer_and_characters_and_bytes_the_same() => Gen.Byte.Array[0, 80].Sample(
        bytes =>
        {
            foreach (UsernameNormalizer normalizer in Normalizers)
            {
                Username username = normalizer.Normalize(bytes);
                Assert.Equal(username.Form == UsernameForm.None, username.Error != UsernameError.None);
                if (username.Text is not null)
                {
                    Assert.Equal(username.Text, normalizer.Normalize(Encoding.UTF8.GetString(bytes)).Text);
                    Assert.InRange(Encoding.UTF8.GetByteCount(username.Text), 1, 254);
                }
            }
        });

    [Fact]
    public void The_case_of_ASCII_does_not_count() => Text.Sample(text =>
        Assert.Equal(Normalizers[0].Normalize(Ascii(text, char.ToUpperInvariant)).Text, Normalizers[0].Normalize(Ascii(text, char.ToLowerInvariant)).Text));

    [Fact]
    public void Composed_and_decomposed_text_is_the_same_username()
    {
        Assert.SkipWhen(NormalizationProbe.HasNoCultureData, "String.Normalize does nothing here.");
        Text.Where(text => !text.Any(char.IsSurrogate)).Sample(
            text =>
            {
                foreach (UsernameNormalizer normalizer in Normalizers)
                {
                    string? expected = normalizer.Normalize(text).Text;
                    Assert.Equal(expected, normalizer.Normalize(text.Normalize(NormalizationForm.FormC)).Text);
                    Assert.Equal(expected, normalizer.Normalize(text.Normalize(NormalizationForm.FormD)).Text);
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void U_labels_and_A_labels_are_the_same_domain() => Text.Sample(
        text =>
        {
            if (Normalizers[0].NormalizeDomain(text) is string canonical)
            {
                string shown = UsernameNormalizer.ToDisplay("a@" + canonical)[2..];
                Assert.Equal(canonical, Normalizers[0].NormalizeDomain(shown));
                Assert.Equal(canonical, Normalizers[0].NormalizeDomain(canonical.ToUpperInvariant()));
            }
        },
        iter: 20_000);

    [Fact]
    public void Every_letter_alone_keeps_its_identity()
    {
        for (int code = 0; code < 0x20000; code++)
        {
            // Without the ideographs and syllables in rows, that nothing maps.
            if (code is >= 0xD800 and <= 0xDFFF or > 0x3400 and < 0xA000 or > 0xAC20 and < 0xD780 or > 0x17000 and < 0x1B000)
            {
                continue;
            }

            string text = char.ConvertFromUtf32(code);
            if (Normalizers[0].Normalize(text + "a").Text is string name && Normalizers[0].Normalize(name).Text != name)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"U+{code:X4}"));
            }

            if (Normalizers[0].NormalizeDomain(text) is string domain && Normalizers[0].NormalizeDomain(UsernameNormalizer.ToDisplay("a@" + domain).AsSpan(2)) != domain)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"U+{code:X4} as a domain"));
            }
        }
    }

    private static string Ascii(string text, Func<char, char> map) => string.Concat(text.Select(character => char.IsAscii(character) ? map(character) : character));
}
