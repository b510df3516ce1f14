namespace MailAuth.Accounts;

/// <summary>What tells that a file was replaced or written to.</summary>
internal readonly record struct PasswdFileStamp(DateTime LastWriteTimeUtc, long Length)
{
    /// <exception cref="IOException">There is no such file.</exception>
    public static PasswdFileStamp Of(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? new PasswdFileStamp(file.LastWriteTimeUtc, file.Length) : throw new FileNotFoundException("there is no such file");
    }
}
