using MailAuth.Configuration;

namespace MailAuth.Throttling;

/// <summary>How many guesses may be made at once, and how soon there is another one. <see cref="ThrottleOptions"/> has the defaults.</summary>
public sealed class GuessLimitOptions
{
    /// <summary>Makes an empty limit, to be filled in: both values must be given.</summary>
    public GuessLimitOptions()
    {
    }

    /// <summary>Makes a limit.</summary>
    /// <param name="guesses">See <see cref="Guesses"/>.</param>
    /// <param name="every">See <see cref="Every"/>.</param>
    public GuessLimitOptions(int guesses, TimeSpan every) => (Guesses, Every) = (guesses, every);

    /// <summary>How many guesses may be made in a row: 1 to 100,000.</summary>
    public int Guesses { get; set; }

    /// <summary>After what time there is one more: 1 second to 1 day. All of <see cref="Guesses"/> are there again after at most 365 days.</summary>
    public TimeSpan Every { get; set; }

    internal void Check(string setting, ConfigurationProblems problems)
    {
        problems.Range($"{setting}.guesses", Guesses, 1, 100_000);
        if (Every < TimeSpan.FromSeconds(1) || Every > TimeSpan.FromDays(1))
        {
            problems.Add($"{setting}.every", Every, "must be from 1 second to 1 day");
        }
        else if (Guesses is > 0 and <= 100_000 && Every * Guesses > TimeSpan.FromDays(365))
        {
            problems.Add($"{setting}.guesses", Guesses, "takes more than 365 days to be there again");
        }
    }
}
