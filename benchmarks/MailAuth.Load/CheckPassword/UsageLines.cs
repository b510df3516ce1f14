namespace MailAuth.Load.CheckPassword;

/// <summary>The usage log of short-lived processes.</summary>
internal static class UsageLines
{
    /// <summary>The server name of each line.</summary>
    public static IEnumerable<string> Read(string stateDirectory) => throw new NotSupportedException(stateDirectory);
}
