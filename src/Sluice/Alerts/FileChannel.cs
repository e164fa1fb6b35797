namespace Sluice.Alerts;

/// <summary>Appends each alert as a line of JSON to a file, flushed before it counts as told.</summary>
public sealed class FileChannel(string path) : IAlertChannel
{
    public string Name => "file";

    public Task<Delivery> SendAsync(AlertMessage message, CancellationToken cancel)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            // A line that a kill cut must not swallow the next one.
            if (file.Length > 0)
            {
                file.Seek(-1, SeekOrigin.End);
                if (file.ReadByte() != '\n')
                    file.WriteByte((byte)'\n');
            }
            file.Seek(0, SeekOrigin.End);
            file.Write([.. message.ToBytes(), (byte)'\n']);
            file.Flush(flushToDisk: true);
            return Task.FromResult(Delivery.Done);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(Delivery.Later($"{path} cannot be written: {e.Message}"));
        }
    }
}
