using System.Security;

namespace MailAuth.Configuration;

/// <summary>Reads the bytes of a configuration file.</summary>
internal static class SettingsFile
{
    /// <summary>Gives the bytes, or reports why they can't be read and gives null.</summary>
    public static byte[]? Read(string path, ConfigurationProblems problems)
    {
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[4096];
            int length = 0;
            while (length <= MailAuthSettings.MaximumBytes)
            {
                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, length * 2);
                }

                int read = RandomAccess.Read(file, buffer.AsSpan(length), length);
                if (read == 0)
                {
                    return buffer[..length];
                }

                length += read;
            }

            problems.Add(new ConfigurationProblem("", null, $"is over {MailAuthSettings.MaximumBytes} bytes"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException)
        {
            problems.Add(new ConfigurationProblem("", null, $"can't be read: {exception.Message}"));
        }

        return null;
    }
}
