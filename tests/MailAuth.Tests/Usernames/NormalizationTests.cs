using System.Text;
using MailAuth.Tests.Usernames.Vectors;
using MailAuth.Usernames;

namespace MailAuth.Tests.Usernames;

/// <summary>One canonicalizer, its fixed order, local-parts and domains.</summary>
public sealed class NormalizationTests
{
    private static readonly UsernameNormalizer Normalizer = new(new UsernameOptions());
    private static readonly UsernameNormalizer WithSeparators = new(new UsernameOptions { Separators = "%#/" });

    [Theory]
    [MemberData(nameof(Rfc8265.Allowed), MemberType = typeof(Rfc8265))]
    public void A_local_part_that_RFC_8265_allows_is_mapped(string text, string expected)
    {
        Username bare = Normalizer.Normalize(text);
        Username full = Normalizer.Normalize(text + "@domain.se");

        Assert.Equal((UsernameForm.LocalPart, expected), (bare.Form, bare.Text));
        Assert.Equal((UsernameForm.FullAddress, expected + "@domain.se"), (full.Form, full.Text));
    }

    [Theory]
    [MemberData(nameof(Rfc8265.Refused), MemberType = typeof(Rfc8265))]
    public void A_local_part_that_RFC_8265_does_not_allow_is_refused(string text)
    {
        AssertRefused(UsernameError.InvalidLocalPart, looksBare: true, Normalizer.Normalize(text));
        AssertRefused(UsernameError.InvalidLocalPart, looksBare: false, Normalizer.Normalize(text + "@domain.se"));
    }

    [Theory]
    [MemberData(nameof(Uts46.Allowed), MemberType = typeof(Uts46))]
    public void A_domain_that_IDNA_allows_becomes_A_labels(string text, string expected)
    {
        Assert.Equal(expected, Normalizer.NormalizeDomain(text));
        Assert.Equal("kalle@" + expected, Normalizer.Normalize("Kalle@" + text).Text);
    }

    [Theory]
    [MemberData(nameof(Uts46.Refused), MemberType = typeof(Uts46))]
    public void A_domain_that_IDNA_does_not_allow_is_refused(string text)
    {
        Assert.Null(Normalizer.NormalizeDomain(text));
        AssertRefused(UsernameError.InvalidDomain, looksBare: false, Normalizer.Normalize("kalle@" + text));
    }

    [Theory]
    [MemberData(nameof(Rfc5321.Allowed), MemberType = typeof(Rfc5321))]
    public void An_address_of_the_right_form_is_canonical(string text, string expected) => Assert.Equal(expected, Normalizer.Normalize(text).Text);

    [Theory]
    [MemberData(nameof(Rfc5321.Refused), MemberType = typeof(Rfc5321))]
    public void An_address_of_the_wrong_form_is_refused_with_the_reason(string text, string error)
    {
        Username username = Normalizer.Normalize(text);

        Assert.Equal(error, username.Error.ToString());
        AssertRefused(username.Error, looksBare: !text.Contains('@', StringComparison.Ordinal), username);
    }

    [Theory]
    [InlineData("Kalle", UsernameForm.LocalPart, "kalle", "")]
    [InlineData("Åsa@Räksmörgås.se", UsernameForm.FullAddress, "åsa", "xn--rksmrgs-5wao1o.se")]
    public void A_username_has_its_parts(string text, UsernameForm form, string localPart, string domain)
    {
        Username username = Normalizer.Normalize(text);

        Assert.Equal(form, username.Form);
        Assert.Equal(localPart, username.LocalPart.ToString());
        Assert.Equal(domain, username.Domain.ToString());
        Assert.Equal(form == UsernameForm.LocalPart, username.LooksBare);
    }

    [Theory]
    [InlineData("kalle%domain.se", "kalle@domain.se")]
    [InlineData("kalle#domain.se", "kalle@domain.se")]
    [InlineData("a%b/domain.se", "a%b@domain.se")]
    [InlineData("kalle%x@domain.se", "kalle%x@domain.se")]
    [InlineData("\"kalle\"%domain.se", "kalle@domain.se")]
    [InlineData("kalle", "kalle")]
    public void A_separator_splits_only_where_there_is_no_at_sign(string text, string expected) =>
        Assert.Equal(expected, WithSeparators.Normalize(text).Text);

    [Theory]
    [InlineData("kalle％domain.se")]
    [InlineData("\"kalle%domain.se\"")]
    public void A_separator_that_quotes_or_width_hide_never_gets_into_a_bare_username(string text) =>
        AssertRefused(UsernameError.InvalidLocalPart, looksBare: true, WithSeparators.Normalize(text));

