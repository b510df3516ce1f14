namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>Servers that the tests of a class share. Each test says in its first line what it needs of mailauth.json.</summary>
public abstract class SharedServers : IAsyncLifetime
{
    private MailServers? servers;

    internal MailServers Servers => servers!;

    public async ValueTask InitializeAsync() => servers = await MailServers.StartAsync(Change);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (servers is not null)
        {
            await servers.DisposeAsync();
        }
    }

    /// <summary>What the class wants otherwise than the sample has it.</summary>
    private protected abstract void Change(ServerSetup setup);
}
