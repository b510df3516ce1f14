namespace MailAuth.Sasl;

/// <summary>
/// PLAIN (RFC 4616): <c>authzid NUL authcid NUL password</c> in one response. What follows the second NUL is the password, also
/// with a NUL in it, which section 2 forbids: like an empty identity or password it goes to the engine, so that its answer is the common one.
/// </summary>
internal sealed class PlainMechanism : SaslMechanism
{
    private static readonly SaslChallenge Empty = new([]);

    public override SaslChallenge FirstChallenge => Empty;

    public override SaslStep Next(ReadOnlyMemory<byte> response, out SaslIdentity identity)
    {
        identity = default;
        int first = response.Span.IndexOf((byte)0);
        if (first < 0)
        {
            return new SaslStep(SaslOutcome.Malformed);
        }

        ReadOnlyMemory<byte> rest = response[(first + 1)..];
        int second = rest.Span.IndexOf((byte)0);
        if (second < 0)
        {
            return new SaslStep(SaslOutcome.Malformed);
        }

        identity = new SaslIdentity(rest[..second], response[..first], rest[(second + 1)..]);
        return new SaslStep(SaslOutcome.Complete);
    }
}
