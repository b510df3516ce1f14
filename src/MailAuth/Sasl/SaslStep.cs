namespace MailAuth.Sasl;

/// <summary>What the server does next in a SASL exchange. Holds no secret.</summary>
public readonly record struct SaslStep
{
    private readonly SaslChallenge? challenge;

    internal SaslStep(SaslOutcome outcome) => Outcome = outcome;

    internal SaslStep(SaslChallenge challenge)
    {
        Outcome = SaslOutcome.Challenge;
        this.challenge = challenge;
    }

    /// <summary>What the step came to. Everything but <see cref="SaslOutcome.Challenge"/> ends the exchange.</summary>
    public SaslOutcome Outcome { get; }

    /// <summary>The challenge to send, before base64; often empty. Empty where <see cref="Outcome"/> is not <see cref="SaslOutcome.Challenge"/>.</summary>
    public ReadOnlyMemory<byte> Challenge => challenge?.Bytes ?? default;

    /// <summary>The challenge in base64, as it goes on the line after <c>334 </c> (SMTP) or <c>+ </c> (IMAP, POP3); often empty.</summary>
    public string ChallengeBase64 => challenge?.Base64 ?? "";

    /// <summary>The outcome's name, and nothing of the challenge.</summary>
    public override string ToString() => Outcome.ToString();
}
