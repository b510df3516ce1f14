using Microsoft.Win32.SafeHandles;

namespace MailAuth.Accounts;

/// <summary>What tells that a file was replaced or written to.</summary>
internal readonly record struct PasswdFileStamp(DateTime LastWriteTimeUtc, long Length)
{
    /// <exception cref="IOException">There is no such file.</exception>
    public static PasswdFileStamp Of(string path)
    {
        // Of a symbolic link itself nothing changes when what it leads to does.
        FileInfo file = new(path);
        file = file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : file;
        return file.Exists ? new PasswdFileStamp(file.LastWriteTimeUtc, file.Length) : throw new FileNotFoundException("there is no such file");
    }

    /// <summary>Of an open file, which another may have been renamed over meanwhile.</summary>
    public static PasswdFileStamp Of(SafeFileHandle file) => new(File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));
}
