using System.Collections.Concurrent;
using System.Text;
using MailAuth;
using MailAuth.Accounts;
using MailAuth.Usernames;

namespace Samples.Tests.Connections;

/// <summary>Stands in for the engine: keeps a copy of every attempt, and accepts kalle@domain.se and kalle with the password "secret" unless it is told otherwise.</summary>
internal sealed class RecordingEngine
{
    public static readonly Account Kalle = new("kalle@domain.se", null);

    private readonly ConcurrentQueue<Attempt> attempts = new();

    public IReadOnlyList<Attempt> Attempts => [.. attempts];

    /// <summary>The password memory of the last attempt itself: to see that it was zeroed.</summary>
    public ReadOnlyMemory<byte> LastPasswordMemory { get; private set; }

    public Func<Attempt, LoginResult> Decide { get; set; } = attempt =>
        attempt.Username is "kalle@domain.se" or "kalle" && attempt.Password == "secret" ? Accepted : Rejected;

    public static LoginResult Accepted => new()
    {
        Status = LoginStatus.Accepted, Reason = LoginReason.Accepted, Account = Kalle, Form = UsernameForm.FullAddress, Source = ResolutionSource.Domain, NormalizedUsername = Kalle.Address,
    };

    public static LoginResult Rejected => new() { Status = LoginStatus.Rejected, Reason = LoginReason.WrongPassword, NormalizedUsername = "kalle@domain.se" };

    public ValueTask<LoginResult> AuthenticateAsync(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        var copy = new Attempt(
            attempt.SubmittedUsername.ToArray(), PasswordOf(attempt).ToArray(), attempt.AuthorizationIdentity.ToArray(), attempt.Connection);
        LastPasswordMemory = PasswordOf(attempt);
        attempts.Enqueue(copy);
        return ValueTask.FromResult(Decide(copy));
    }

    // The password is the engine's to read; this stands in for the engine.
    [System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = "get_Password")]
    private static extern ReadOnlyMemory<byte> PasswordOf(LoginAttempt attempt);

    internal sealed record Attempt(byte[] UsernameBytes, byte[] PasswordBytes, byte[] AuthorizationIdentity, LoginConnection Connection)
    {
        public string Username => Encoding.Latin1.GetString(UsernameBytes);

        public string Password => Encoding.Latin1.GetString(PasswordBytes);
    }
}
