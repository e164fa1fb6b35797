using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Corpus.Identity;

/// <summary>
/// Follows records through changes of upstream's ids: upstream makes them from addresses, and has changed the way more than
/// once. Reads the kept rows of all complete dumps, oldest first, the archived ones too, and writes who is called otherwise now.
/// </summary>
/// <param name="addressOf">The canonical form of a URL, or null.</param>
public sealed class Identification(Func<string, string?> addressOf) : ICorpusStage
{
    public StageId Id => new("identity", 1);

    public string Configuration => "";

    /// <summary>What the outcome depends on: every complete dump, by its rows and by what it found gone.</summary>
    public static IEnumerable<string> Inputs(Lake lake) =>
        lake.Sources().SelectMany(source => DumpsOf(lake, source)).Select(dump => $"{dump.Source} {dump.Name} {dump.Metadata.ExtractionType} {dump.Metadata.Data.Sha256} {dump.Metadata.Counts.Removed}");

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
                records += await TakeAsync(dump, history, cancel);
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

    async Task<long> TakeAsync(Dump dump, IdHistory history, CancellationToken cancel)
    {
        history.Begin(dump.Name, isFull: dump.Metadata.ExtractionType == "full");
        long rows = 0;
        await foreach (var line in LinesAsync(dump, "data.jsonl", cancel))
            if (line.GetString("id"u8) is { Length: > 0 } id)
            {
                rows++;
                var url = line.GetString("url"u8)?.Trim() ?? "";
                line.TryGetString("text"u8, out var text);
                history.Take(id, addressOf(url) ?? url, text);
            }
        await foreach (var line in LinesAsync(dump, "removed.jsonl", cancel))
            if (line.GetString("id"u8) is { Length: > 0 } id)
                history.Remove(id);
        history.End();
        return rows;
    }

    static async IAsyncEnumerable<RecordLine> LinesAsync(Dump dump, string name, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = new LineReader(dump.Open(Zone.Raw, name), name, hashed: false) { Longest = LineReader.LongestOfOurs };
        var line = new RecordLine();
        await foreach (var row in reader.RowsAsync(cancel))
            if (line.Read(row.Bytes, out _))
                yield return line;
    }
}
