namespace MailAuth.Sasl;

/// <summary>The server side of a mechanism, for one exchange: a response in, a challenge or an identity out. No I/O, no memory of its own to zero.</summary>
internal abstract class SaslMechanism
{
    /// <summary>What a client that sent no initial response is asked first.</summary>
    public abstract SaslChallenge FirstChallenge { get; }

    /// <summary>Takes the next response, the initial one included.</summary>
    /// <param name="response">The decoded response. It stays as it is until the exchange is disposed of, so it can be kept and sliced.</param>
    /// <param name="identity">At <see cref="SaslOutcome.Complete"/>, the identity.</param>
    public abstract SaslStep Next(ReadOnlyMemory<byte> response, out SaslIdentity identity);
}
