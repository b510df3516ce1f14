namespace MailAuth.Throttling;

/// <summary>
/// How many passwords may be guessed. In <c>mailauth.json</c>: <c>throttle</c>. A guess is a wrong password that is none of the last three of the same name and network: a program that keeps
/// sending yesterday's password makes one guess in all, and the right password, also where the login is refused for another reason, makes none.
/// <para>
/// Before a limit is reached failed logins are answered later and later (<see cref="LoginResult.Delay"/>); past it every login that the limit concerns is temporarily unavailable, without a
/// look at store or password, whether or not there is such an account. A name that has logged in from a network is held there to <see cref="NameAndNetwork"/> alone, whatever others guess.
/// </para>
/// </summary>
public sealed class ThrottleOptions
{
    /// <summary>
    /// Whether guesses are limited. Default <see langword="true"/>. They are counted in <see cref="MailAuthOptions.StateDirectory"/>; without one in the process's memory, and of a short-lived process
    /// not at all.
    /// </summary>
    public bool Enabled { get; set; } = true;

    /// <summary>What one network may guess for one name. The bare username and the full one are two names here. Default 10, and one more every 2 minutes.</summary>
    public GuessLimitOptions NameAndNetwork { get; set; } = new(10, TimeSpan.FromMinutes(2));

    /// <summary>What all networks together may guess for one name. Default 100, and one more every minute.</summary>
    public GuessLimitOptions Name { get; set; } = new(100, TimeSpan.FromMinutes(1));

    /// <summary>What one network (a /32 of IPv4, a /64 of IPv6) may guess for all names together. Default 100, and one more every 10 seconds.</summary>
    public GuessLimitOptions Network { get; set; } = new(100, TimeSpan.FromSeconds(10));

    /// <summary>
    /// The networks of services that log in for many people, such as a webmail: <see cref="Network"/> does not hold for them. IP addresses or networks in CIDR notation, never everybody. Default: none.
    /// </summary>
    public IList<string> ServiceNetworks { get; set; } = [];

    /// <summary>How long a network in which a name has logged in is known to be its own: 1 hour to 365 days. Default 30 days.</summary>
    public TimeSpan KnownFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// The longest delay of a failed login's answer: 0 to 60 seconds. Default 5 seconds. Until half of a limit is used there is none; then a quarter of
    /// it, past 70 % of the limit a half, and past 85 % all of it.
    /// </summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether <c>mailauth-checkpassword</c> tells of each guess on standard error, in a line that <see cref="Diagnostics.MailAuthDiagnostics.AbuseCategory"/> describes. Its server's log has it as an error, and an attack makes
    /// thousands. Default <see langword="false"/>. A host with a logger of its own has the lines in that category.
    /// </summary>
    public bool Events { get; set; }

    /// <summary>
    /// How many names, networks and pairs of them are remembered at the most, and four times as many pairs that have logged in: a power of two from 1,024 to 4,194,304, 80 octets each in memory and 176 in
    /// the file of a state directory. What is nearest to having no guess left to answer for gives way first. Default 65,536. What an engine was made with stays until it is made anew.
    /// </summary>
    public int Records { get; set; } = 65_536;
}
