using MailAuth;
using MailAuth.Sqlite;
using MailAuth.Transition;

namespace Tour;

/// <summary>An account whose owner still logs in the old way, and who would be refused at the cutover.</summary>
/// <param name="Address">The account.</param>
/// <param name="LastBareLogin">When its bare username was last used.</param>
/// <param name="Closes">When its domain's cutover is; null for never.</param>
internal sealed record WhoMustChange(string Address, DateTimeOffset LastBareLogin, DateTimeOffset? Closes)
{
    /// <summary>Everybody whose bare username was used in the last week, and who has no exception of their own.</summary>
    public static async Task<IReadOnlyList<WhoMustChange>> FindAsync(SqliteMailAuthDatabase database, MailAuthOptions options, DateTimeOffset now)
    {
        var policy = new TransitionPolicy(options.Transition);
        IReadOnlyList<BareUsernameUse> uses = await new SqliteUsageReport(database).BareUsernameUsesAsync(now.AddDays(-7)).ConfigureAwait(false);
        return
        [
            .. uses
                .Where(use => !options.Transition.Overrides.Any(exception => exception.Account == use.Address && exception.BareUsername == BareUsernameRule.Allow))
                .GroupBy(use => use.Address, StringComparer.Ordinal)
                .Select(account => new WhoMustChange(account.Key, account.Max(use => use.LastSeen), policy.ClosesAt(account.Key[(account.Key.IndexOf('@', StringComparison.Ordinal) + 1)..])))
                .OrderBy(account => account.Closes).ThenBy(account => account.Address, StringComparer.Ordinal),
        ];
    }
}
