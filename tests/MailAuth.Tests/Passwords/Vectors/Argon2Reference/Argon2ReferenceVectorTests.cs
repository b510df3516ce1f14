using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords.Vectors.Argon2Reference;

/// <summary>
/// Values from the Argon2 reference implementation (P-H-C/phc-winner-argon2, src/test.c, CC0), of version 19 and up to 64 MiB; each recomputed with Debian's
/// <c>argon2</c> command first.
/// </summary>
public class Argon2ReferenceVectorTests
{
    [Theory]
    [InlineData("ARGON2I", "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8", "password")]
    [InlineData("ARGON2I", "$argon2i$v=19$m=256,t=2,p=2$c29tZXNhbHQ$T/XOJ2mh1/TIpJHfCdQan76Q5esCFVoT5MAeIM1Oq2E", "password")]
    [InlineData("ARGON2I", "$argon2i$v=19$m=65536,t=1,p=1$c29tZXNhbHQ$0WgHXE2YXhPr6uVgz4uUw7XYoWxRkWtvSsLaOsEbvs8", "password")]
    [InlineData("ARGON2ID", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4", "password")]
    [InlineData("ARGON2ID", "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc", "password")]
    [InlineData("ARGON2ID", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$C4TWUs9rDEvq7w3+J4umqA32aWKB1+DSiRuBfYxFj94", "differentpassword")]
    [InlineData("ARGON2ID", "$argon2id$v=19$m=65536,t=2,p=1$ZGlmZnNhbHQ$vfMrBczELrFdWP0ZsfhWsRPaHppYdP3MVEMIVlqoFBw", "password")]
    public void The_reference_implementation_makes_it_and_we_verify_it(string scheme, string stored, string password)
    {
        PasswordCheck check = StoredValue.Check(stored, password);

        Assert.Equal((PasswordCheckResult.Match, scheme), (check.Result, check.Scheme));
    }

    [Theory]
    [InlineData("$argon2i$v=19$m=65536,t=2,p=1c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA")]
    [InlineData("$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQwWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA")]
    [InlineData("$argon2i$v=19$m=65536,t=2,p=1$$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ")]
    public void What_the_reference_implementation_refuses_is_unusable(string stored) =>
        Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check(stored, "password").Result);

    [Fact]
    public void A_hash_of_another_password_is_a_mismatch() =>
        Assert.Equal(
            PasswordCheckResult.Mismatch,
            StoredValue.Check("$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$8iIuixkI73Js3G1uMbezQXD0b8LG4SXGsOwoQkdAQIM", "password").Result);

    [Theory]
    [InlineData("$argon2i$m=256,t=2,p=1$c29tZXNhbHQ$/U3YPXYsSb3q9XxHvc0MLxur+GP960kN9j7emXX8zwY")]
    [InlineData("$argon2i$v=16$m=256,t=2,p=1$c29tZXNhbHQ$/U3YPXYsSb3q9XxHvc0MLxur+GP960kN9j7emXX8zwY")]
    [InlineData("$argon2d$v=19$m=65536,t=2,p=4$c29tZXNhbHQ$cZn5d+rFh+ZfuRhm2iGUGgcrW5YLeM6q7L3vBsdmFA0")]
    public void Version_16_and_Argon2d_say_what_they_need(string stored)
    {
        PasswordCheck check = StoredValue.Check(stored, "password");

        Assert.Equal(PasswordCheckResult.Unusable, check.Result);
        Assert.Contains("AddLegacySchemes()", check.Reason, StringComparison.Ordinal);
    }
}