    [Theory]
    [InlineData("ka\0lle", true)]
    [InlineData("ka\0lle%domain.se", false)]
    [InlineData("\"a@b", false)]
    [InlineData("\"a@b\" ", true)]
    [InlineData("\"a\\\"@b\"", true)]
    public void What_is_no_username_still_looks_bare_or_not(string text, bool looksBare) =>
        Assert.Equal(looksBare, WithSeparators.Normalize(text).LooksBare);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_not_a_username()
    {
        AssertRefused(UsernameError.NotUtf8, looksBare: true, Normalizer.Normalize([0xE5, (byte)'s', (byte)'a']));
        AssertRefused(UsernameError.NotUtf8, looksBare: false, Normalizer.Normalize([0xE5, (byte)'@', (byte)'a']));
        AssertRefused(UsernameError.NotUtf8, looksBare: true, Normalizer.Normalize([0xC0, 0xAF]));
        AssertRefused(UsernameError.NotUtf8, looksBare: true, Normalizer.Normalize([(byte)'a', 0xC2]));
    }

    [Theory]
    [InlineData(254, UsernameError.None)]
    [InlineData(255, UsernameError.TooLong)]
    public void A_name_has_at_most_254_octets(int octets, UsernameError error)
    {
        string domain = string.Join('.', Enumerable.Repeat(new string('a', 63), 3)) + "." + new string('b', octets - 2 - 192);

        Assert.Equal(error, Normalizer.Normalize("k@" + domain).Error);
        Assert.Equal(octets - 2 <= 253, Normalizer.NormalizeDomain(domain) is not null);
    }

    [Fact]
    public void Octets_are_counted_after_mapping()
    {
        // 64 fullwidth letters have 192 octets as they are sent, and 64 as they are kept; 32 of å have 96 and 64.
        Assert.Equal(UsernameError.None, Normalizer.Normalize(new string('ａ', 64)).Error);
        Assert.Equal(UsernameError.TooLong, Normalizer.Normalize(new string('ａ', 65)).Error);
        Assert.Equal(UsernameError.None, Normalizer.Normalize(string.Concat(Enumerable.Repeat("a\u030A", 32))).Error);
        Assert.Equal(UsernameError.TooLong, Normalizer.Normalize(string.Concat(Enumerable.Repeat("a\u030A", 33))).Error);
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('a')]
    [InlineData('ﷺ')]
    public void Endless_input_is_refused_at_once(char character)
    {
        Username username = Normalizer.Normalize(new string(character, 1_000_000));

        AssertRefused(UsernameError.TooLong, looksBare: true, username);
        AssertRefused(UsernameError.TooLong, looksBare: false, Normalizer.Normalize(Encoding.UTF8.GetBytes(new string(character, 1_000_000) + "@domain.se")));
    }

    [Fact]
    public void Case_is_kept_by_option()
    {
        var normalizer = new UsernameNormalizer(new UsernameOptions { PreserveCase = true });

        Assert.Equal("Kalle@domain.se", normalizer.Normalize("Kalle@Domain.SE").Text);
        Assert.Equal("Åsa", normalizer.Normalize("A\u030Asa").Text);
    }

    [Theory]
    [InlineData("åsa@xn--rksmrgs-5wao1o.se", "åsa@räksmörgås.se")]
    [InlineData("kalle@mail.xn--bcher-kva.de", "kalle@mail.bücher.de")]
    [InlineData("kalle@domain.se", "kalle@domain.se")]
    [InlineData("xn--rksmrgs-5wao1o.se", "xn--rksmrgs-5wao1o.se")]
    [InlineData("kalle@xn--99999999.se", "kalle@xn--99999999.se")]
    [InlineData("", "")]
    public void A_canonical_address_is_shown_with_U_labels(string canonical, string shown) => Assert.Equal(shown, UsernameNormalizer.ToDisplay(canonical));

    [Fact]
    public void An_ASCII_name_costs_nothing_but_its_result()
    {
        byte[] name = "Kalle@Domain.SE"u8.ToArray();
        _ = Normalizer.Normalize(name);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Username username = Normalizer.Normalize(name);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal("kalle@domain.se", username.Text);
        Assert.InRange(allocated, 1, 56);
    }

    private static void AssertRefused(UsernameError error, bool looksBare, Username username)
    {
        Assert.Equal((UsernameForm.None, error, looksBare), (username.Form, username.Error, username.LooksBare));
        Assert.Null(username.Text);
        Assert.True(username.LocalPart.IsEmpty && username.Domain.IsEmpty);
    }
}
