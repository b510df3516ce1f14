namespace MailAuth.Benchmarks;

/// <summary>The result of what completes at once: with an inline hash executor and a synchronous store everything here does.</summary>
internal static class Completed
{
    public static T Of<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException("It did not complete at once.");
}
