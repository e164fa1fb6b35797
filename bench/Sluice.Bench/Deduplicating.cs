using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Corpus;
using Sluice.Corpus.Duplicates;
using Sluice.Pipeline;
using Sluice.Planted;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Bench;

/// <summary>
/// The search for copies beside one reading of all words, over the same enriched zone: whole processes on one core, taken in
/// turn. Then its peak memory and time over growing corpora.
/// </summary>
static class Deduplicating
{
    const int Records = 10_000, Size = 8, Rounds = 5;
    static readonly int[] Sizes = [10_000, 50_000, 200_000];
    static readonly string Bench = Path.Combine(AppContext.BaseDirectory, "Sluice.Bench.dll");

    public static async Task<int> MeasureAsync(string program, string? path)
    {
        var page = new Page(path, "duplicates");
        var folder = Directory.CreateTempSubdirectory("sluice-bench-").FullName;
        try
        {
            PlantedCorpus.Make(Records, seed: 1959, Size).Write(Path.Combine(folder, "hub"), order: 1);
            var lake = await LakeOfAsync(program, folder);
            List<Cost> tokens = [], stage = [], again = [];
            for (var round = 0; round <= Rounds; round++)
            {
                var read = await OnOneCoreAsync("words", lake);
                var all = await OnOneCoreAsync("copies", lake, "anew");
                var known = await OnOneCoreAsync("copies", lake, "again");
                if (round == 0)
                    continue;
                tokens.Add(read);
                stage.Add(all);
                again.Add(known);
            }
            page.Add(string.Create(CultureInfo.InvariantCulture, $"{Records} records of made-up prose, {new FileInfo(DataOf(lake)).Length / 1e6:0} MB; medians of {Rounds} rounds in turn, one core:"));
            page.Add("");
            page.Add("| whole process | CPU s | seconds | peak MB | CPU × reading the words |");
            page.Add("|---|--:|--:|--:|--:|");
            foreach (var (name, costs) in new[] { ("read each text's words once", tokens), ("find copies and relations", stage), ("the same, all texts known before", again) })
                page.Add(string.Create(CultureInfo.InvariantCulture, $"| {name} | {Median(costs, cost => cost.Cpu):0.00} | {Median(costs, cost => cost.Wall):0.00} | {Median(costs, cost => cost.PeakMb):0} | {Median(costs, cost => cost.Cpu) / Median(tokens, cost => cost.Cpu):0.00} |"));
            Directory.Delete(folder, recursive: true);
            page.Add("");
            page.Add("| records with planted copies | MB | seconds, words | seconds, copies | records/s | peak MB | precision | recall |");
            page.Add("|--:|--:|--:|--:|--:|--:|--:|--:|");
            foreach (var size in Sizes)
                await GrowAsync(program, size, page);
            page.Write();
            return Median(stage, cost => cost.Cpu) < 3 * Median(tokens, cost => cost.Cpu) ? 0 : 1;
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    static async Task GrowAsync(string program, int size, Page page)
    {
        var folder = Directory.CreateTempSubdirectory("sluice-bench-").FullName;
        try
        {
            var planted = PlantedCorpus.Make(size, seed: 2022);
            planted.Write(Path.Combine(folder, "hub"), order: 1);
            var lake = await LakeOfAsync(program, folder);
            var (words, copies) = (await OnOneCoreAsync("words", lake), await OnOneCoreAsync("copies", lake, "anew"));
            var (precision, recall) = await ScoreAsync(lake, planted);
            page.Add(string.Create(CultureInfo.InvariantCulture,
                $"| {size} | {new FileInfo(DataOf(lake)).Length / 1e6:0} | {words.Wall:0.0} | {copies.Wall:0.0} | {size / copies.Wall:0} | {copies.PeakMb:0} | {precision:0.0000} | {recall:0.0000} |"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<(double Precision, double Recall)> ScoreAsync(string lake, PlantedCorpus planted)
    {
        var truth = planted.Copies.Select(copy => (copy.Original, copy.Copy)).ToHashSet();
        long found = 0, right = 0;
        await foreach (var cluster in ClusterFile.ReadAsync(Path.Combine(Directory.EnumerateDirectories(new Lake(lake).Corpus("duplicates")).Single(), CorpusManifest.DataName)))
            foreach (var member in cluster.Members.Skip(1))
            {
                found++;
                right += truth.Contains((cluster.Members[0].UpstreamId, member.UpstreamId)) || truth.Contains((member.UpstreamId, cluster.Members[0].UpstreamId)) ? 1 : 0;
            }
        return ((double)right / found, (double)right / truth.Count);
    }

    static async Task<string> LakeOfAsync(string program, string folder)
    {
        var lake = Path.Combine(folder, "lake");
        var (hub, endpoint) = await Child.ServeAsync(program, Path.Combine(folder, "hub"));
        using (hub)
        {
            await Child.MeasureAsync(program, "run", "--no-keywords", "--lake", lake, "--endpoint", endpoint, "--quiet");
            hub.Kill();
        }
        Directory.Delete(Path.Combine(folder, "hub"), recursive: true);
        return lake;
    }

    static async Task<Cost> OnOneCoreAsync(params string[] call) =>
        (await Child.MeasureAsync(Child.Settings("taskset", ["-c", "0", "dotnet", Bench, .. call]), mostCode: 0)).Cost;

    static double Median(List<Cost> costs, Func<Cost, double> of) => costs.Select(of).Order().ElementAt(costs.Count / 2);

    static string DataOf(string lake)
    {
        var there = new Lake(lake);
        var dump = Dump.Chain(there, there.Sources()[0])[0];
        return Path.Combine(there.FolderOf(Zone.Enriched, dump.Source, dump.Name), "data.jsonl");
    }

    /// <summary>The yardstick: reads lines, their structure, and the words of each text.</summary>
    public static async Task<int> WordsAsync(string lake)
    {
        var (line, words) = (new RecordLine(), new WordList());
        long count = 0;
        using var reader = new LineReader(File.OpenRead(DataOf(lake)), DataOf(lake), hashed: false);
        await foreach (var row in reader.RowsAsync())
            if (line.Read(row.Bytes, out _) && line.TryGetString("text"u8, out var text))
            {
                words.Read(text);
                count += words.Count;
            }
        Console.WriteLine(count);
        return 0;
    }

    /// <summary>The stage alone, anew or with all texts known.</summary>
    public static async Task<int> CopiesAsync(string lake, bool anew)
    {
        var there = new Lake(lake);
        if (anew && Directory.Exists(there.Corpus("duplicates")))
            Directory.Delete(there.Corpus("duplicates"), recursive: true);
        var stage = new Duplication([], url => [url], new DuplicateOptions(), workers: 1);
        var run = new Run(there, TimeProvider.System, NullLogger.Instance);
        var inputs = SnapshotInputs.Lines(SnapshotInputs.Of(there)).Append(anew ? "anew" : Path.GetRandomFileName());
        await new CorpusPromotion(stage).PromoteAsync(run, new CorpusInput(AliasTable.None), inputs, CancellationToken.None);
        return 0;
    }
}
