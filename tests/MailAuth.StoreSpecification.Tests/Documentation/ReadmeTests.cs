using MailAuth.Tests.Documentation;

namespace MailAuth.StoreSpecification.Tests.Documentation;

/// <summary>What the package's README shows is what there is. The class that it shows is run as the tests that it is.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_lines_are_the_ones_that_are_compiled() => ReadmeExample.IsWhatIsCompiled("MailAuth.StoreSpecification", "MailAuth.StoreSpecification.Tests", indentation: 0);
}
