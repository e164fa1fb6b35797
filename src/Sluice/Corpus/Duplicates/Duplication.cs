using System.Globalization;
using Microsoft.Extensions.Logging;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Corpus.Duplicates;

/// <summary>
/// Enriched → clusters: which records are one work, and which works are related. Reads the snapshots of all sources and
/// writes beside them; no document is changed and none is dropped. What comes out depends on the records, the options and
/// the people's decisions only: not on the order of files, on how many workers there are, or on what was known before.
/// </summary>
/// <param name="summaries">Sources and collections whose records are summaries of other works.</param>
/// <param name="keysOf">The canonical address of a URL, and the keys that it carries.</param>
/// <param name="workers">Threads that read texts; at least 1.</param>
public sealed class Duplication(HashSet<(string Source, string Collection)> summaries, Func<string, IEnumerable<string>> keysOf, DuplicateOptions options, int workers) : ICorpusStage
{
    public StageId Id => new("duplicates", 1);

    public string Configuration => $"{options.Canonical} | {string.Join(' ', summaries.Select(pair => $"{pair.Source}/{pair.Collection}").Order(StringComparer.Ordinal))}";

    /// <summary>What the outcome depends on beside the snapshots: what people decided.</summary>
    public static IEnumerable<string> Inputs(Lake lake) =>
        Path.Combine(lake.Curated, Judgement.FileName) is var path && File.Exists(path) ? [$"curated {Checksums.OfFile(path)}"] : [];

    public async Task<CorpusResult> RunAsync(Run run, CorpusInput input, string? before, string folder, CancellationToken cancel)
    {
        var judgements = Judgement.ReadAll(run.Lake);

        // 1. Facts and sketches of all records; of texts that were known before nothing is read again.
        using var sketches = SketchFile.Create(Path.Combine(folder, SketchFile.FileName));
        var reader = new FactReader((source, collection) => summaries.Contains((source, collection)));
        List<RecordFacts> records;
        IReadOnlyList<string> files;
        using (var known = new KnownTexts(before is null ? "" : Path.Combine(before, SketchFile.FileName)))
        {
            var reading = new CorpusReading(reader, input.Aliases.DocumentIdOf, sketches, known, workers);
            (records, files) = (await reading.ReadAsync(run, cancel), reading.Files);
        }

        // 2. Ties: names, texts, titles, and last what people say of them.
        using var lines = new RecordLines(files);
        using var textLines = new RecordLines(files);
        var texts = new TextComparison(records, textLines);
        var breaker = new Breaker();
        var allowance = new Allowance(judgements, records, input.Aliases.UpstreamIdOf, breaker);
        var ties = new TieTable();
        KeyTies.Add(ties, records, options, allowance, breaker);
        var opened = new System.Collections.Concurrent.ConcurrentBag<RecordLines>();
        TextTies.Add(ties, records, sketches, () =>
        {
            var own = new RecordLines(files);
            opened.Add(own);
            return new TextComparison(records, own);
        }, workers, options, allowance, breaker, cancel);
        foreach (var own in opened)
            own.Dispose();
        cancel.ThrowIfCancellationRequested();
        var titles = new TitleTies(records, ties, texts, lines, new HeadLinks(keysOf), options);
        titles.Add();
        titles.AddTranslations();
        KeyTies.Contradict(ties, records, texts, options, cancel);
        allowance.Decide(ties);
        foreach (var tie in ties.InOrder())
            tie.IsCopy = CopyRule.IsCopy(tie, records[tie.A], records[tie.B]);

        // 3. Clusters, within limits; 4. their form.
        cancel.ThrowIfCancellationRequested();
        var copies = new Clustering(records, reader.Collections, ties, allowance, options, breaker).Join();
        var builder = new ClusterBuilder(records, ties, texts, lines, allowance, options);
        var clusters = builder.Build(copies).OrderBy(cluster => cluster.Canonical, StringComparer.Ordinal);
        foreach (var sentence in breaker.Sentences)
            run.Log.LogWarning("{Stage}: {Sentence}", Id.Name, sentence);
        return await WriteAsync(clusters, folder, records.Count, breaker, cancel);
    }

    static async Task<CorpusResult> WriteAsync(IEnumerable<Cluster> clusters, string folder, int records, Breaker breaker, CancellationToken cancel)
    {
        var byRelation = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var json = new JsonLineBuilder();
        await using var data = new HashedWriter(Path.Combine(folder, CorpusManifest.DataName));
        var lines = 0;
        foreach (var cluster in clusters)
        {
            cancel.ThrowIfCancellationRequested();
            ClusterFile.Write(json.Clear(), cluster);
            await data.WriteLineAsync(json.Memory);
            lines++;
            foreach (var member in cluster.Members.Where(member => member.Id != cluster.Canonical))
                byRelation[member.Relation] = byRelation.GetValueOrDefault(member.Relation) + 1;
        }
        byRelation["clusters"] = lines;
        return new CorpusResult(records, new DataFile(await data.FinishAsync(), data.Length, lines), byRelation, breaker.Counts, breaker.Sentences);
    }
}
