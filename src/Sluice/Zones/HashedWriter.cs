using System.Security.Cryptography;

namespace Sluice.Zones;

/// <summary>
/// Writes a file and hashes it on the way. Full buffers are hashed and written by a second thread while the first one
/// fills the next, since SHA-256 is the slowest part of writing.
/// </summary>
public sealed class HashedWriter : IAsyncDisposable
{
    const int BufferSize = 1 << 18;

    readonly FileStream _file;
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly IncrementalHash _part = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    byte[] _filling = new byte[BufferSize];
    byte[] _writing = new byte[BufferSize];
    int _filled;
    Task _write = Task.CompletedTask;

    public HashedWriter(string path) : this(path, FileMode.CreateNew, FileAccess.Write)
    {
    }

    HashedWriter(string path, FileMode mode, FileAccess access)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new FileStream(path, mode, access, FileShare.Read, 0);
    }

    /// <summary>Goes on with a file that is there: keeps and hashes its first bytes, and cuts off the rest.</summary>
    public static HashedWriter Continue(string path, long bytes)
    {
        var writer = new HashedWriter(path, FileMode.Open, FileAccess.ReadWrite) { Length = bytes };
        writer._file.SetLength(bytes);
        for (int read; (read = writer._file.Read(writer._filling)) > 0;)
            writer._hash.AppendData(writer._filling, 0, read);
        return writer;
    }

    /// <summary>Bytes taken so far.</summary>
    public long Length { get; private set; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        Length += bytes.Length;
        while (!bytes.IsEmpty)
        {
            var take = Math.Min(bytes.Length, BufferSize - _filled);
            bytes.Span[..take].CopyTo(_filling.AsSpan(_filled));
            _filled += take;
            bytes = bytes[take..];
            if (_filled == BufferSize)
                await SwapAsync();
        }
    }

    static readonly byte[] LineFeed = "\n"u8.ToArray();

    public async ValueTask WriteLineAsync(ReadOnlyMemory<byte> line)
    {
        await WriteAsync(line);
        await WriteAsync(LineFeed);
    }

    async ValueTask SwapAsync()
    {
        await _write;
        (_filling, _writing) = (_writing, _filling);
        var (buffer, count) = (_writing, _filled);
        _filled = 0;
        _write = Task.Run(() =>
        {
            _hash.AppendData(buffer, 0, count);
            _part.AppendData(buffer, 0, count);
            _file.Write(buffer, 0, count);
        });
    }

    /// <summary>The hash of what came since the last call: one shard's bytes.</summary>
    public async ValueTask<string> EndPartAsync()
    {
        await SwapAsync();
        await _write;
        return Convert.ToHexStringLower(_part.GetHashAndReset());
    }

    /// <summary>Flushes to the disk and gives the hash of the whole file.</summary>
    public async ValueTask<string> FinishAsync()
    {
        await SwapAsync();
        await _write;
        _file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public async ValueTask DisposeAsync()
    {
        await _write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _file.DisposeAsync();
        _hash.Dispose();
        _part.Dispose();
    }
}
