using MailAuth.Configuration;
using MailAuth.Transition;
using MailAuth.Usernames;

namespace MailAuth.Tests.Configuration;

/// <summary>The names of enumerated values are written out by hand: this holds them to the types.</summary>
public sealed class SettingChoicesTests
{
    [Fact]
    public void Every_value_has_its_name_in_camel_case()
    {
        AssertComplete(SettingChoices.BareUsernames);
        AssertComplete(SettingChoices.BareUsernameRules);
        AssertComplete(SettingChoices.Protocols);
        AssertComplete(SettingChoices.Sources, except: [ResolutionSource.None, ResolutionSource.ServiceIdentity]);
    }

    private static void AssertComplete<T>((string Name, T Value)[] choices, params T[] except)
        where T : struct, Enum =>
        Assert.Equal(
            Enum.GetValues<T>().Except(except).Select(static value => (char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..], value)).Order(),
            choices.Order());
}
