namespace Samples.Tests.Clients;

/// <summary>What a client makes of its visit.</summary>
/// <param name="Succeeded">Whether it was logged in and has read or sent its message.</param>
/// <param name="Text">What it was told: a dialog's answer to the login, or what a program shows.</param>
/// <param name="Host">The host that it visited, which has stopped.</param>
internal sealed record Told(bool Succeeded, string Text, ClientsHost Host);
