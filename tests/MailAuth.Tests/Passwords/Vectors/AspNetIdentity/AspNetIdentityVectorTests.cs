using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords.Vectors.AspNetIdentity;

/// <summary>
/// Values from ASP.NET Core (MIT licence), src/Identity/test/Identity.Test/PasswordHasherTest.cs; each recomputed with Python's hashlib first.
/// The password is "my password".
/// </summary>
public class AspNetIdentityVectorTests
{
    [Theory]
    [InlineData("AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJg==")]
    [InlineData("ANXrDknc7fGPpigibZXXZFMX4aoqz44JveK6jQuwY3eH/UyPhvr5xTPeGYEckLxz9A==")]
    [InlineData("AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==")]
    [InlineData("AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw")]
    [InlineData("AQAAAAIAAAD6AAAAIJbVi5wbMR+htSfFp8fTw8N8GOS/Sje+S/4YZcgBfU7EQuqv4OkVYmc4VJl9AGZzmRTxSkP7LtVi9IWyUxX8IAAfZ8v+ZfhjCcudtC1YERSqE1OEdXLW9VukPuJWBBjLuw==")]
    [InlineData("AQAAAAAAAAD6AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M")]
    public void Identity_verifies_it_and_so_do_we(string blob)
    {
        StoredValue.AssertVector("ASPNET-IDENTITY", "{ASPNET-IDENTITY}" + blob, "my password", shortenedToo: false);
        StoredValue.AssertVector("ASPNET-IDENTITY", blob, "my password", shortenedToo: false);
        Assert.Equal(PasswordCheckResult.Match, StoredValue.Check(blob, "my password", "aspnet-identity").Result);
    }

    [Theory]
    [InlineData("AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggE=", PasswordCheckResult.Unusable)]
    [InlineData("AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJgAAAAAAAAAAAAA=", PasswordCheckResult.Unusable)]
    [InlineData("AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4A=", PasswordCheckResult.Unusable)]
    [InlineData("AQAAAAMAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw", PasswordCheckResult.Unusable)]
    [InlineData("AQAAAAL/////AAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw", PasswordCheckResult.Unusable)]
    [InlineData("AQAAAAIAAAAy/////+MwvhEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBu", PasswordCheckResult.Unusable)]
    [InlineData("AgAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw", PasswordCheckResult.Unusable)]
    [InlineData("AAABAgMEBQYHCAkKCwwNDg+uAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAALtH1uJg==", PasswordCheckResult.Mismatch)]
    [InlineData("AQAAAAAAAAD6AAAAEAhftMyfTJyAAAAAAAAAAAAAAAAAAAih5WsjXaR3PA9M", PasswordCheckResult.Mismatch)]
    [InlineData("AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHwAAAAAAAAAAAA", PasswordCheckResult.Unusable)]
    public void What_Identity_refuses_never_matches(string blob, PasswordCheckResult expected) =>
        Assert.Equal(expected, StoredValue.Check("{ASPNET-IDENTITY}" + blob, "my password").Result);

    /// <summary>The one exception: cut to a key of 16 bytes, a value is one that Identity could have written.</summary>
    [Theory]
    [InlineData("ANXrDknc7fGPpigibZXXZFMX4aoqz44JveK6jQuwY3eH/UyPhvr5xTPeGYEckLxz9A==", 0)]
    [InlineData("AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==", 60)]
    [InlineData("AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw", 0)]
    public void A_value_that_has_lost_its_end_does_not_match(string blob, int exception)
    {
        for (int length = 0; length < blob.Length; length++)
        {
            PasswordCheckResult expected = length == exception && length > 0 ? PasswordCheckResult.Match : PasswordCheckResult.Unusable;
            Assert.Equal(expected, StoredValue.Check(blob[..length], "my password").Result);
        }
    }

    [Fact]
    public void A_declared_default_scheme_is_never_overridden_by_what_a_value_looks_like() =>
        Assert.Equal(
            new PasswordCheck(PasswordCheckResult.Mismatch, "PLAIN", null, false),
            StoredValue.Check("AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw", "my password", "PLAIN"));
}
