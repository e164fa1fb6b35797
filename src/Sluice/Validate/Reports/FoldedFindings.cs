using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Validate.Reports;

/// <summary>
/// The findings of a source's snapshot, folded as the snapshot is: the newest dump that speaks of an id decides about
/// it, so what an edit mended is a finding no longer, and a row that a replay judged anew has the findings of that. Holds
/// only the ids that deltas speak of and the places that replays judged.
/// </summary>
/// <param name="chain">The dumps of one source, oldest first, none of them empty of meaning (<c>unchanged</c>).</param>
/// <param name="newest">The newest dump of each source, empty or not: late rows count there only.</param>
public sealed class FoldedFindings(Lake lake, IReadOnlyList<Dump> chain, IReadOnlySet<string> newest)
{
    /// <summary>Findings by code of the same fold without its newest dump; null if that is its only one.</summary>
    public SortedDictionary<string, long>? Before { get; } = chain.Count > 1 ? new(StringComparer.Ordinal) : null;

    readonly HandedOn _handedOn = new();

    /// <summary>Writes what holds now, newest dump first: a file of findings a dump, quoting what a release may quote.</summary>
    public async IAsyncEnumerable<(Dump Dump, string Path)> WriteAsync(string folder, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var (spokenOf, older) = (new HashSet<UInt128>(), new HashSet<UInt128>());
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            var path = Path.Combine(folder, $"{chain[i].Source}-{chain[i].Name}.jsonl");
            await FoldAsync(chain[i], path, isNewest: i == chain.Count - 1, spokenOf, older, cancel);
            yield return (chain[i], path);
            if (i > 0)
                await Snapshot.AddSpokenOfAsync(chain[i], i == chain.Count - 1 ? spokenOf : older, cancel);
        }
    }

    async Task FoldAsync(Dump dump, string path, bool isNewest, HashSet<UInt128> spokenOf, HashSet<UInt128> older, CancellationToken cancel)
    {
        await using var to = new HashedWriter(path);
        // A replay's judgement of a row stands for all that were made before.
        var parts = DumpPart.Of(lake.FolderOf(Zone.Validated, dump.Source, dump.Name)).Where(part => newest.Contains(dump.Name) || !part.Manifest.Late).ToList();
        var judgedLater = new HashSet<RowPlace>[parts.Count];
        judgedLater[^1] = [];
        for (var i = parts.Count - 1; i > 0; i--)
            judgedLater[i - 1] = [.. judgedLater[i], .. await PlacesOfAsync(parts[i], cancel)];
        for (var i = 0; i < parts.Count; i++)
        {
            using var rows = new KeysOfRows(dump);
            await foreach (var finding in FindingsFile.ReadAsync(Path.Combine(parts[i].Folder, Manifest.FindingsName), cancel))
            {
                if (judgedLater[i].Count > 0 && judgedLater[i].Contains(new RowPlace(finding.File, finding.Number)))
                    continue;
                // Where nothing newer speaks, nobody need be asked who is meant; a late row without an id is in no raw file.
                var key = spokenOf.Count + older.Count == 0 ? default : finding.Id is { Length: > 0 } id ? SnapshotIndex.KeyOf(id) : parts[i].Manifest.Late ? default : rows.KeyAt(finding.File, finding.Number);
                if (older.Contains(key))
                    continue;
                if (!isNewest)
                    Before![finding.Code] = Before.GetValueOrDefault(finding.Code) + 1;
                if (!spokenOf.Contains(key))
                    await to.WriteLineAsync(_handedOn.Of(finding));
            }
        }
        await to.FinishAsync();
    }

    static async Task<HashSet<RowPlace>> PlacesOfAsync(DumpPart part, CancellationToken cancel)
    {
        var places = new HashSet<RowPlace>();
        await foreach (var finding in FindingsFile.ReadAsync(Path.Combine(part.Folder, Manifest.FindingsName), cancel))
            places.Add(new RowPlace(finding.File, finding.Number));
        using var reader = new LineReader(File.OpenRead(part.Data), part.Data, hashed: false) { Longest = LineReader.LongestOfOurs };
        var line = new RecordLine();
        await foreach (var row in reader.RowsAsync(cancel))
            if (line.Read(row.Bytes, out _) && UpstreamLines.PlaceOf(line) is { File: not null } at)
                places.Add(new RowPlace(at.File, at.Line));
        return places;
    }
}

/// <summary>The keys of a dump's rows by their place, for those that have no id. Ask in the order of the rows.</summary>
sealed class KeysOfRows(Dump dump) : IDisposable
{
    readonly RecordLine _line = new();
    IEnumerator<UpstreamRow>? _rows;
    LineReader? _reader;

    public UInt128 KeyAt(string file, long line)
    {
        _reader ??= new LineReader(File.OpenRead(dump.Data), dump.Data, hashed: false) { Longest = LineReader.LongestOfOurs };
        _rows ??= _reader.RowsAsync().ToBlockingEnumerable().GetEnumerator();
        // Several findings of one row ask for it again.
        while (_line.FieldCount == 0 || UpstreamLines.PlaceOf(_line) != new Place(file, line))
            if (!_rows.MoveNext() || !_line.Read(_rows.Current.Bytes, out _))
                throw new GateFailedException($"{dump.Data} has no row from {file} line {line}, which {Manifest.FindingsName} of {dump.Name} names. Run `sluice verify {dump.Name}`.");
        return Snapshot.KeyOf(_line);
    }

    public void Dispose()
    {
        _rows?.Dispose();
        _reader?.Dispose();
    }
}
