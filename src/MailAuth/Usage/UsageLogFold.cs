namespace MailAuth.Usage;

/// <summary>What a folding of the usage log did.</summary>
/// <param name="Records">How many records went into the sink, or were known to be there already.</param>
/// <param name="BadLines">How many lines could not be read; they are kept in a file beside the log.</param>
/// <param name="IsBusy">Whether nothing was done because another process was just folding.</param>
public sealed record UsageLogFold(long Records, long BadLines, bool IsBusy);
