using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Corpus.Duplicates;

/// <summary>
/// The first pass: reads the snapshots of all sources once and keeps the facts of each record, with its sketch on disk.
/// Texts go to the workers in batches; what comes out does not depend on how many there are.
/// </summary>
sealed class CorpusReading(FactReader reader, Func<string, string, DocumentId> documentId, SketchFile sketches, KnownTexts known, int workers)
{
    const int BatchBytes = 1 << 20;

    readonly List<RecordFacts> _records = [];
    readonly List<string> _files = [];
    readonly List<RecordFacts> _batch = [];
    readonly List<(int Start, int Length)> _bodies = [];
    byte[] _texts = new byte[BatchBytes + (BatchBytes >> 2)];
    int _filled;
    readonly TextWork[] _work = [.. Enumerable.Range(0, workers).Select(_ => new TextWork())];

    /// <summary>Paths of the files that lines stand in, by <see cref="RecordFacts.File"/>.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>All records by document id.</summary>
    public async Task<List<RecordFacts>> ReadAsync(Run run, CancellationToken cancel)
    {
        foreach (var source in run.Lake.Sources())
            await foreach (var live in Snapshot.ReadAsync(run.Lake, source, Zone.Enriched, cancel))
            {
                if (_files.Count == 0 || !ReferenceEquals(_files[^1], live.Path))
                    _files.Add(live.Path);
                Take(live, documentId(source, live.Line.GetString("id"u8)!));
                if (_records.Count % 256 == 0)
                    run.Report(new Progress(source, "duplicates", "texts", _records.Count, null));
            }
        Digest();
        sketches.Flush();
        _records.Sort(static (a, b) => string.CompareOrdinal(a.DocumentId, b.DocumentId));
        return _records;
    }

    void Take(LiveDocument live, DocumentId id)
    {
        var facts = reader.Read(live.Line, id, _files.Count - 1, live.Offset);
        live.Line.TryGetString("text"u8, out var body);
        if (_filled + body.Length > _texts.Length)
        {
            Digest();
            if (body.Length > _texts.Length)
                _texts = new byte[body.Length];
        }
        body.CopyTo(_texts.AsSpan(_filled));
        _bodies.Add((_filled, body.Length));
        _filled += body.Length;
        _batch.Add(facts);
        _records.Add(facts);
        if (_filled > BatchBytes)
            Digest();
    }

    void Digest()
    {
        var facts = new TextFacts[_batch.Count];
        var bins = new uint[_batch.Count * Sketch.Bins];
        if (workers == 1)
            Share(0);
        else
            Parallel.For(0, workers, Share);
        void Share(int worker)
        {
            for (var i = worker; i < facts.Length; i += workers)
                facts[i] = _work[worker].Read(_texts.AsSpan(_bodies[i].Start, _bodies[i].Length), known, bins.AsSpan(i * Sketch.Bins, Sketch.Bins));
        }
        for (var i = 0; i < facts.Length; i++)
        {
            (_batch[i].Words, _batch[i].Text) = (facts[i].Words, facts[i].Text);
            _batch[i].Sketch = sketches.Add(facts[i], bins.AsSpan(i * Sketch.Bins, Sketch.Bins));
        }
        _batch.Clear();
        _bodies.Clear();
        _filled = 0;
    }

    /// <summary>One worker's buffers.</summary>
    sealed class TextWork
    {
        readonly WordList _words = new();
        ulong[] _shingles = [];

        public TextFacts Read(ReadOnlySpan<byte> text, KnownTexts known, Span<uint> bins)
        {
            var body = WordHash.Of(text);
            if (known.TryGet(body, out var facts, bins))
                return facts;
            _words.Read(text);
            if (_shingles.Length < _words.Count)
                _shingles = new ulong[Math.Max(_words.Count, 2 * _shingles.Length)];
            Sketch.Fill(_shingles.AsSpan(0, Shingles.Of(_words.Words, _shingles)), bins);
            return new TextFacts(body, WordHash.Of(_words.Words), _words.Count);
        }
    }
}
