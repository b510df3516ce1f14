using MailAuth.Accounts;
using MailAuth.Usernames;

namespace MailAuth;

/// <summary>The outcome of a look-up without a password: which account a username means, for the delivery of mail and for operators. Never a login.</summary>
public sealed class LookupResult
{
    /// <summary>What was found; <see langword="null"/> where the store could not answer, or the engine is shutting down: the question is open then, and mail must wait.</summary>
    public ResolutionStatus? Status { get; init; }

    /// <summary>The account, disabled ones too (their mail still arrives); <see langword="null"/> unless <see cref="Status"/> is <see cref="ResolutionStatus.Found"/>.</summary>
    public Account? Account { get; init; }

    /// <summary>The form of the username: <see cref="UsernameForm.None"/> where it is not one.</summary>
    public UsernameForm Form { get; init; }

    /// <summary>Which source decided; <see cref="ResolutionSource.None"/> where none was asked, or none applied.</summary>
    public ResolutionSource Source { get; init; }

    /// <summary>The normalized username, as text for logs; <see langword="null"/> where it is not one.</summary>
    public string? NormalizedUsername { get; init; }
}
