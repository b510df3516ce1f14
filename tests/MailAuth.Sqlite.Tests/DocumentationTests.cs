using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MailAuth.Tests;
using MailAuth.Usage;
using MailAuth.Usernames;
using Microsoft.Data.Sqlite;

namespace MailAuth.Sqlite.Tests;

/// <summary>The queries of docs/transition-guide.md against a database that the sink has written.</summary>
public sealed class DocumentationTests : IDisposable
{
    private readonly TemporaryDatabase file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task The_queries_of_the_transition_guide_find_who_has_to_change()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        UsageRecord login = new() { Address = "kalle@domain.se", Form = UsernameForm.LocalPart, Protocol = MailProtocol.Imap, Time = now, ClientId = "Outlook" };
        SqliteMailAuthDatabase database = file.Open();
        var sink = new SqliteUsageSink(database);
        await sink.WriteAsync(new[] { login, login, login with { Address = "anna@domain.se", Form = UsernameForm.FullAddress } }, cancellationToken);
        await sink.WriteUnauthenticatedMailAsync(new[] { new UnauthenticatedMail { Network = IPNetwork.Parse("198.51.100.7/32"), Sender = "kalle@domain.se", Time = now } }, cancellationToken);

        string[] queries = [.. Regex.Matches(await File.ReadAllTextAsync(Guide(), cancellationToken), "```sql\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value)];
        Assert.Equal(2, queries.Length);
        string last = now.ToString("yyyy-MM-dd HH':'mm':'ss", CultureInfo.InvariantCulture);
        Assert.Equal([$"kalle@domain.se|Outlook|{last}|2"], await RowsAsync(queries[0], "address", "client", "last", "logins"));
        Assert.Equal(["198.51.100.7/32|kalle@domain.se|1"], await RowsAsync(queries[1], "network", "sender", "messages"));
    }

    private static string Guide() => Path.Combine(Repository.Root, "docs", "transition-guide.md");

    private async Task<List<string>> RowsAsync(string query, params string[] columns)
    {
        await using var connection = new SqliteConnection($"Data Source={file.File};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = query;
        await using SqliteDataReader reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> rows = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(string.Join('|', columns.Select(column => reader.GetValue(reader.GetOrdinal(column)))));
        }

        return rows;
    }
}
