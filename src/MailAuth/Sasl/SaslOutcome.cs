namespace MailAuth.Sasl;

/// <summary>What a step of a SASL exchange came to. The zero value is a failure.</summary>
public enum SaslOutcome
{
    /// <summary>The response is not one of the mechanism's, or the exchange had ended already. The login is refused like any other.</summary>
    Malformed = 0,

    /// <summary>The client has to answer <see cref="SaslStep.Challenge"/>.</summary>
    Challenge,

    /// <summary>Identity and password are there, unchecked: the engine decides.</summary>
    Complete,

    /// <summary>The client sent <c>*</c>: it gave up (RFC 4954 section 4, RFC 9051 section 6.2.2, RFC 5034 section 4).</summary>
    Cancelled,

    /// <summary>The line is not base64 (RFC 4648 section 4).</summary>
    BadEncoding,

    /// <summary>The line is over <see cref="SaslExchange.MaximumLineLength"/> octets, or the response over <see cref="SaslExchange.MaximumResponseLength"/>.</summary>
    TooLong,
}
