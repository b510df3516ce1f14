using System.Buffers.Binary;
using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Passwords;
using MailAuth.Usernames;
using Microsoft.Extensions.Logging;

namespace MailAuth.Throttling;

/// <summary>Step 2 of a login: may this name, this network, try now? A store that fails stands in nobody's way.</summary>
internal sealed class Throttle(IThrottleStore store, TimeProvider timeProvider, ILogger logger)
{
    private const int AddressLength = 16;

    private readonly SipHash marks = new(store.Secret.Span);

    /// <summary>The throttle of an engine; null for one that has none.</summary>
    /// <param name="policy">The policy that the engine was made with.</param>
    /// <param name="store">The store that the engine was given; null for the usual one: the state directory's file, which outlives a restart and which an operator sees; without one, memory, of which a short-lived engine has none to speak of.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Where faults are told.</param>
    public static Throttle? Create(MailAuthPolicy policy, IThrottleStore? store, TimeProvider timeProvider, ILogger logger)
    {
        if (store is null && policy is { Throttle.IsEnabled: true, StateDirectory: { } directory })
        {
            try
            {
                store = FileThrottleStore.Open(directory, policy.Throttle.Records, timeProvider);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                Log.FileUnusable(logger, directory, fault);
            }
        }

        if (store is null && policy.Throttle.IsEnabled && !policy.Executor.Inline)
        {
            store = new InMemoryThrottleStore(policy.Throttle.Records, timeProvider);
        }

        return store is null ? null : new Throttle(store, timeProvider, logger);
    }

    /// <summary>What the store is asked about a login.</summary>
    public ThrottleRequest Request(MailAuthPolicy policy, Username username, LoginAttempt attempt, DateTimeOffset now)
    {
        ThrottlePolicy limits = policy.Throttle;
        IPAddress? remote = attempt.Connection.RemoteAddress;
        string? name = policy.Usernames.QualifiedName(username, attempt.Connection) ?? username.Text;
        return new ThrottleRequest
        {
            Now = now,
            Limits = limits.Limits,
            Name = name,
            IsBare = username.Form == UsernameForm.LocalPart,
            RemoteAddress = remote,
            IsService = limits.IsService(remote),
            Mark = MarkOf(name, remote, attempt.Password.Span),
        };
    }

    /// <summary>Takes a turn; null where the store fails, and nothing is to be settled. No state machine where it answers at once.</summary>
    public ValueTask<ThrottleTurn?> TakeAsync(ThrottleRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            ValueTask<ThrottleTurn> taking = store.TakeAsync(request, cancellationToken);
            return taking.IsCompletedSuccessfully ? new(taking.Result) : AwaitAsync(taking, timeout, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.StoreFailed(logger, fault);
            return new((ThrottleTurn?)null);
        }
    }

    /// <summary>Says what came of it. Never throws.</summary>
    public ValueTask SettleAsync(ThrottleRequest request, ThrottleTurn turn, ThrottleOutcome outcome, Account? account, TimeSpan timeout)
    {
        var settlement = new ThrottleSettlement { Outcome = outcome, Address = outcome == ThrottleOutcome.Accepted ? account?.Address : null };
        try
        {
            ValueTask settling = store.SettleAsync(request, turn, settlement);
            return settling.IsCompletedSuccessfully ? settling : AwaitAsync(settling, timeout);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Log.StoreFailed(logger, fault);
            return default;
        }
    }

    private async ValueTask<ThrottleTurn?> AwaitAsync(ValueTask<ThrottleTurn> taking, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await taking.AsTask().WaitAsync(timeout, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.StoreFailed(logger, fault);
            return null;
        }
    }

    private async ValueTask AwaitAsync(ValueTask settling, TimeSpan timeout)
    {
        try
        {
            await settling.AsTask().WaitAsync(timeout, timeProvider).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Log.StoreFailed(logger, fault);
        }
    }

    /// <summary>The few bits by which the same wrong password is known again. Of another name, or from another network, it has others.</summary>
    [SkipLocalsInit]
    private byte MarkOf(string? name, IPAddress? remote, ReadOnlySpan<byte> password)
    {
        const int Header = sizeof(ulong) + AddressLength;
        Span<byte> bytes = stackalloc byte[Header + PasswordPolicy.MaxPasswordLength];
        bytes = bytes[..(Header + password.Length)];
        bytes[..Header].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, marks.Hash(MemoryMarshal.AsBytes(name.AsSpan())));
        _ = remote?.TryWriteBytes(bytes[sizeof(ulong)..Header], out _);
        bytes[(sizeof(ulong) + ClientNetwork.Ipv6Octets)..Header].Clear();
        password.CopyTo(bytes[Header..]);
        byte mark = (byte)marks.Hash(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return Math.Max(mark, (byte)1);
    }
}
