namespace Samples.Tests.Clients;

/// <summary>Who logs in.</summary>
/// <param name="Address">The full username.</param>
/// <param name="Bare">The bare username, recorded for the account.</param>
/// <param name="Password">The password as text; a client sends it in the encoding of its time.</param>
public sealed record Customer(string Address, string Bare, string Password)
{
    /// <summary>Whose password has å and ö. Its hash is of the UTF-8 form.</summary>
    public static Customer Lisa { get; } = new("lisa@domain.se", "lisa", "räksmörgås");

    /// <summary>Whose password is ASCII: for the programs that can send no other.</summary>
    public static Customer Kalle { get; } = new("kalle@domain.se", "kalle", "hemligt");
}
