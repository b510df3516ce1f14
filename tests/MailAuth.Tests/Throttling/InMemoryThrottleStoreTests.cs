using MailAuth.Throttling;

namespace MailAuth.Tests.Throttling;

public sealed class InMemoryThrottleStoreTests : ThrottleStoreTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(1 << 23)]
    public void A_number_of_records_that_can_not_be_is_named(int records)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new InMemoryThrottleStore(records));
        Assert.Equal(records, exception.ActualValue);
    }

    protected override IThrottleStore CreateStore(TimeProvider timeProvider) => new InMemoryThrottleStore(1_024, timeProvider);
}
