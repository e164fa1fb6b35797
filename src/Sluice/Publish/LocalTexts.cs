using Sluice.Zones;

namespace Sluice.Publish;

/// <summary>The files of <c>local/</c>.</summary>
/// <param name="Index">Null where the release's own index has all texts.</param>
readonly record struct LocalFiles(DataFile Texts, DataFile? Index);

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

    /// <summary>Seals the folder, with the index that was laid into it.</summary>
    /// <param name="documents">How many the release has.</param>
    public async Task<LocalFiles> FinishAsync(long documents)
    {
        var texts = new DataFile(await _texts.FinishAsync(), _texts.Length, _count);
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal) { [Path.GetFileName(ReleaseManifest.LocalTexts)] = texts.Sha256 };
        DataFile? index = null;
        if (folder.File(ReleaseManifest.LocalSearchIndex) is var path && File.Exists(path))
        {
            index = new DataFile(Checksums.OfFile(path), new FileInfo(path).Length, documents);
            hashes[Path.GetFileName(path)] = index.Sha256;
        }
        Checksums.Write(folder.File(ReleaseManifest.LocalFolder), ReleaseManifest.ChecksumList, hashes);
        return new LocalFiles(texts, index);
    }

    public ValueTask DisposeAsync() => _texts.DisposeAsync();
}
