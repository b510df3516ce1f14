using System.Net;
using System.Reflection;
using MailAuth.Accounts;
using MailAuth.Transition;
using MailAuth.Usernames;

namespace MailAuth.Tests.Accounts;

/// <summary>Copies of an account lose nothing, and its names can be put in canonical form.</summary>
public sealed class AccountTests
{
    private static readonly UsernameNormalizer Normalizer = new(new UsernameOptions());

    private static Account Full { get; } = new("kalle@domain.se", "{PLAIN}kalle")
    {
        Status = AccountStatus.Disabled,
        StatusReason = "unpaid",
        BareUsernames = ["kalle"],
        SenderAddresses = ["info@domain.se"],
        AllowedNetworks = [IPNetwork.Parse("192.0.2.0/24")],
        Override = new AccountOverride(BareUsernameRule.Allow, null, "why", "who"),
        BareUsernameLastUsed = DateTimeOffset.UnixEpoch,
        HashedUsername = "Kalle",
        Created = DateTimeOffset.UnixEpoch,
        Home = "/home",
        UserId = 1,
        GroupId = 2,
        MailLocation = "maildir:~",
        ExtraFields = new Dictionary<string, string> { ["nologin"] = "" },
    };

    [Fact]
    public void A_copy_with_another_hash_differs_in_nothing_else()
    {
        Account empty = new("kalle@domain.se", null);
        Account copy = Full.WithPasswordHash("{PLAIN}new");
        Assert.Equal("{PLAIN}new", copy.PasswordHash);
        foreach (PropertyInfo property in typeof(Account).GetProperties().Where(property => property.Name != nameof(Account.PasswordHash)))
        {
            Assert.Equal(property.GetValue(Full), property.GetValue(copy));

            // A property that the sample leaves at its default would prove nothing.
            Assert.True(property.Name == nameof(Account.Address) || !Equals(property.GetValue(Full), property.GetValue(empty)), property.Name);
        }
    }

    [Fact]
    public void An_account_in_canonical_form_is_itself() => Assert.Same(Full, Full.Normalize(Normalizer));

    [Fact]
    public void Names_are_put_in_canonical_form_and_none_comes_twice()
    {
        Account account = new Account(" Kalle@DOMAIN.se ", "{PLAIN}KALLE") { BareUsernames = ["KALLE", "kalle", "K"], SenderAddresses = ["Info@Domain.se"], Home = "/Home" }.Normalize(Normalizer);
        Assert.Equal("kalle@domain.se", account.Address);
        Assert.Equal("{PLAIN}KALLE", account.PasswordHash);
        Assert.Equal(["kalle", "k"], account.BareUsernames);
        Assert.Equal(["info@domain.se"], account.SenderAddresses);
        Assert.Equal("/Home", account.Home);
        Assert.Equal("backup", new Account("Backup", null).Normalize(Normalizer).Address);
    }

    [Fact]
    public void A_name_that_can_not_be_one_is_refused_by_name()
    {
        Assert.Contains("bad@kund.se", Refusal(new Account("kalle@domain.se", null) { BareUsernames = ["bad@kund.se"] }), StringComparison.Ordinal);
        Assert.Contains("\"bad\"", Refusal(new Account("kalle@domain.se", null) { SenderAddresses = ["bad"] }), StringComparison.Ordinal);
        Assert.Contains("\" \"", Refusal(new Account(" ", "{PLAIN}secret")), StringComparison.Ordinal);

        static string Refusal(Account account) => Assert.Throws<ArgumentException>(() => account.Normalize(Normalizer)).Message;
    }

    [Fact]
    public void An_account_does_not_print_its_hash() => Assert.DoesNotContain("kalle", Full.ToString(), StringComparison.OrdinalIgnoreCase);
}
