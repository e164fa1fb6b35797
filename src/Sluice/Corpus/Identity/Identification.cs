using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Corpus.Identity;

/// <summary>
/// Follows records through changes of upstream's ids: upstream makes them from addresses, and has changed the way more than
/// once. Reads the kept rows of all complete dumps, oldest first, the archived ones too, and writes who is called otherwise now.
/// </summary>
/// <param name="summaries">Sources and collections whose records are summaries of other works.</param>
/// <param name="addressOf">The canonical form of a URL, or null.</param>
/// <param name="addressRules">Name and version of the rules by which that is found.</param>
public sealed class Identification(HashSet<(string Source, string Collection)> summaries, Func<string, string?> addressOf, string addressRules) : ICorpusStage
{
    public StageId Id => new("identity", 1);

    public string Configuration => $"{addressRules} | {string.Join(' ', summaries.Select(pair => $"{pair.Source}/{pair.Collection}").Order(StringComparer.Ordinal))}";

    /// <summary>What the outcome depends on: every complete dump, by its rows and by what it found gone.</summary>
    public static IEnumerable<string> Inputs(Lake lake) =>
        lake.Sources().SelectMany(source => DumpsOf(lake, source)).Select(dump => $"{dump.Source} {dump.Name} {dump.Metadata.ExtractionType} {dump.Metadata.Data.Sha256} {dump.Metadata.Counts.Removed}")
            .Concat(lake.Sources().SelectMany(source => AdmittedLate(lake, source)).Select(part => $"{part.Folder[lake.Root.Length..].Replace('\\', '/')} {part.Manifest.Output.Sha256}"));

    public async Task<CorpusResult> RunAsync(Run run, CorpusInput input, string? before, string folder, CancellationToken cancel)
    {
        var aliases = new List<Alias>();
        long records = 0;
        foreach (var source in run.Lake.Sources())
        {
            var dumps = DumpsOf(run.Lake, source).ToList();
            // With one dump nothing can have changed its name yet.
            if (dumps.Count < 2)
                continue;
            var history = new IdHistory(source);
            foreach (var dump in dumps)
                records += await TakeAsync(dump, history, dump == dumps[^1] ? AdmittedLate(run.Lake, source) : [], cancel);
            aliases.AddRange(history.Aliases());
        }
        var json = new JsonLineBuilder();
        await using var data = new HashedWriter(Path.Combine(folder, CorpusManifest.DataName));
        foreach (var alias in aliases.OrderBy(alias => alias.DocumentId, StringComparer.Ordinal))
        {
            AliasTable.Write(json.Clear(), alias);
            await data.WriteLineAsync(json.Memory);
        }
        return new CorpusResult(records, new DataFile(await data.FinishAsync(), data.Length, aliases.Count), new(StringComparer.Ordinal) { ["aliases"] = aliases.Count }, new(StringComparer.Ordinal), []);
    }

    // An empty delta only moves the cursor.
    static IEnumerable<Dump> DumpsOf(Lake lake, string source) =>
        Dump.Archived(lake, source).Concat(Dump.All(lake, source)).Where(dump => dump.Metadata.IsComplete && dump.Metadata.ExtractionStatus != "unchanged")
            .OrderBy(dump => Dump.OrderOf(dump.Name), StringComparer.Ordinal);

    // Rows that only a replay of the quarantine let in are in no raw file, and they are there all the same.
    static IEnumerable<DumpPart> AdmittedLate(Lake lake, string source) =>
        Dump.Chain(lake, source) is [.., var newest] ? DumpPart.Of(newest.FolderOf(Zone.Validated)).Where(part => part.IsReplay) : [];

    async Task<long> TakeAsync(Dump dump, IdHistory history, IEnumerable<DumpPart> late, CancellationToken cancel)
    {
        history.Begin(dump.Name, isFull: dump.Metadata.ExtractionType == "full");
        long rows = 0;
        foreach (var open in (IEnumerable<Func<Stream>>)[() => dump.Open(Zone.Raw, "data.jsonl"), .. late.Select(part => (Func<Stream>)(() => ColdFile.Open(part.Data)))])
            await foreach (var line in LinesAsync(open, cancel))
                if (line.GetString("id"u8) is { Length: > 0 } id)
                {
                    rows++;
                    var url = line.GetString("url"u8)?.Trim() ?? "";
                    line.TryGetString("text"u8, out var text);
                    history.Take(id, addressOf(url) ?? url, text, summaries.Contains((dump.Source, line.GetString("source"u8) ?? "")));
                }
        await foreach (var line in LinesAsync(() => dump.Open(Zone.Raw, "removed.jsonl"), cancel))
            if (line.GetString("id"u8) is { Length: > 0 } id)
                history.Remove(id);
        history.End();
        return rows;
    }

    static async IAsyncEnumerable<RecordLine> LinesAsync(Func<Stream> open, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = new LineReader(open(), "a dump", hashed: false) { Longest = LineReader.LongestOfOurs };
        var line = new RecordLine();
        await foreach (var row in reader.RowsAsync(cancel))
            if (line.Read(row.Bytes, out _))
                yield return line;
    }
}
