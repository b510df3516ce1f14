using System.Diagnostics;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Diagnostics;
using MailAuth.Passwords;
using MailAuth.Submission;
using MailAuth.Throttling;
using MailAuth.Transition;
using MailAuth.Usage;
using MailAuth.Usernames;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailAuth;

/// <summary>
/// The one way in: decides a login. Safe for concurrent use: make one for a process, and dispose of it last. With an inline hash executor and a synchronous store a call completes synchronously.
/// </summary>
public sealed partial class MailAuthenticator : IDisposable, IAsyncDisposable
{
    private readonly LoginVerification verification;
    private readonly TimeProvider timeProvider;
    private readonly ILogger logger;
    private readonly ILogger sendingLogger;
    private readonly ILogger abuseLogger;
    private readonly Instruments? instruments;
    private readonly HashExecutor executor;
    private readonly UsageDelivery? usage;
    private readonly IThrottleStore? throttleStore;
    private volatile Throttle? throttle;
    private readonly Rehasher? rehasher;
    private readonly InMemoryAccountStore? memory;
    private readonly LoginCache? cache;
    private volatile MailAuthPolicy policy;
    private volatile bool disposed;

    /// <summary>Makes an engine from options.</summary>
    /// <param name="options">The options; later changes to them change nothing (see <see cref="Apply"/>).</param>
    /// <param name="store">Where accounts are kept. The engine does not dispose it.</param>
    /// <param name="usageSink">Where records of successful logins go; <see langword="null"/> for nowhere. The engine does not dispose it.</param>
    /// <param name="schemes">Password schemes besides the core's own: the last one that claims a stored value wins.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="loggerFactory">Where the audit lines go; <see langword="null"/> for nowhere.</param>
    /// <param name="throttleStore">Where guesses are counted; <see langword="null"/> for the usual place: the state directory, without one this process's memory.</param>
    /// <exception cref="MailAuthConfigurationException">The options are wrong; the exception names all that is.</exception>
    public MailAuthenticator(
        MailAuthOptions options,
        IAccountStore store,
        IUsageSink? usageSink = null,
        IEnumerable<IPasswordScheme>? schemes = null,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null,
        IThrottleStore? throttleStore = null)
        : this(MailAuthPolicy.Create(options, schemes), store, usageSink, timeProvider, loggerFactory, throttleStore)
    {
    }

    /// <summary>Makes an engine from a policy, such as a configuration file gives.</summary>
    /// <param name="policy">The policy, with its password schemes.</param>
    /// <param name="store">Where accounts are kept. The engine does not dispose it.</param>
    /// <param name="usageSink">Where records of successful logins go; <see langword="null"/> for nowhere. The engine does not dispose it.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="loggerFactory">Where the audit lines go; <see langword="null"/> for nowhere.</param>
    /// <param name="throttleStore">Where guesses are counted; <see langword="null"/> for the usual place: the state directory, without one this process's memory.</param>
    public MailAuthenticator(
        MailAuthPolicy policy,
        IAccountStore store,
        IUsageSink? usageSink = null,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null,
        IThrottleStore? throttleStore = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(store);
        this.policy = policy;
        this.timeProvider = timeProvider ?? TimeProvider.System;
        logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("MailAuth");
        sendingLogger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("MailAuth.Submission");
        abuseLogger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger(MailAuthDiagnostics.AbuseCategory);
        instruments = Instruments.Of(isShortLived: policy.Executor.Inline);
        executor = new HashExecutor(policy.Executor, this.timeProvider, logger, policy.StateDirectory, instruments);
        instruments?.Load.Add(executor);
        usage = usageSink is null ? null : new UsageDelivery(usageSink, policy, this.timeProvider, loggerFactory, instruments);
        this.throttleStore = throttleStore;
        throttle = Throttle.Create(policy, throttleStore, this.timeProvider, logger);
        memory = store as InMemoryAccountStore;
        rehasher = store is IAccountHashWriter writer ? new Rehasher(writer, executor, this.timeProvider, logger) : null;
        cache = policy.Executor.Inline ? null : new LoginCache(store, this.timeProvider, instruments);
        cache?.Follow(() => this.policy.Passwords);
        verification = new LoginVerification(store, executor, cache, usage is not null, this.timeProvider, logger);
        WarnOfRatchet(policy);
    }

