using MailAuth.Configuration;
using MailAuth.Submission;

namespace MailAuth.Tests.Submission;

/// <summary>What is wrong with the options is named, all of it at once.</summary>
public sealed class SubmissionValidationTests
{
    public static TheoryData<string, Action<SubmissionOptions>> Wrong => new()
    {
        { "submission.relayNetworks[0] \"0.0.0.0/0\": is everybody", options => options.RelayNetworks = ["0.0.0.0/0"] },
        { "submission.relayNetworks[1] \"192.0.2.1/24\": is an address inside a network", options => options.RelayNetworks = ["192.0.2.0/24", "192.0.2.1/24"] },
        { "submission.relayNetworks[0]: is missing", options => options.RelayNetworks = [null!] },
        { "submission.authentication.timeZone", options => options.Authentication.Closed = new(2009, 9, 7) },
        { "submission.authentication.closed \"2009-09-07\": is before submission.authentication.warn", options => (options.Authentication.TimeZone, options.Authentication.Warn, options.Authentication.Closed) = ("UTC", new(2009, 10, 1), new(2009, 9, 7)) },
        { "submission.tls.domains[0].domain: is missing", options => options.Tls.Domains = [new()] },
        { "submission.tls.domains[1].domain \"KUND.se\": is the same domain", options => options.Tls.Domains = [new("kund.se"), new("KUND.se")] },
        { "submission.senderBinding \"9\": must be enforce, log or off", options => options.SenderBinding = (SenderBinding)9 },
        { "submission.exceptions[0]: is missing", options => options.Exceptions = [null!] },
        { "submission.exceptions[0].requirement: is missing", options => options.Exceptions = [Exception(exception => exception.Requirement = null)] },
        { "submission.exceptions[0].network: is missing", options => options.Exceptions = [Exception(exception => exception.Network = null)] },
        { "submission.exceptions[0].network \"::/0\": is everybody", options => options.Exceptions = [Exception(exception => exception.Network = "::/0")] },
        { "submission.exceptions[0].sender \"skrivare\": is not the full address", options => options.Exceptions = [Exception(exception => exception.Sender = "skrivare")] },
        { "submission.exceptions[0].reason: is missing: say why the exception exists", options => options.Exceptions = [Exception(exception => exception.Reason = null)] },
        { "submission.exceptions[0].owner \" \": is missing: say who answers for the exception", options => options.Exceptions = [Exception(exception => exception.Owner = " ")] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(string problem, Action<SubmissionOptions> change)
    {
        var options = new SubmissionOptions();
        change(options);
        var exception = Assert.Throws<MailAuthConfigurationException>(() => new SubmissionPolicy(options));
        Assert.Contains(exception.Problems, found => found.ToString().StartsWith(problem, StringComparison.Ordinal));
        exception = Assert.Throws<MailAuthConfigurationException>(() => MailAuthPolicy.Create(new MailAuthOptions { Submission = options }));
        Assert.Contains(exception.Problems, found => found.ToString().StartsWith(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void With_nothing_set_everybody_must_log_in() => _ = new SubmissionPolicy(new SubmissionOptions());

    private static SubmissionExceptionOptions Exception(Action<SubmissionExceptionOptions> change)
    {
        var exception = new SubmissionExceptionOptions { Requirement = SubmissionRequirement.Authentication, Network = "192.0.2.10", Reason = "r", Owner = "o" };
        change(exception);
        return exception;
    }
}
