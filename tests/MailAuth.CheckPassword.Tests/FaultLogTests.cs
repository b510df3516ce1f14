using MailAuth.Accounts;
using Microsoft.Extensions.Logging;

namespace MailAuth.CheckPassword.Tests;

/// <summary>What went wrong, on one line.</summary>
public sealed class FaultLogTests
{
    private const string Missing = "Could not find file '/nowhere'.";

    [Fact]
    public void Each_fault_is_told_once_and_a_cause_that_its_fault_names_is_not_repeated()
    {
        using var faults = new FaultLog();
        var fault = new AccountStoreException($"/nowhere can't be read: {Missing}", new FileNotFoundException(Missing));
        for (int i = 0; i < 3; i++)
        {
            Tell(faults, LogLevel.Error, "The account store failed", fault);
        }

        Assert.Equal($"The account store failed: /nowhere can't be read: {Missing}", faults.Line);
        Tell(faults, LogLevel.Error, "Another failed", new IOException("disk full"));
        Assert.EndsWith("; Another failed: disk full", faults.Line, StringComparison.Ordinal);
        faults.Clear();
        Assert.Null(faults.Line);
    }

    [Fact]
    public void What_is_but_a_warning_is_no_fault()
    {
        using var faults = new FaultLog();
        Tell(faults, LogLevel.Warning, "/users:3: not used");
        Assert.Null(faults.Faults);
        Tell(faults, LogLevel.Error, "The account store failed");
        Assert.Equal(("The account store failed", "/users:3: not used; The account store failed"), (faults.Faults, faults.Line));
    }

    private static void Tell(FaultLog faults, LogLevel level, string text, Exception? fault = null) => faults.Log(level, default, text, fault, static (said, _) => said);
}
