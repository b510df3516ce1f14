namespace MailAuth.Throttling;

/// <summary>What came of taking a guess from a record.</summary>
internal enum TakeOutcome
{
    /// <summary>None is left.</summary>
    NoneLeft = 0,

    /// <summary>One was taken.</summary>
    Taken,

    /// <summary>Nothing was taken: the mark was remembered.</summary>
    Repeated,
}
