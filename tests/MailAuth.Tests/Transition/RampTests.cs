using System.Text;
using CsCheck;
using MailAuth.Transition;

namespace MailAuth.Tests.Transition;

/// <summary>The ramp picks accounts by a fixed, salted hash of the canonical address, so the set only grows and is the same everywhere.</summary>
public sealed class RampTests
{
    /// <summary>
    /// The values are part of the product: a host that is in the middle of its ramp updates and must refuse the same accounts.
    /// Computed from the description of the algorithm by an independent program.
    /// </summary>
    [Theory]
    [InlineData("", "kalle@domain.se", 80.596601963)]
    [InlineData("", "kalle@kund.se", 79.938659468)]
    [InlineData("2009", "kalle@domain.se", 23.962072167)]
    [InlineData("räksmörgås", "kalle@domain.se", 57.733877120)]
    [InlineData("", "åsa@xn--rksmrgs-5wao1o.se", 94.814989157)]
    [InlineData("", "😀@domain.se", 58.720610128)]
    public void Where_an_account_stands_never_changes(string salt, string address, double standing) =>
        Assert.Equal(standing, Ramp.Standing(Ramp.Seed(salt), address), 1e-9);

    [Fact]
    public void Salt_and_address_are_kept_apart() =>
        Assert.NotEqual(Ramp.Standing(Ramp.Seed("ab"), "c@d.se"), Ramp.Standing(Ramp.Seed("a"), "bc@d.se"));

    [Fact]
    public void Text_is_hashed_as_its_UTF_8_bytes() => Gen.String.Sample(text =>
        Assert.Equal(StandingOfBytes(Encoding.UTF8.GetBytes(text)), Ramp.Standing(Ramp.Seed(""), text)));

    [Fact]
    public void The_accounts_of_a_step_are_among_those_of_every_later_step() =>
        Gen.Select(Gen.String, Gen.Double[0, 100], Gen.Double[0, 100], Gen.String.Array[0, 50]).Sample((salt, a, b, names) =>
        {
            (double lower, double higher) = (Math.Min(a, b), Math.Max(a, b));
            TransitionPolicy policy = Policy(salt[..Math.Min(salt.Length, 64)], lower, higher);
            foreach (string name in names)
            {
                string address = name + "@domain.se";
                bool isRefusedFirst = !policy.Decide(FirstStep, address).IsAllowed;
                bool isRefusedLater = !policy.Decide(SecondStep, address).IsAllowed;
                Assert.True(!isRefusedFirst || isRefusedLater, address);
            }
        });

    [Fact]
    public void Zero_percent_is_nobody_and_a_hundred_everybody()
    {
        TransitionPolicy policy = Policy("", 0, 100);
        for (int i = 0; i < 10_000; i++)
        {
            Assert.True(policy.Decide(FirstStep, $"user{i}@domain.se").IsAllowed);
            Assert.False(policy.Decide(SecondStep, $"user{i}@domain.se").IsAllowed);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(25)]
    [InlineData(50)]
    [InlineData(90)]
    public void A_step_reaches_about_its_part_of_the_accounts(double percent)
    {
        ulong seed = Ramp.Seed("2009");
        int reached = 0;
        for (int i = 0; i < 100_000; i++)
        {
            reached += Ramp.Standing(seed, $"user{i}@domain{i % 7}.se") < percent ? 1 : 0;
        }

        // Five standard deviations at the widest (50 percent) are 0.8 percent.
        Assert.InRange(reached / 1000.0, percent - 0.8, percent + 0.8);
    }

    [Fact]
    public void Another_salt_chooses_other_accounts()
    {
        (ulong one, ulong other) = (Ramp.Seed("one"), Ramp.Seed("other"));
        int both = 0;
        for (int i = 0; i < 10_000; i++)
        {
            both += Ramp.Standing(one, $"user{i}@domain.se") < 50 && Ramp.Standing(other, $"user{i}@domain.se") < 50 ? 1 : 0;
        }

        Assert.InRange(both, 2_200, 2_800);
    }

    private static DateTimeOffset FirstStep => Timelines.Utc("2009-08-25T12:00:00Z");

    private static DateTimeOffset SecondStep => Timelines.Utc("2009-08-26T12:00:00Z");

    private static TransitionPolicy Policy(string salt, double first, double second)
    {
        TransitionOptions options = Timelines.Dates();
        options.RampSalt = salt;
        options.Ramp = [new(new(2009, 8, 25), first), new(new(2009, 8, 26), second)];
        return new TransitionPolicy(options);
    }

    /// <summary>The description in <see cref="Ramp"/>, over bytes, without a salt.</summary>
    private static double StandingOfBytes(byte[] bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in (byte[])[0, .. bytes])
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        hash = unchecked((hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD);
        hash = unchecked((hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53);
        hash ^= hash >> 33;
        return (hash >> 32) * 100.0 / 4294967296.0;
    }
}
