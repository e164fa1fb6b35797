using System.Globalization;

namespace Sluice.Bench;

/// <summary>
/// The extraction side by side with a plain version and with hashing alone: whole processes, taken in turn, several
/// times each. Then its peak memory over growing corpora, and a run of 1,000 records from end to end.
/// </summary>
static class Extracting
{
    const int Compared = 10_000, Rounds = 5, EndToEnd = 1000;
    static readonly string Bench = Path.Combine(AppContext.BaseDirectory, "Sluice.Bench.dll");

    /// <param name="counts">The corpora over which memory is measured, in records; the first is the one compared.</param>
    /// <returns>1 if a limit was passed that does not depend on the machine: 100 MB.</returns>
    public static async Task<int> MeasureAsync(string program, string[] counts, string? path)
    {
        var page = new Page(path, "extract");
        var sizes = counts.Length == 0 ? [Compared, 5 * Compared] : counts.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        page.Add(Machine());
        page.Add("");
        var folder = Directory.CreateTempSubdirectory("sluice-bench-").FullName;
        try
        {
            var peaks = new List<(int Records, double Mb)> { (sizes[0], await CompareAsync(program, sizes[0], Path.Combine(folder, "compared"), page)) };
            if (HasShaInstructions)
            {
                page.Add("");
                page.Add("The same with hashing kept from those instructions (`OPENSSL_ia32cap`), as on processors that have none:");
                page.Add("");
                Environment.SetEnvironmentVariable("OPENSSL_ia32cap", ":~0x20000000");
                peaks[0] = (sizes[0], Math.Max(peaks[0].Mb, await CompareAsync(program, sizes[0], Path.Combine(folder, "compared"), page)));
                Environment.SetEnvironmentVariable("OPENSSL_ia32cap", null);
            }
            foreach (var count in sizes.Skip(1))
                peaks.Add((count, await PeakAsync(program, count, Path.Combine(folder, "peak"))));
            page.Add("");
            page.Add("| extracted records | peak MB | limit MB |");
            page.Add("|--:|--:|--:|");
            foreach (var (records, mb) in peaks)
                page.Add(string.Create(CultureInfo.InvariantCulture, $"| {records} | {mb:0} | 100 |"));
            page.Add("");
            await RunAsync(program, Path.Combine(folder, "run"), page);
            page.Write();
            return peaks.Exists(peak => peak.Mb > 100) ? 1 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<double> CompareAsync(string program, int count, string folder, Page page)
    {
        var corpus = Corpus.Write(count, Path.Combine(folder, "hub")) / 1e6;
        var upstream = Path.Combine(folder, "hub", "StampyAI", "alignment-research-dataset");
        // A third of the rows lies before this day.
        var minDate = new DateOnly(2020, 1, 1).AddDays(Math.Min(count, 50_000) / 72).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (fresh, resting, plain) = (Path.Combine(folder, "fresh"), Path.Combine(folder, "resting"), Path.Combine(folder, "plain.jsonl"));
        var (hub, endpoint) = await Child.ServeAsync(program, Path.Combine(folder, "hub"));
        using (hub)
            try
            {
                // The first extraction warms the caches, fills the lake in which files rest, and writes what is hashed alone.
                await Child.MeasureAsync(program, "extract", "alignment_research", "--min-date", minDate, "--lake", resting, "--endpoint", endpoint, "--quiet");
                var first = Dumps(resting).Single();
                var hashed = new FileInfo(Path.Combine(first, "data.jsonl")).Length / 1e6;
                var table = new (string Name, Func<Task<Cost>> Run, List<Cost> Costs)[]
                {
                    ("hashing alone", () => Child.MeasureAsync(Bench, "hash", upstream, Path.Combine(first, "data.jsonl")), []),
                    ("plain `JsonNode`, no download", () => Child.MeasureAsync(Bench, "plain", upstream, plain, minDate), []),
                    ("extract, files at rest", () => Child.MeasureAsync(program, "extract", "alignment_research", "--min-date", minDate, "--lake", resting, "--offline", "--mode", "full", "--quiet"), []),
                    ("extract, with download", () => Child.MeasureAsync(program, "extract", "alignment_research", "--min-date", minDate, "--lake", fresh, "--endpoint", endpoint, "--quiet"), []),
                };
                for (var round = 0; round < Rounds; round++)
                    foreach (var (_, run, costs) in table)
                    {
                        costs.Add(await run());
                        foreach (var dump in Dumps(resting).Where(dump => dump != first))
                            Directory.Delete(dump, recursive: true);
                        if (Directory.Exists(fresh))
                            Directory.Delete(fresh, recursive: true);
                    }
                page.Add(string.Create(CultureInfo.InvariantCulture, $"{count} records, {corpus:0} MB in, {hashed:0} MB out; medians of {Rounds} rounds in turn:"));
                page.Add("");
                page.Add("| whole process | CPU s | seconds | CPU s a second | records/s | peak MB | CPU × hashing alone | CPU × plain |");
                page.Add("|---|--:|--:|--:|--:|--:|--:|--:|");
                var (hashing, naive) = (Median(table[0].Costs, cost => cost.Cpu), Median(table[1].Costs, cost => cost.Cpu));
                foreach (var (name, _, costs) in table)
                {
                    var (cpu, wall) = (Median(costs, cost => cost.Cpu), Median(costs, cost => cost.Wall));
                    page.Add(string.Create(CultureInfo.InvariantCulture, $"| {name} | {cpu:0.00} | {wall:0.00} | {cpu / wall:0.00} | {count / wall:0} | {costs.Max(cost => cost.PeakMb):0} | {cpu / hashing:0.00} | {cpu / naive:0.00} |"));
                }
                return table[2..].Max(row => row.Costs.Max(cost => cost.PeakMb));
            }
            finally
            {
                hub.Kill();
                Directory.Delete(folder, recursive: true);
            }
    }

    static async Task<double> PeakAsync(string program, int count, string folder)
    {
        Corpus.Write(count, Path.Combine(folder, "hub"));
        var (hub, endpoint) = await Child.ServeAsync(program, Path.Combine(folder, "hub"));
        using (hub)
            try
            {
                return (await Child.MeasureAsync(program, "extract", "alignment_research", "--lake", Path.Combine(folder, "lake"), "--endpoint", endpoint, "--quiet")).PeakMb;
            }
            finally
            {
                hub.Kill();
                Directory.Delete(folder, recursive: true);
            }
    }

    static async Task RunAsync(string program, string folder, Page page)
    {
        Corpus.Write(EndToEnd, Path.Combine(folder, "hub"));
        var (hub, endpoint) = await Child.ServeAsync(program, Path.Combine(folder, "hub"));
        using (hub)
            try
            {
                page.Add($"{EndToEnd} records end to end, from process start to exit, medians of {Rounds}:");
                page.Add("");
                page.Add("| whole process | seconds | CPU s | peak MB |");
                page.Add("|---|--:|--:|--:|");
                foreach (var verb in (string[])["extract", "run"])
                {
                    var costs = new List<Cost>();
                    for (var round = 0; round < Rounds; round++)
                    {
                        var lake = Path.Combine(folder, "lake");
                        costs.Add(await Child.MeasureAsync(program, verb, "alignment_research", "--lake", lake, "--endpoint", endpoint, "--quiet"));
                        Directory.Delete(lake, recursive: true);
                    }
                    page.Add(string.Create(CultureInfo.InvariantCulture, $"| `{verb}` | {Median(costs, cost => cost.Wall):0.00} | {Median(costs, cost => cost.Cpu):0.00} | {costs.Max(cost => cost.PeakMb):0} |"));
                }
            }
            finally
            {
                hub.Kill();
                Directory.Delete(folder, recursive: true);
            }
    }

    static string[] Dumps(string lake) => Directory.GetDirectories(Path.Combine(lake, "raw", "alignment_research", "dumps"));

    static double Median(List<Cost> costs, Func<Cost, double> value) => costs.Select(value).Order().ElementAt(costs.Count / 2);

    // How dear hashing is decides every ratio to it: processors with SHA instructions hash four times as fast.
    static string Machine() =>
        $"Measured on {Environment.ProcessorCount} cores of {Cpu("model name")}, {(HasShaInstructions ? "with" : "without")} SHA instructions.";

    static bool HasShaInstructions => Cpu("flags").Split(' ').Contains("sha_ni");

    static string Cpu(string name) =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line ? line[(line.IndexOf(':') + 1)..].Trim() : "unknown";
}
