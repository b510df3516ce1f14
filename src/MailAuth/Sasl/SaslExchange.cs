using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace MailAuth.Sasl;

/// <summary>
/// The server side of one SASL authentication (RFC 4422), without I/O: the adapter reads lines and writes challenges. No bytes of a client
/// make it throw. Not safe for concurrent use.
/// <para>
/// Make one with <see cref="TryCreate"/>. Give an initial response to <see cref="NextLine"/>; where there is none, send the challenge of
/// <see cref="Start"/>. Then give every line to <see cref="NextLine"/>, until the outcome is not <see cref="SaslOutcome.Challenge"/>. At
/// <see cref="SaslOutcome.Complete"/> hand <see cref="ToAttempt"/> to the engine, and dispose of the exchange after the engine's answer.
/// </para>
/// </summary>
public sealed class SaslExchange : IDisposable
{
    /// <summary>The longest line of an exchange, in octets, without its CRLF (RFC 4954 section 4).</summary>
    public const int MaximumLineLength = 12_288;

    /// <summary>The longest response, in octets after base64 is undone: what fits in a line.</summary>
    public const int MaximumResponseLength = MaximumLineLength / 4 * 3;

    private readonly SaslMechanism mechanism;
    private readonly List<byte[]> responses = new(capacity: 2);
    private SaslIdentity identity;
    private State state;

    private SaslExchange(SaslMechanism mechanism) => this.mechanism = mechanism;

    private enum State
    {
        New,
        Challenged,
        Ended,
        Complete,
        Disposed,
    }

    /// <summary>Whether identity and password are there, unchecked. No longer after <see cref="Dispose"/>, or after a step that came too late.</summary>
    public bool IsComplete => state == State.Complete;

    /// <summary>The authentication identity (authcid) as it was sent, also empty; empty before <see cref="SaslOutcome.Complete"/> and after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> AuthenticationIdentity => identity.Authentication;

    /// <summary>The authorization identity (authzid) as it was sent; empty where there was none, before <see cref="SaslOutcome.Complete"/> and after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> AuthorizationIdentity => identity.Authorization;

    /// <summary>The password as it was sent, also empty; zeroed by <see cref="Dispose"/>. Empty before <see cref="SaslOutcome.Complete"/> and after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Password => identity.Password;

    /// <summary>Makes an exchange for the mechanism that a client has named.</summary>
    /// <param name="mechanismName">The mechanism's name in any case, as it was sent.</param>
    /// <param name="exchange">The exchange, to be disposed of; <see langword="null"/> where the mechanism is none of <see cref="SaslMechanisms.Names"/>.</param>
    /// <returns>Whether the mechanism is known.</returns>
    public static bool TryCreate(ReadOnlySpan<byte> mechanismName, [NotNullWhen(true)] out SaslExchange? exchange)
    {
        exchange = SaslMechanisms.Create(mechanismName) is { } mechanism ? new SaslExchange(mechanism) : null;
        return exchange is not null;
    }

    /// <summary>Starts without an initial response.</summary>
    /// <returns>The first challenge: empty for PLAIN, <c>Username:</c> for LOGIN. <see cref="SaslOutcome.Malformed"/> where the exchange had begun already.</returns>
    /// <exception cref="ObjectDisposedException">The exchange is disposed of.</exception>
    public SaslStep Start()
    {
        ObjectDisposedException.ThrowIf(state == State.Disposed, this);
        if (state != State.New)
        {
            return End(SaslOutcome.Malformed);
        }

        state = State.Challenged;
        return new SaslStep(mechanism.FirstChallenge);
    }

    /// <summary>Takes a response as a line of the protocol: base64, <c>*</c> to cancel, and as an initial response <c>=</c> for an empty one.</summary>
    /// <param name="line">
    /// The line without its CRLF, or the initial response of a command. An empty line is an empty response, but never an initial one (RFC 4954 section 4). The adapter zeroes its own buffer.
    /// </param>
    /// <returns>What to do next.</returns>
    /// <exception cref="ObjectDisposedException">The exchange is disposed of.</exception>
    public SaslStep NextLine(ReadOnlySpan<byte> line)
    {
        ObjectDisposedException.ThrowIf(state == State.Disposed, this);
        if (state is not (State.New or State.Challenged))
        {
            return End(SaslOutcome.Malformed);
        }

        if (line.Length > MaximumLineLength)
        {
            return End(SaslOutcome.TooLong);
        }

        if (line.SequenceEqual("*"u8))
        {
            return End(SaslOutcome.Cancelled);
        }

        if (state == State.New)
        {
            if (line.IsEmpty)
            {
                return End(SaslOutcome.BadEncoding);
            }

            if (line.SequenceEqual("="u8))
            {
                line = default;
            }
        }

        return StrictBase64.Decode(line) is { } response ? Take(response) : End(SaslOutcome.BadEncoding);
    }

    /// <summary>Takes a response that is no longer base64.</summary>
    /// <param name="response">The response; it is copied. The adapter zeroes its own buffer.</param>
    /// <returns>What to do next.</returns>
    /// <exception cref="ObjectDisposedException">The exchange is disposed of.</exception>
    public SaslStep Next(ReadOnlySpan<byte> response)
    {
        ObjectDisposedException.ThrowIf(state == State.Disposed, this);
        return state is not (State.New or State.Challenged) ? End(SaslOutcome.Malformed)
            : response.Length > MaximumResponseLength ? End(SaslOutcome.TooLong)
            : Take(response.ToArray());
    }

    /// <summary>Makes the attempt that the engine decides. It reads this exchange's buffers: dispose of the exchange only after the engine's answer.</summary>
    /// <param name="connection">The connection that the exchange ran on.</param>
    /// <returns>The attempt.</returns>
    /// <exception cref="InvalidOperationException">The exchange is not complete.</exception>
    /// <exception cref="ObjectDisposedException">The exchange is disposed of.</exception>
    public LoginAttempt ToAttempt(LoginConnection connection)
    {
        ObjectDisposedException.ThrowIf(state == State.Disposed, this);
        return state == State.Complete
            ? new LoginAttempt(identity.Authentication, identity.Password, connection) { AuthorizationIdentity = identity.Authorization }
            : throw new InvalidOperationException("The SASL exchange is not complete.");
    }

    /// <summary>Zeroes everything that the client sent, the password of an attempt of <see cref="ToAttempt"/> with it. May be repeated.</summary>
    public void Dispose()
    {
        state = State.Disposed;
        Forget();
    }

    private SaslStep Take(byte[] response)
    {
        responses.Add(response);
        SaslStep step = mechanism.Next(response, out identity);
        switch (step.Outcome)
        {
            case SaslOutcome.Challenge:
                state = State.Challenged;
                return step;
            case SaslOutcome.Complete:
                state = State.Complete;
                return step;
            default:
                return End(step.Outcome);
        }
    }

    /// <summary>Ends in failure: an identity that was complete is none any more.</summary>
    private SaslStep End(SaslOutcome outcome)
    {
        state = State.Ended;
        Forget();
        return new SaslStep(outcome);
    }

    private void Forget()
    {
        identity = default;
        foreach (byte[] response in responses)
        {
            CryptographicOperations.ZeroMemory(response);
        }

        responses.Clear();
    }
}
