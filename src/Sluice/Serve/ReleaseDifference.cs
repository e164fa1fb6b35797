using System.Text;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>Documents of one collection, held against those of another release.</summary>
public sealed record CollectionDifference(long Added, long Removed, long Changed, long Unchanged);

/// <summary>A count of the other release and of this one.</summary>
public sealed record CountChange(long Before, long Now);

/// <summary>What a release changes against another one, document by document.</summary>
/// <param name="Against">The other release; null: against nothing.</param>
/// <param name="ByCollection">A document that moved to another collection is removed from one and added to the other.</param>
/// <param name="Text">By <c>served</c>, <c>withheld</c> and <c>unknown</c>.</param>
public sealed record ReleaseDifference(
    string Release, string? Against, CountChange Documents, CountChange Works, SortedDictionary<string, CollectionDifference> ByCollection, SortedDictionary<string, CountChange> Text)
{
    static readonly CollectionDifference None = new(0, 0, 0, 0);

    /// <summary>Reads both releases once, in step: documents are sorted by their id.</summary>
    /// <exception cref="GateFailedException">A file is missing, or a line is no document.</exception>
    public static async Task<ReleaseDifference> OfAsync(Lake lake, string release, string? against, CancellationToken cancel)
    {
        var (now, before) = (Manifest(lake, release), against is null ? null : Manifest(lake, against));
        var counts = new SortedDictionary<string, CollectionDifference>(StringComparer.Ordinal);
        void Count(string collection, Func<CollectionDifference, CollectionDifference> one) => counts[collection] = one(counts.GetValueOrDefault(collection) ?? None);
        await using var old = new OrderedDocuments(against is null ? null : lake.Release(against), cancel);
        await using var young = new OrderedDocuments(lake.Release(release), cancel);
        await old.MoveAsync();
        await young.MoveAsync();
        while (old.Id is not null || young.Id is not null)
        {
            var order = old.Id is null ? 1 : young.Id is null ? -1 : old.Id.AsSpan().SequenceCompareTo(young.Id);
            var isSame = order == 0 && old.Collection == young.Collection;
            if (isSame)
                Count(young.Collection, old.Says(young) ? count => count with { Unchanged = count.Unchanged + 1 } : count => count with { Changed = count.Changed + 1 });
            if (!isSame && order <= 0)
                Count(old.Collection, count => count with { Removed = count.Removed + 1 });
            if (!isSame && order >= 0)
                Count(young.Collection, count => count with { Added = count.Added + 1 });
            if (order <= 0)
                await old.MoveAsync();
            if (order >= 0)
                await young.MoveAsync();
        }
        return new ReleaseDifference(release, against, new CountChange(before?.DocumentCount ?? 0, now.DocumentCount), new CountChange(before?.WorkCount ?? 0, now.WorkCount), counts,
            new(TextState.All.ToDictionary(state => state, state => new CountChange(before?.Text.GetValueOrDefault(state) ?? 0, now.Text.GetValueOrDefault(state))), StringComparer.Ordinal));
    }

    static ReleaseManifest Manifest(Lake lake, string release) => ReceiptJson.Read<ReleaseManifest>(Path.Combine(lake.Release(release), ReleaseManifest.FileName));

    // The documents of a release in their order, one at a time; of no release, none.
    sealed class OrderedDocuments : IAsyncDisposable
    {
        // Commits and line numbers move with upstream's files. So do the dates of signals, whose values are fields of their own.
        static readonly byte[][] s_apart = [Encoding.UTF8.GetBytes(Provenance.Field), "signals"u8.ToArray()];

        readonly string _path = "";
        readonly LineReader? _reader;
        readonly IAsyncEnumerator<UpstreamRow>? _rows;
        readonly RecordLine _line = new();

        public OrderedDocuments(string? folder, CancellationToken cancel)
        {
            if (folder is null)
                return;
            _path = Path.Combine(folder, ReleaseManifest.Documents);
            if (!File.Exists(_path))
                throw new GateFailedException($"{_path} is missing. Run `sluice verify --all` to see what else differs.");
            _reader = new LineReader(File.OpenRead(_path), _path, hashed: false) { Longest = LineReader.LongestOfOurs };
            _rows = _reader.RowsAsync(cancel).GetAsyncEnumerator(cancel);
        }

        /// <summary>The document id; null before the first and after the last.</summary>
        public byte[]? Id { get; private set; }

        public string Collection { get; private set; } = "";

        public async ValueTask MoveAsync()
        {
            Id = null;
            if (_rows is null || !await _rows.MoveNextAsync())
                return;
            var row = _rows.Current;
            if (!_line.Read(row.Bytes, out var fault) || _line.GetString("document_id"u8) is not { } id)
                throw new GateFailedException($"{_path} line {row.Place.Line} is no document{(fault.Expected is null ? "" : $": expected {fault.Expected} at byte {fault.Offset}")}. Run `sluice verify --all` to see what differs.");
            (Id, Collection) = (Encoding.UTF8.GetBytes(id), _line.GetString("source"u8) ?? "");
        }

        /// <summary>Whether another document says the same, field by field in its order.</summary>
        public bool Says(OrderedDocuments other)
        {
            var at = 0;
            for (var i = 0; i < _line.FieldCount; i++)
            {
                if (IsApart(_line, i))
                    continue;
                while (at < other._line.FieldCount && IsApart(other._line, at))
                    at++;
                if (at == other._line.FieldCount || !_line.NameOf(i).SequenceEqual(other._line.NameOf(at)) || !_line.ValueOf(i).Bytes.SequenceEqual(other._line.ValueOf(at).Bytes))
                    return false;
                at++;
            }
            while (at < other._line.FieldCount && IsApart(other._line, at))
                at++;
            return at == other._line.FieldCount;
        }

        static bool IsApart(RecordLine line, int field)
        {
            foreach (var name in s_apart)
                if (line.NameOf(field).SequenceEqual(name))
                    return true;
            return false;
        }

        public async ValueTask DisposeAsync()
        {
            if (_rows is not null)
                await _rows.DisposeAsync();
            _reader?.Dispose();
        }
    }
}
