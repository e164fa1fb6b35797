using Sluice.Records;

namespace Sluice.Zones;

/// <summary>Writes the rows that a replay admits into a part of their own, which appears whole or not at all.</summary>
public sealed class ReplayWriter(string folder) : IDisposable
{
    readonly AtomicFolder _folder = AtomicFolder.Begin(folder);
    readonly List<Shard> _shards = [];
    readonly JsonLineBuilder _json = new();
    HashedWriter? _data;
    HashedWriter? _findings;
    long _findingLines;
    string? _key;
    long _first = 1, _offset;

    public long Lines { get; private set; }

    /// <summary>Rows come file by file; each file is a shard.</summary>
    public async Task AdmitAsync(RecordLine line, string file)
    {
        if (_key != file)
            await EndShardAsync();
        _key = file;
        await Data.WriteLineAsync(line.Memory);
        Lines++;
    }

    /// <summary>What was found in a row that was judged, admitted or not.</summary>
    public async Task FoundAsync(IReadOnlyList<Finding> findings, Site site)
    {
        foreach (var finding in findings)
        {
            finding.WriteTo(_json.Clear(), site);
            await Findings.WriteLineAsync(_json.Memory);
            _findingLines++;
        }
    }

    HashedWriter Findings => _findings ??= new HashedWriter(_folder.File(Manifest.FindingsName));

    HashedWriter Data => _data ??= new HashedWriter(_folder.File("data.jsonl"));

    async Task EndShardAsync()
    {
        if (_key is not null)
            _shards.Add(new Shard(_key, _first, Lines - _first + 1, _offset, Data.Length - _offset, await Data.EndPartAsync()));
        (_first, _offset) = (Lines + 1, Data.Length);
    }

    /// <param name="receipt">Makes the part's receipt of its data file, its findings and its shards.</param>
    public async Task CommitAsync(Func<DataFile, DataFile, IReadOnlyList<Shard>, Manifest> receipt)
    {
        await EndShardAsync();
        var sha256 = await Data.FinishAsync();
        await Data.DisposeAsync();
        var found = await Findings.FinishAsync();
        await Findings.DisposeAsync();
        File.WriteAllText(_folder.File(Manifest.FileName), ReceiptJson.Write(receipt(new DataFile(sha256, Data.Length, Lines), new DataFile(found, Findings.Length, _findingLines), _shards)));
        _folder.Commit(new Dictionary<string, string>(StringComparer.Ordinal) { ["data.jsonl"] = sha256, [Manifest.FindingsName] = found });
    }

    public void Dispose()
    {
        _data?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _findings?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Dispose();
    }
}
