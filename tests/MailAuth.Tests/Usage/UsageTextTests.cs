using System.Text;
using CsCheck;
using MailAuth.Usage;

namespace MailAuth.Tests.Usage;

/// <summary>Text that a client sent is bounded and can't disturb who reads it.</summary>
public sealed class UsageTextTests
{
    [Fact]
    public void Ordinary_text_is_kept_as_the_same_string_and_allocates_nothing()
    {
        string text = "Thunderbird 115.3 (Windows; sv)";
        Assert.Same(text, UsageText.Clean(text, 200));
        string name = "mail.domain.se";
        Assert.Same(name, UsageText.CleanServerName(name));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            UsageText.Clean(text, 200);
            UsageText.CleanServerName(name);
        }

        // What the runtime allocates once, for the code itself, is not counted.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public void Text_beyond_ASCII_is_kept_as_the_same_string()
    {
        string text = "Åsas telefon 📱";
        Assert.Same(text, UsageText.Clean(text, 200));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("a\r\nb", "a??b")]
    [InlineData("\u001b[2Jx", "?[2Jx")]
    [InlineData("a\0b\u007Fc\u0085d", "a?b?c?d")]
    [InlineData("a\u2028b\u2029c", "a?b?c")]
    [InlineData("gpj.\u202Eexe", "gpj.?exe")]
    [InlineData("a\u2066b\u2069c\u200Fd", "a?b?c?d")]
    public void What_is_not_printable_is_replaced(string? text, string? clean) => Assert.Equal(clean, UsageText.Clean(text, 200));

    [Fact]
    public void Half_a_character_is_replaced()
    {
        // Not in an attribute: those are kept as UTF-8, which has no spelling for it.
        Assert.Equal("a?b", UsageText.Clean("a\uD800b", 200));
        Assert.Equal("a?", UsageText.Clean("a\uDC00", 200));
        Assert.Equal("a?", UsageText.Clean("a\uD83D", 200));
        Assert.Equal("??", UsageText.Clean("\uDCF1\uD83D", 200));
    }

    [Fact]
    public void Text_is_cut_at_its_limit_and_never_inside_a_character()
    {
        Assert.Equal(new string('a', 200), UsageText.Clean(new string('a', 201), 200));
        Assert.Equal(new string('a', 199), UsageText.Clean(new string('a', 199) + "📱", 200));
        Assert.Equal(new string('a', 198) + "📱", UsageText.Clean(new string('a', 198) + "📱b", 200));
        Assert.Equal(255, UsageText.CleanServerName(new string('A', 1_000))!.Length);
    }

    [Theory]
    [InlineData("MAIL.Domain.SE", "mail.domain.se")]
    [InlineData("mail.RÄKSMÖRGÅS.se", "mail.rÄksmÖrgÅs.se")]
    [InlineData("MAIL\n", "mail?")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_server_name_is_lowered_in_ASCII_alone(string? name, string? clean) => Assert.Equal(clean, UsageText.CleanServerName(name));

    [Fact]
    public void Whatever_comes_in_what_comes_out_is_short_printable_and_stays_as_it_is() =>
        Gen.Char.Array[0, 40].Select(chars => new string(chars)).Sample(text =>
        {
            string? clean = UsageText.Clean(text, 20);
            Assert.Equal(text.Length == 0, clean is null);
            if (clean is not null)
            {
                Assert.InRange(clean.Length, 1, 20);
                Assert.DoesNotContain(clean, char.IsControl);
                Assert.Equal(clean, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean)));
                Assert.Same(clean, UsageText.Clean(clean, 20));
            }
        });
}