    /// <summary>For tests: where every hash operation is counted.</summary>
    internal HashExecutor Executor => executor;

    /// <summary>For tests: what the engine is seen by; null of a short-lived one.</summary>
    internal Instruments? Instruments => instruments;

    /// <summary>The policy that decides from the next login on.</summary>
    public MailAuthPolicy Policy => policy;

    /// <summary>
    /// Swaps the policy atomically: a login that has begun ends under the old one. What the hash executor, the usage recorder and the place where guesses are counted
    /// were made with (<c>passwords.executor</c>, <c>usage</c>, <c>stateDirectory</c>, <c>throttle.records</c>) stays until the engine is made anew.
    /// </summary>
    /// <param name="policy">The new policy.</param>
    public void Apply(MailAuthPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        throttle ??= Throttle.Create(policy, throttleStore, timeProvider, logger);
        this.policy = policy;
        cache?.Follow(() => this.policy.Passwords);
        WarnOfRatchet(policy);
    }

    /// <summary>
    /// Decides a login: normalizes the username, asks the throttle, finds the account, verifies the password, and applies the account's restrictions and the transition; then replaces an outdated hash and
    /// records the login. It never waits out <see cref="LoginResult.Delay"/>: the host does.
    /// </summary>
    /// <param name="attempt">What the client sent. Its buffers are read until the task has completed, never after.</param>
    /// <param name="cancellationToken">Ends the login. A hash that is being computed is waited for.</param>
    /// <returns>The outcome. Bad input of every kind is a result, not an exception.</returns>
    /// <exception cref="OperationCanceledException">The login was cancelled.</exception>
    public ValueTask<LoginResult> AuthenticateAsync(LoginAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return instruments is { SeesLogins: true } ? MeasureAsync(attempt, instruments, cancellationToken) : DecideAsync(attempt, cancellationToken);
    }

    private async ValueTask<LoginResult> MeasureAsync(LoginAttempt attempt, Instruments listening, CancellationToken cancellationToken)
    {
        using Activity? activity = listening.StartLogin();
        long began = timeProvider.GetTimestamp();
        LoginResult result = await DecideAsync(attempt, cancellationToken).ConfigureAwait(false);
        listening.LoginDecided(activity, attempt.Connection.Protocol, result, timeProvider.GetElapsedTime(began));
        return result;
    }

