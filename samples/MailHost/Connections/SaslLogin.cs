using MailAuth;
using MailAuth.Replies;
using MailAuth.Sasl;

namespace MailHost.Connections;

/// <summary>A login by a SASL mechanism, from the command to the engine's answer: what AUTHENTICATE of IMAP and AUTH of POP3 and SMTP do alike.</summary>
/// <param name="connection">The connection.</param>
/// <param name="gate">The session's logins.</param>
/// <param name="prompt">What precedes a challenge: <c>"+ "</c> in IMAP and POP3, <c>"334 "</c> in SMTP.</param>
internal sealed class SaslLogin(MailConnection connection, LoginGate gate, string prompt)
{
    /// <summary>Runs it.</summary>
    /// <param name="mechanism">The mechanism's name, as it was sent.</param>
    /// <param name="initialResponse">The initial response, as it was sent; <see langword="null"/> where there was none. It may lie in <paramref name="line"/>.</param>
    /// <param name="line">Takes the lines that follow; zeroed before the engine is asked.</param>
    /// <returns>The outcome; <see langword="null"/> where the client is gone, or sends a line without an end.</returns>
    public async ValueTask<SaslLoginOutcome?> RunAsync(ReadOnlyMemory<byte> mechanism, ReadOnlyMemory<byte>? initialResponse, WireBuffer line)
    {
        if (!SaslExchange.TryCreate(mechanism.Span, out SaslExchange? exchange))
        {
            return new SaslLoginOutcome(ReplyKind.UnknownMechanism, null);
        }

        using (exchange)
        {
            SaslStep step = initialResponse is { } response ? exchange.NextLine(response.Span) : exchange.Start();
            if (await EndOfAsync(exchange, step, line).ConfigureAwait(false) is not { } outcome)
            {
                return null;
            }

            if (outcome != SaslOutcome.Complete)
            {
                gate.CountFailure(outcome);
                return new SaslLoginOutcome(MailReplies.KindOf(outcome), null);
            }

            LoginResult result = await gate.TryAsync(exchange.ToAttempt(connection.Login), exchange.Dispose, connection.Stopping).ConfigureAwait(false);
            return new SaslLoginOutcome(MailReplies.KindOf(result), result);
        }
    }

    /// <summary>Challenges out, responses in, to the end of the exchange.</summary>
    private async ValueTask<SaslOutcome?> EndOfAsync(SaslExchange exchange, SaslStep step, WireBuffer line)
    {
        line.Clear();
        while (step.Outcome == SaslOutcome.Challenge)
        {
            connection.Write($"{prompt}{step.ChallengeBase64}\r\n");
            if (!await connection.FlushAsync().ConfigureAwait(false))
            {
                return null;
            }

            LineStatus read = await connection.ReadLineAsync(line, SaslExchange.MaximumLineLength, connection.TimeBeforeLogin).ConfigureAwait(false);
            if (read == LineStatus.Line)
            {
                step = exchange.NextLine(line.Span);
            }

            line.Clear();
            switch (read)
            {
                case LineStatus.TooLong:
                    return SaslOutcome.TooLong;
                case LineStatus.End or LineStatus.Endless:
                    return null;
            }
        }

        return step.Outcome;
    }
}
