namespace MailAuth.CheckPassword;

/// <summary>What the process was started for.</summary>
internal enum RunMode
{
    /// <summary>To check a password, or to look somebody up.</summary>
    Check,

    /// <summary>To tell a person whether all is well.</summary>
    Setup,

    /// <summary>To print how it is called.</summary>
    Help,

    /// <summary>To print its version.</summary>
    Version,
}
