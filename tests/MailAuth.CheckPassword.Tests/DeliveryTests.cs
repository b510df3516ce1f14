using System.Text;

namespace MailAuth.CheckPassword.Tests;

/// <summary>The reply line that Dovecot reads from descriptor 4.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public void Fields_are_separated_by_TAB_and_whatever_would_end_one_or_the_line_is_escaped() =>
        Assert.Equal(
            "user=åsa@domain.se\ta=\u0001t\u0001n\u0001r\u00011\u00010\tb=x=y",
            Encoding.UTF8.GetString(Delivery.Line([new("user", "åsa@domain.se"), new("a", "\t\n\r\u0001\0"), new("b", "x=y")])));
}
