namespace MailAuth.Configuration;

/// <summary>What a look at the configuration file gave.</summary>
public enum ConfigurationReloadStatus
{
    /// <summary>The file is missing, unreadable or wrong: the last good policy stays.</summary>
    KeptLastGood = 0,

    /// <summary>The file says what it said before.</summary>
    Unchanged,

    /// <summary>The file's policy is in use.</summary>
    Applied,
}
