using MailAuth.Accounts;
using MailAuth.Replies;
using MailAuth.Sasl;

namespace MailAuth.Tests.Documentation;

/// <summary>The example of docs/writing-an-adapter.md, compiled. Between the two marks it is the page's text to the letter.</summary>
internal sealed class AdapterExample(MailAuthenticator engine, LoginConnection connection, AdapterExample.IClient client, TimeProvider timeProvider)
{
    private Account? account;

    internal interface IClient
    {
        Task WriteLineAsync(string line);

        Task<byte[]> ReadLineAsync(int limit);
    }

    public Account? Account => account;

    public async Task<string> RunAsync(byte[] arguments, CancellationToken cancellationToken)
    {
        // example
        int blank = arguments.AsSpan().IndexOf((byte)' ');
        if (!SaslExchange.TryCreate(blank < 0 ? arguments : arguments.AsSpan(0, blank), out SaslExchange? exchange))
        {
            return MailReplies.Smtp(ReplyKind.UnknownMechanism).ToString();
        }

        using (exchange)
        {
            SaslStep step = blank < 0 ? exchange.Start() : exchange.NextLine(arguments.AsSpan(blank + 1));
            while (step.Outcome == SaslOutcome.Challenge)
            {
                await client.WriteLineAsync("334 " + step.ChallengeBase64);
                step = exchange.NextLine(await client.ReadLineAsync(SaslExchange.MaximumLineLength));
            }

            if (step.Outcome != SaslOutcome.Complete)
            {
                return MailReplies.Smtp(MailReplies.KindOf(step.Outcome)).ToString();
            }

            LoginResult result = await engine.AuthenticateAsync(exchange.ToAttempt(connection), cancellationToken);
            account = result.IsAccepted ? result.Account : null;
            await Task.Delay(result.Delay, timeProvider, cancellationToken);
            return MailReplies.Smtp(result).ToString();
        }
        // end of the example
    }
}
