using MailAuth.StoreSpecification;
using MailAuth.Usage;

namespace MailAuth.Sqlite.Tests;

/// <summary>The SQLite sink against the contract.</summary>
public sealed class SqliteUsageSinkSpecificationTests : UsageSinkSpecification, IDisposable
{
    private readonly TemporaryDatabase file = new();

    public void Dispose() => file.Dispose();

    protected override ValueTask<IUsageSink> CreateAsync() => new(new SqliteUsageSink(file.Open()));

    protected override async ValueTask<IReadOnlyList<UsageLine>> ReadAsync(IUsageSink sink) =>
        [.. (await new SqliteUsageReport(file.Open()).LinesAsync(new DateOnly(2009, 1, 1), new DateOnly(2010, 1, 1), TestContext.Current.CancellationToken))
            .Select(line => new UsageLine(line.Record, line.FirstSeen, line.LastSeen, line.Count))];

    protected override async ValueTask<IReadOnlyList<UnauthenticatedMailLine>?> ReadUnauthenticatedMailAsync(IUsageSink sink) =>
        [.. (await new SqliteUsageReport(file.Open()).UnauthenticatedMailAsync(new DateOnly(2009, 1, 1), new DateOnly(2010, 1, 1), TestContext.Current.CancellationToken))
            .Select(line => new UnauthenticatedMailLine(line.Record, line.FirstSeen, line.LastSeen, line.Count))];
}
