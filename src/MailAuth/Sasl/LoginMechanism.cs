namespace MailAuth.Sasl;

/// <summary>
/// LOGIN (draft-murchison-sasl-login-00): the username, then the password, each after a prompt that clients show or ignore.
/// An initial response, which the draft does not know and clients send all the same, is the username.
/// </summary>
internal sealed class LoginMechanism : SaslMechanism
{
    private static readonly SaslChallenge AskUsername = new("Username:"u8.ToArray());
    private static readonly SaslChallenge AskPassword = new("Password:"u8.ToArray());

    private ReadOnlyMemory<byte>? username;

    public override SaslChallenge FirstChallenge => AskUsername;

    public override SaslStep Next(ReadOnlyMemory<byte> response, out SaslIdentity identity)
    {
        identity = default;
        if (username is not { } authentication)
        {
            username = response;
            return new SaslStep(AskPassword);
        }

        identity = new SaslIdentity(authentication, default, response);
        return new SaslStep(SaslOutcome.Complete);
    }
}
