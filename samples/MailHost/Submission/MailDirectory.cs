using System.Globalization;
using System.Text;

namespace MailHost.Submission;

/// <summary>The directory that accepted mail goes to. A message is there under its name when it is whole, or not at all.</summary>
internal sealed class MailDirectory
{
    private readonly string directory;
    private readonly TimeProvider timeProvider;

    /// <summary>Names it.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    public MailDirectory(string directory, TimeProvider timeProvider)
    {
        this.directory = Path.GetFullPath(directory);
        this.timeProvider = timeProvider;
        if (!Directory.Exists(this.directory))
        {
            throw new DirectoryNotFoundException($"The mail directory {this.directory} is not there.");
        }
    }

    /// <summary>Begins a message.</summary>
    public IncomingMessage Begin()
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{timeProvider.GetUtcNow():yyyyMMdd'T'HHmmss}-{Guid.NewGuid():N}");
        return new IncomingMessage(id, Path.Combine(directory, id));
    }

    /// <summary>A message that is being written.</summary>
    internal sealed class IncomingMessage(string id, string path) : IAsyncDisposable
    {
        private const string Unfinished = ".part";

        private readonly FileStream file = new(path + Unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 4096, useAsync: true);

        private bool kept;

        /// <summary>What the client is told it is queued as, and the file's name without <c>.eml</c>.</summary>
        public string Id { get; } = id;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => file.WriteAsync(bytes, cancellationToken);

        public ValueTask WriteAsync(string text, CancellationToken cancellationToken) => WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

        /// <summary>Gives the message its name: from here on it is taken.</summary>
        public async ValueTask KeepAsync(CancellationToken cancellationToken)
        {
            await file.FlushAsync(cancellationToken).ConfigureAwait(false);
            await file.DisposeAsync().ConfigureAwait(false);
            File.Move(path + Unfinished, path + ".eml");
            kept = true;
        }

        /// <summary>What was not kept is gone.</summary>
        public async ValueTask DisposeAsync()
        {
            await file.DisposeAsync().ConfigureAwait(false);
            if (!kept)
            {
                File.Delete(path + Unfinished);
            }
        }
    }
}
