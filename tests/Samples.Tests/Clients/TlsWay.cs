namespace Samples.Tests.Clients;

/// <summary>How a client comes to TLS, or does without.</summary>
public enum TlsWay
{
    /// <summary>TLS from the first octet: ports 993, 995 and 465.</summary>
    OnConnect,

    /// <summary>STARTTLS, which POP3 calls STLS.</summary>
    StartTls,

    /// <summary>No TLS, from a network that the operator excepted.</summary>
    PlainAllowed,

    /// <summary>No TLS, from any other network.</summary>
    PlainClosed,
}
