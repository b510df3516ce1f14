using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Passwords;
using MailAuth.Throttling;
using MailAuth.Transition;
using MailAuth.Usage;
using MailAuth.Usernames;

namespace MailAuth;

/// <summary>What a login has found out so far, and the results it may end with. Holds the rules about what may be told to whom.</summary>
internal struct LoginAnswer(MailAuthPolicy policy, LoginConnection connection, Username username, DateTimeOffset now)
{
    private UsernameResolution resolution;
    private TransitionDecision decision;
    private bool decided;
    private ThrottleTurn turn;

    public void Resolved(UsernameResolution found) => resolution = found;

    /// <summary>When the login is decided.</summary>
    public readonly DateTimeOffset Now => now;

    /// <summary>What the throttle said.</summary>
    public void Throttled(ThrottleTurn taken) => turn = taken;

    /// <summary>No decision now.</summary>
    public readonly LoginResult Unavailable(LoginReason reason) => Result(LoginStatus.TemporarilyUnavailable, reason, LoginNotice.None);

    /// <summary>The password did not match, or there was nothing to match it with.</summary>
    public readonly LoginResult NoMatch(PasswordVerdict verdict) => verdict switch
    {
        PasswordVerdict.Busy => Unavailable(LoginReason.HashQueueFull),
        PasswordVerdict.Unusable => Refuse(LoginReason.UnusableHash),
        _ when username.Form == UsernameForm.None => Refuse(LoginReason.InvalidUsername),
        _ when resolution.Status == ResolutionStatus.Unknown => Refuse(LoginReason.UnknownAccount),
        _ when resolution.Status == ResolutionStatus.Ambiguous => Refuse(LoginReason.AmbiguousUsername),
        _ when resolution.Account!.Status != AccountStatus.Active => Refuse(LoginReason.AccountDisabled),
        _ => Refuse(LoginReason.WrongPassword),
    };

    /// <summary>The right password: may the form be used?</summary>
    public LoginResult Decide(Account account)
    {
        decision = policy.Transition.Decide(new TransitionQuery
        {
            Address = account.Address,
            // A service identity has no domain to add: it is exempt.
            Form = resolution.Source == ResolutionSource.ServiceIdentity ? UsernameForm.FullAddress : username.Form,
            Now = now,
            Protocol = connection.Protocol,
            RemoteAddress = connection.RemoteAddress,
            AccountOverride = account.Override,
            BareUsernameLastUsed = account.BareUsernameLastUsed,
        });
        decided = true;
        if (decision.IsAllowed && connection is { Protocol: MailProtocol.Submission, Tls: false }
            && policy.Submission.RefusesCleartextLogin(account.Address, connection.RemoteAddress, now, out string? rule))
        {
            // A login that can send nothing would only tell whoever listens that the password is right.
            decision = decision with { Rule = rule };
            return Refuse(LoginReason.TlsRequired);
        }

        return decision.IsAllowed
            ? Result(LoginStatus.Accepted, LoginReason.Accepted, decision.ShouldWarn && connection.Tls ? LoginNotice.ChangeToFullAddress : LoginNotice.None)
            : Refuse(decision.Reason);
    }

    /// <summary>
    /// Refused. Every refused bare login gets the temporary answer in a brownout of the calendar that the connection gives. What differs by
    /// account is told after the right password and over TLS only; without TLS every refusal looks alike.
    /// </summary>
    public readonly LoginResult Refuse(LoginReason reason)
    {
        if (reason == LoginReason.StoreUnavailable
            || (username.LooksBare && policy.Transition.IsBrownoutAt(policy.Usernames.ConnectionDomain(connection), now))
            || (reason == LoginReason.Brownout && connection.Tls))
        {
            return Unavailable(reason);
        }

        return Result(LoginStatus.Rejected, reason, connection.Tls ? NoticeFor(reason) : LoginNotice.None);
    }

    /// <summary>The record of an accepted login.</summary>
    public readonly UsageRecord Usage(Account account, LoginResult result) => UsageRecord.Of(account.Address, connection, result, now, decision.Inherited);

    private static LoginNotice NoticeFor(LoginReason reason) => reason switch
    {
        LoginReason.BareUsernameClosed or LoginReason.BareUsernameRamped or LoginReason.BareUsernameOverridden or LoginReason.BareUsernameRatcheted => LoginNotice.UseFullAddress,
        LoginReason.LoginSwitchedOff => LoginNotice.LoginSwitchedOff,
        LoginReason.AuthorizationIdentityMismatch => LoginNotice.AnotherAccount,
        _ => LoginNotice.None,
    };

    /// <summary>The domain whose dates count where nothing was decided: the account's, else the connection's.</summary>
    private readonly string? Domain() => resolution.Account is { } account
        ? account.Address[(account.Address.LastIndexOf('@') + 1)..]
        : policy.Usernames.ConnectionDomain(connection);

    private readonly LoginResult Result(LoginStatus status, LoginReason reason, LoginNotice notice) => new()
    {
        Status = status,
        Reason = reason,
        Notice = notice,
        Form = username.Form,
        Source = resolution.Source,
        Phase = decided ? decision.Phase : policy.Transition.PhaseAt(Domain(), now),
        Account = resolution.Account,
        NormalizedUsername = username.Text,
        Rule = turn.Limit switch
        {
            ThrottleLimit.None => decision.Rule,
            ThrottleLimit.Name => "throttle.name",
            ThrottleLimit.Network => "throttle.network",
            _ => "throttle.nameAndNetwork",
        },
        ThrottleLimit = turn.Limit,
        Delay = status == LoginStatus.Accepted ? TimeSpan.Zero : turn.Delay,
        DryRunStatus = decision.DryRunReason switch
        {
            null => null,
            LoginReason.Brownout => LoginStatus.TemporarilyUnavailable,
            _ => LoginStatus.Rejected,
        },
    };
}
