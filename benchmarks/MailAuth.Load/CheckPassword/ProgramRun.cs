using System.Globalization;

namespace MailAuth.Load.CheckPassword;

/// <summary>One run of a program, as the driver prints it.</summary>
/// <param name="Which">The program, or the line of input, from 0.</param>
/// <param name="Exit">The exit status; minus the signal that ended it.</param>
/// <param name="WallMicroseconds">From before the start to after the end.</param>
/// <param name="ProcessorMicroseconds">User and system time.</param>
/// <param name="ResidentKiB">The most that was resident.</param>
/// <param name="ReplyBytes">What came on descriptor 4.</param>
internal readonly record struct ProgramRun(int Which, int Exit, long WallMicroseconds, long ProcessorMicroseconds, long ResidentKiB, int ReplyBytes)
{
    public double WallMilliseconds => WallMicroseconds / 1000.0;

    /// <summary>Accepted with a reply.</summary>
    public bool IsAccepted => Exit == 0 && ReplyBytes > 0;

    /// <summary>The runs among the driver's lines.</summary>
    public static ProgramRun[] ParseAll(string output) =>
        [.. output.Split('\n').Select(line => line.Split('\t')).Where(fields => fields[0] == "run").Select(fields =>
        {
            long Number(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);
            return new ProgramRun((int)Number(1), (int)Number(2), Number(3), Number(4), Number(5), (int)Number(6));
        })];
}
