using MailAuth.Accounts;

namespace MailAuth;

/// <summary>The one way in: decides a login.</summary>
public sealed class MailAuthenticator : IDisposable, IAsyncDisposable
{
    /// <summary>Makes an engine.</summary>
    public MailAuthenticator(MailAuthOptions options, IAccountStore store) => throw new NotSupportedException();

    /// <summary>Decides a login.</summary>
    public ValueTask<LoginResult> AuthenticateAsync(LoginAttempt attempt, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
