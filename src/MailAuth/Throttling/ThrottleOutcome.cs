namespace MailAuth.Throttling;

/// <summary>What came of a login that might have been a guess.</summary>
public enum ThrottleOutcome
{
    /// <summary>No guess after all: the right password, refused for another reason; or a fault. Gives back what was taken.</summary>
    NoGuess = 0,

    /// <summary>A wrong password: a guess, unless it is the same one again.</summary>
    WrongPassword,

    /// <summary>The login was accepted. Gives back what was taken, and the network becomes the name's own.</summary>
    Accepted,
}
