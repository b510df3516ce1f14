namespace Samples.Tests.Clients.Programs;

/// <summary>swaks with PLAIN.</summary>
internal sealed class SwaksPlain() : Swaks("PLAIN");