    private async ValueTask<LoginResult> DecideAsync(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        MailAuthPolicy current = policy;
        LoginConnection connection = attempt.Connection;

        // 1: text only.
        Username username = current.Normalizer.Normalize(attempt.SubmittedUsername.Span);
        var answer = new LoginAnswer(current, connection, username, timeProvider.GetUtcNow());
        if (disposed)
        {
            return Close(attempt, answer.Unavailable(LoginReason.EngineUnavailable));
        }

        if (!PasswordPolicy.IsAcceptable(attempt.Password.Span))
        {
            return Close(attempt, answer.Refuse(LoginReason.InvalidPassword));
        }

        // 2: may this name, this network, try now? Text and connection alone decide: whether there is such an account is not known yet.
        ThrottleRequest request = default;
        ThrottleTurn turn = default;
        Throttle? limits = current.Throttle.IsEnabled ? throttle : null;
        if (limits is not null)
        {
            if (memory is not null && username.Form == UsernameForm.FullAddress)
            {
                // Of millions of accounts none is near: what is far away is fetched while the throttle decides.
                memory.Prefetch(username.Text!);
            }

            request = limits.Request(current, username, attempt, answer.Now);
            if (await limits.TakeAsync(request, current.StoreTimeout, cancellationToken).ConfigureAwait(false) is { } taken)
            {
                turn = taken;
            }
            else
            {
                limits = null;
            }

            answer.Throttled(turn);
            if (!turn.IsAllowed)
            {
                LoginResult held = answer.Unavailable(LoginReason.Throttled);
                AbuseLog.Throttled(abuseLogger, attempt, held, current.Throttle);
                return Close(attempt, held);
            }
        }

        // What ends without a verdict, because it is cancelled, counts as a guess: of a cheap hash it may have been one.
        var client = HashClient.Of(connection.RemoteAddress, turn.IsKnown);
        var verdict = new LoginVerdict(null!, ThrottleOutcome.WrongPassword);
        try
        {
            verdict = await verification.VerifyAsync(current, attempt, username, answer, client, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (limits is not null)
            {
                await limits.SettleAsync(request, turn, verdict.Throttle, verdict.Account, current.StoreTimeout).ConfigureAwait(false);
            }
        }

        if (verdict.Throttle == ThrottleOutcome.WrongPassword && !turn.IsRepeated)
        {
            AbuseLog.Guess(abuseLogger, attempt, verdict.Result, current.Throttle);
        }

        // 7: after success.
        if (verdict.Password.RehashDue && verdict.Account is { } account && rehasher is not null)
        {
            await rehasher.RehashAsync(current.Passwords, account, verdict.Password, attempt.Password, client, current.StoreTimeout, cancellationToken).ConfigureAwait(false);
        }

        if (verdict.Usage is { } record)
        {
            await usage!.WriteAsync(record).ConfigureAwait(false);
        }

        return Close(attempt, verdict.Result);
    }

    /// <summary>
    /// Says which account a username means, without a password: for the delivery of mail (a userdb look-up) and for operators. No transition applies, and a disabled account is found:
    /// its mail still arrives.
    /// </summary>
    /// <param name="submittedUsername">The username as it was sent. Any bytes, any length.</param>
    /// <param name="connection">The connection, as far as it is known.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The outcome. Bad input of every kind is a result, not an exception.</returns>
    /// <exception cref="OperationCanceledException">The look-up was cancelled.</exception>
    public async ValueTask<LookupResult> LookupAsync(ReadOnlyMemory<byte> submittedUsername, LoginConnection connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        cancellationToken.ThrowIfCancellationRequested();
        MailAuthPolicy current = policy;
        Username username = current.Normalizer.Normalize(submittedUsername.Span);
        UsernameResolution? resolution = null;
        try
        {
            if (!disposed)
            {
                resolution = await verification.ResolveAsync(current, username, connection, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            EngineLog.LookupFailed(logger, fault);
        }

        return new LookupResult
        {
            Status = resolution?.Status,
            Account = resolution?.Account,
            Form = username.Form,
            Source = resolution?.Source ?? ResolutionSource.None,
            NormalizedUsername = username.Text,
        };
    }

    /// <summary>
    /// Ends the engine: hashes that are being computed end, what was recorded is written, later logins are temporarily unavailable. A usage sink that fails or hangs gets 10 seconds; what is left then
    /// is lost, counted and logged.
    /// </summary>
    public void Dispose()
    {
        disposed = true;
        executor.Dispose();
        cache?.Dispose();
        instruments?.Load.Remove(executor);
        usage?.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    /// <returns>A task that completes when the last record is written, or lost.</returns>
    public async ValueTask DisposeAsync()
    {
        disposed = true;
        await executor.DisposeAsync().ConfigureAwait(false);
        cache?.Dispose();
        instruments?.Load.Remove(executor);
        if (usage is not null)
        {
            await usage.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A store that counts from the import, and an engine that records nothing: every bare login would end some day, however often it is used.</summary>
    private void WarnOfRatchet(MailAuthPolicy made)
    {
        if (usage is null && made.Transition.HasRatchet)
        {
            EngineLog.RatchetWithoutSink(logger);
        }
    }

    private LoginResult Close(LoginAttempt attempt, LoginResult result)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            EngineLog.Login(logger, attempt, result);
        }

        return result;
    }
}
