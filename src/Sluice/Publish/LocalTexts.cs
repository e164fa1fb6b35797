using Sluice.Zones;

namespace Sluice.Publish;

/// <summary>Writes what of a release's documents is not handed on: a folder of its own, with its own checksums.</summary>
sealed class LocalTexts(AtomicFolder folder) : IAsyncDisposable
{
    readonly HashedWriter _texts = new(folder.File(ReleaseManifest.LocalTexts));
    long _count;

    /// <summary>Where the line stands in <c>local/texts.jsonl</c>; null for an empty one, which is not written.</summary>
    public async ValueTask<(long Offset, int Length)?> AddAsync(ReadOnlyMemory<byte> line)
    {
        if (line.IsEmpty)
            return null;
        var offset = _texts.Length;
        await _texts.WriteLineAsync(line);
        _count++;
        return (offset, line.Length);
    }

    public async Task<DataFile> FinishAsync()
    {
        var file = new DataFile(await _texts.FinishAsync(), _texts.Length, _count);
        Checksums.Write(folder.File(ReleaseManifest.LocalFolder), ReleaseManifest.ChecksumList, new Dictionary<string, string>(StringComparer.Ordinal) { [Path.GetFileName(ReleaseManifest.LocalTexts)] = file.Sha256 });
        return file;
    }

    public ValueTask DisposeAsync() => _texts.DisposeAsync();
}
