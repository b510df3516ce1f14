namespace MailHost.Hosting;

/// <summary>A server that listens.</summary>
/// <param name="Server">The server; disposed of at the program's end.</param>
/// <param name="StartTlsPort">The bound port that starts without TLS.</param>
/// <param name="TlsPort">The bound port with TLS on connect.</param>
public sealed record StartedServer(IAsyncDisposable Server, int StartTlsPort, int TlsPort);
