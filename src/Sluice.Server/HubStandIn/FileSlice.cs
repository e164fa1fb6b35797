using System.Buffers;

namespace Sluice.Server.HubStandIn;

/// <summary>Bytes of a file that is held open: whoever replaces the file meanwhile does not matter.</summary>
/// <param name="Total">Bytes of the whole file.</param>
sealed record FileSlice(FileStream File, long Offset, long Length, long Total) : IDisposable
{
    const int BufferSize = 1 << 16;

    readonly DateTime _written = System.IO.File.GetLastWriteTimeUtc(File.SafeFileHandle);

    /// <exception cref="IOException">The file was changed in place; the last bytes are kept back, so that nobody takes the mixture for whole.</exception>
    public async Task WriteAsync(Stream to, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var sent = 0L; sent < Length;)
            {
                var want = (int)Math.Min(BufferSize, Length - sent);
                var read = await RandomAccess.ReadAsync(File.SafeFileHandle, buffer.AsMemory(0, want), Offset + sent, cancel);
                sent += read;
                if (read == 0 || (sent == Length && System.IO.File.GetLastWriteTimeUtc(File.SafeFileHandle) != _written))
                    throw new IOException($"{File.Name} was changed while it was sent.");
                await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => File.Dispose();
}
