namespace MailAuth.Load.CheckPassword;

/// <summary>What became of many logins at once.</summary>
/// <param name="Runs">Each of them.</param>
/// <param name="PrivateKiB">The most memory of all together at one moment, files' pages and shared ones left out.</param>
/// <param name="Hashing">The most that held a hash's memory at one moment.</param>
/// <param name="Samples">How many moments were looked at.</param>
internal sealed record CrowdOutcome(ProgramRun[] Runs, long PrivateKiB, int Hashing, int Samples);
