namespace Samples.Tests.Clients.Programs;

/// <summary>swaks with LOGIN.</summary>
internal sealed class SwaksLogin() : Swaks("LOGIN");
