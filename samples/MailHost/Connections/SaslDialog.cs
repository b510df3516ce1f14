using MailAuth.Sasl;

namespace MailHost.Connections;

/// <summary>The lines of a SASL exchange that follow the command: challenges out, responses in.</summary>
/// <param name="connection">The connection.</param>
/// <param name="prompt">What precedes a challenge: <c>"+ "</c> in IMAP and POP3.</param>
/// <param name="time">The time for each response.</param>
internal sealed class SaslDialog(MailConnection connection, string prompt, TimeSpan time)
{
    /// <summary>Goes on from a step to the end of the exchange.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="step">What its first step came to.</param>
    /// <param name="line">Takes the lines; zeroed before this returns.</param>
    /// <returns>The outcome; <see langword="null"/> where the client is gone, or sends a line without an end.</returns>
    public async ValueTask<SaslOutcome?> RunAsync(SaslExchange exchange, SaslStep step, WireBuffer line)
    {
        line.Clear();
        while (step.Outcome == SaslOutcome.Challenge)
        {
            connection.Write($"{prompt}{step.ChallengeBase64}\r\n");
            if (!await connection.FlushAsync().ConfigureAwait(false))
            {
                return null;
            }

            LineStatus read = await connection.ReadLineAsync(line, SaslExchange.MaximumLineLength, time).ConfigureAwait(false);
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
