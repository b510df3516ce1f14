using MailAuth.Accounts;
using MailAuth.Configuration;
using MailAuth.Usernames;

namespace MailAuth.Passwords;

/// <summary>The compiled <see cref="PasswordOptions"/>: schemes, limits, readings, the decoy. Immutable.</summary>
internal sealed class PasswordPolicy
{
    /// <summary>Checks and compiles; reports to <paramref name="problems"/> under <c>passwords.…</c> and then gives something harmless.</summary>
    public static PasswordPolicy Compile(PasswordOptions options, IReadOnlyList<IPasswordScheme> schemes, UsernameNormalizer normalizer, ConfigurationProblems problems) =>
        throw new NotSupportedException();

    /// <summary>Whether these bytes can be a password at all (rule 13): not empty, no NUL, at most 1,024.</summary>
    public static bool IsAcceptable(ReadOnlySpan<byte> password) => throw new NotSupportedException();

    /// <summary>Verifies against the account's hash and does the decoy work that a mismatch owes; decoy alone where <paramref name="account"/> is null.</summary>
    public ValueTask<PasswordOutcome> VerifyAsync(Account? account, ReadOnlyMemory<byte> password, HashExecutor executor, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>A new hash of a password that has just matched, in the reading that <paramref name="outcome"/> says; null where rule 17 or the queue forbids it.</summary>
    public ValueTask<string?> RehashAsync(Account account, PasswordOutcome outcome, ReadOnlyMemory<byte> password, HashExecutor executor, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>The decoys that a wrong password would have cost and this right one has not; false where the queue is full.</summary>
    public ValueTask<bool> PayDecoysAsync(PasswordOutcome outcome, ReadOnlyMemory<byte> password, HashExecutor executor, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
