using System.Security.Cryptography;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>
/// Fills a dump's folder aside: kept rows with their provenance, the list of dropped ones, the snapshot index, and the
/// quarantine of upstream's defects. Nothing is visible before <see cref="CommitAsync"/>.
/// </summary>
public sealed class DumpWriter : IAsyncDisposable
{
    readonly JsonLineBuilder _json = new();
    readonly AtomicFolder _folder;
    readonly QuarantineFile _quarantine;
    readonly HashedWriter _data;
    readonly HashedWriter _dropped;
    readonly HashedWriter _removed;
    readonly HashedWriter _snapshot;
    readonly List<Shard> _shards = [];
    readonly FieldCensus _fields = new();
    readonly SortedDictionary<string, long> _collections = new(StringComparer.Ordinal);
    readonly MerkleTree _tree = new();
    readonly byte[] _indexedSha256 = new byte[32];
    long _lines;
    long _indexed;
    (long FirstLine, long Offset) _shardStart;

    DumpWriter(AtomicFolder folder, QuarantineFile quarantine)
    {
        (_folder, _quarantine) = (folder, quarantine);
        _data = new HashedWriter(folder.File("data.jsonl"));
        _dropped = new HashedWriter(folder.File("dropped.jsonl"));
        _removed = new HashedWriter(folder.File("removed.jsonl"));
        _snapshot = new HashedWriter(folder.File(SnapshotIndex.FileName));
    }

    public static async Task<DumpWriter> BeginAsync(Lake lake, string source, string name, CancellationToken cancel) =>
        new(AtomicFolder.Begin(lake.FolderOf(Zone.Raw, source, name)),
            await QuarantineFile.BeginAsync(lake, source, name, "extract", cancel));

    public IReadOnlyList<Shard> Shards => _shards;

    public SortedDictionary<string, long> Collections => _collections;

    public IReadOnlyList<string> Fields => _fields.Names;

    /// <summary>Over the hashes of the rows kept so far.</summary>
    public string MerkleRoot => _tree.Root();

    public void BeginShard() => _shardStart = (_lines + 1, _data.Length);

    public async Task EndShardAsync(string key)
    {
        if (_lines >= _shardStart.FirstLine)
            _shards.Add(new Shard(key, _shardStart.FirstLine, _lines - _shardStart.FirstLine + 1, _shardStart.Offset, _data.Length - _shardStart.Offset, await _data.EndPartAsync()));
    }

    /// <summary>Writes a kept row in its raw form.</summary>
    public ValueTask KeepAsync(RecordLine line, ReadOnlyMemory<byte> stamped)
    {
        _fields.Count(line);
        var collection = line.GetString("source"u8) ?? "";
        _collections[collection] = _collections.GetValueOrDefault(collection) + 1;
        _lines++;
        // Rows are indexed and kept in one order: as many of both, and the hash that was indexed last is this row's.
        _tree.Add(_indexed == _lines ? _indexedSha256 : SHA256.HashData(line.Bytes));
        return _data.WriteLineAsync(stamped);
    }

    public ValueTask IndexAsync(string id, string file, ReadOnlySpan<byte> sha256)
    {
        _indexed++;
        sha256.CopyTo(_indexedSha256);
        _json.Clear().BeginObject().Name("id"u8).String(id).Name("file"u8).String(file)
            .Name("sha256"u8).String(Convert.ToHexStringLower(sha256)).EndObject();
        return _snapshot.WriteLineAsync(_json.Memory);
    }

    public ValueTask IndexGoneAsync(string id)
    {
        _json.Clear().BeginObject().Name("id"u8).String(id).Name("gone"u8).Bool(true).EndObject();
        return _snapshot.WriteLineAsync(_json.Memory);
    }

    public async Task DropAsync(DropReason reason, UpstreamRow row, string? id, string? collection, IReadOnlyList<Finding> findings)
    {
        _json.Clear().BeginObject()
            .Name("reason"u8).String(reason.Name())
            .Name("file"u8).String(row.Place.File)
            .Name("line"u8).Number(row.Place.Line)
            .Name("byte_offset"u8).NumberOrNull(row.Place.ByteOffset)
            .Name("id"u8).StringOrNull(id)
            .EndObject();
        await _dropped.WriteLineAsync(_json.Memory);
        if (reason.IsDefective())
            await _quarantine.AddAsync(row.Bytes.Span, new Site(row.Place, id, collection), findings);
    }

    public ValueTask RemoveAsync(string id, string why)
    {
        _json.Clear().BeginObject().Name("id"u8).String(id).Name("why"u8).String(why).EndObject();
        return _removed.WriteLineAsync(_json.Memory);
    }

    /// <summary>Closes the files and gives the receipt of the data file.</summary>
    public async Task<DataFile> FinishAsync()
    {
        _known["data.jsonl"] = await _data.FinishAsync();
        _known["dropped.jsonl"] = await _dropped.FinishAsync();
        _known["removed.jsonl"] = await _removed.FinishAsync();
        _known[SnapshotIndex.FileName] = await _snapshot.FinishAsync();
        await CloseAsync();
        return new DataFile(_known["data.jsonl"], _data.Length, _lines);
    }

    readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Quarantine first: a dump that is visible always has its quarantine.</summary>
    public async Task CommitAsync(DumpMetadata metadata)
    {
        File.WriteAllText(_folder.File(DumpMetadata.FileName), ReceiptJson.Write(metadata));
        await _quarantine.CommitAsync();
        _folder.Commit(_known);
    }

    async Task CloseAsync()
    {
        await _data.DisposeAsync();
        await _dropped.DisposeAsync();
        await _removed.DisposeAsync();
        await _snapshot.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _quarantine.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>The field names that were really seen, in order of first sight.</summary>
sealed class FieldCensus
{
    readonly List<byte[]> _names = [];

    public IReadOnlyList<string> Names => [.. _names.Select(name => JsonText.Decode(name))];

    public void Count(RecordLine line)
    {
        for (var i = 0; i < line.FieldCount; i++)
        {
            var name = line.NameOf(i);
            var known = false;
            foreach (var seen in _names)
                if (known = name.SequenceEqual(seen))
                    break;
            if (!known)
                _names.Add(name.ToArray());
        }
    }
}
