namespace MailAuth.Load.Throttling;

/// <summary>What a simulation has counted.</summary>
internal sealed class SimulationCounts
{
    /// <summary>Logins that the attack tried.</summary>
    public int Attempts { get; set; }

    /// <summary>Those of them whose password was looked at.</summary>
    public int Guesses { get; set; }

    public int GoodLogins { get; set; }

    /// <summary>Logins of good users, from networks where they had logged in, that were refused or answered later than a second.</summary>
    public int GoodFailures { get; set; }

    public int OldLogins { get; set; }

    /// <summary>Logins of old programs that were not told what everybody with a closed form is told.</summary>
    public int OldThrottled { get; set; }

    public int CorrectedLogins { get; set; }

    /// <summary>Logins of old programs that had been corrected, and were refused or answered later than a second.</summary>
    public int CorrectedFailures { get; set; }
}
