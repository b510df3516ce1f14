using Samples.Tests.Connections;

namespace Samples.Tests.CustomAccountStore;

/// <summary>samples/CustomAccountStore as its user meets it.</summary>
public sealed class CustomAccountStoreTests
{
    [Fact]
    public async Task It_logs_in_with_the_store_and_the_hash_is_replaced()
    {
        (int exitCode, string output, string error) = await ExternalProgram.RunAsync(AppContext.BaseDirectory, "dotnet", Repository.BuiltSample("CustomAccountStore"));
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(
            """
            kalle@domain.se is stored as SHA256
            kalle at mail.domain.se: kalle@domain.se
            kalle at mail.kund.se: kalle@kund.se
            kalle at localhost: AmbiguousUsername
            kalle@domain.se is stored as ARGON2ID
            """,
            output.Trim().ReplaceLineEndings("\n"));
    }
}
