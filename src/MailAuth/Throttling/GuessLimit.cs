namespace MailAuth.Throttling;

/// <summary>A compiled <see cref="GuessLimitOptions"/>.</summary>
public readonly record struct GuessLimit
{
    internal GuessLimit(GuessLimitOptions options) => (Guesses, Every) = (options.Guesses, options.Every);

    /// <summary>How many guesses may be made in a row: 1 to 100,000.</summary>
    public int Guesses { get; }

    /// <summary>After what time there is one more: 1 second to 1 day, counted in tenths of a second.</summary>
    public TimeSpan Every { get; }
}
