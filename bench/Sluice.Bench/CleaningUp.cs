using System.Diagnostics;
using System.Globalization;

namespace Sluice.Bench;

/// <summary>
/// The cleaning stage beside a plain version of it: whole processes on one core, taken in turn, over the validated zone of
/// one corpus. <c>sluice clean</c> is the same stage as users call it, with receipts and hashes.
/// </summary>
static class CleaningUp
{
    const int Records = 10_000, Rounds = 5;
    static readonly string Bench = Path.Combine(AppContext.BaseDirectory, "Sluice.Bench.dll");

    sealed record Tool(string Name, ProcessStartInfo Settings)
    {
        public List<Cost> Costs { get; } = [];
        public double Cpu => Costs.Select(cost => cost.Cpu).Order().ElementAt(Costs.Count / 2);
        public double Wall => Costs.Select(cost => cost.Wall).Order().ElementAt(Costs.Count / 2);
    }

    /// <returns>1 if the stage alone is not five times as fast as the plain version.</returns>
    public static async Task<int> MeasureAsync(string program, string? path)
    {
        var page = new Page(path, "clean");
        var folder = Directory.CreateTempSubdirectory("sluice-bench-").FullName;
        try
        {
            var (lake, validated) = await ValidateAsync(program, folder);
            var megabytes = new FileInfo(validated).Length / 1e6;
            var (plain, stage, verb) = (
                new Tool("plain `JsonNode`", Validating.OneCore("dotnet", Bench, "cleaned-plainly", validated, Path.Combine(folder, "plain.jsonl"))),
                new Tool("**the cleaning stage, file to file**", Validating.OneCore("dotnet", Validating.AsShipped(program, folder, "cleaned", validated, Path.Combine(folder, "ours.jsonl")))),
                new Tool("**`sluice clean`**, with hashes and receipts", Validating.OneCore("dotnet", program, "clean", "alignment_research", "--lake", lake, "--quiet")));
            var changed = "";
            for (var round = 0; round < Rounds; round++)
                foreach (var tool in (Tool[])[plain, stage, verb])
                {
                    var cleaned = Path.Combine(lake, "transformed", "cleaned");
                    if (Directory.Exists(cleaned))
                        Directory.Delete(cleaned, recursive: true);
                    var (cost, output) = await Child.MeasureAsync(tool.Settings, mostCode: 0);
                    tool.Costs.Add(cost);
                    changed = tool == stage ? output.Trim() : changed;
                }
            page.Add(string.Create(CultureInfo.InvariantCulture, $"{Records} records, {megabytes:0} MB, {changed} of them with something to repair; each process {(Validating.OnOneCore ? "on one core" : "on all cores, because `taskset` is missing")}; medians of {Rounds} rounds in turn:"));
            page.Add("");
            page.Add("| whole process | CPU s | seconds | records/s | MB/s | peak MB | × plain |");
            page.Add("|---|--:|--:|--:|--:|--:|--:|");
            foreach (var tool in (Tool[])[plain, stage, verb])
                page.Add(string.Create(CultureInfo.InvariantCulture, $"| {tool.Name} | {tool.Cpu:0.00} | {tool.Wall:0.00} | {Records / tool.Wall:0} | {megabytes / tool.Wall:0} | {tool.Costs.Max(cost => cost.PeakMb):0} | {plain.Cpu / tool.Cpu:0.0} |"));
            page.Write();
            return plain.Cpu >= 5 * stage.Cpu ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<(string Lake, string Validated)> ValidateAsync(string program, string folder)
    {
        Corpus.Write(Records, Path.Combine(folder, "hub"));
        var lake = Path.Combine(folder, "lake");
        var (hub, endpoint) = await Child.ServeAsync(program, Path.Combine(folder, "hub"));
        using (hub)
            try
            {
                await Child.MeasureAsync(program, "extract", "alignment_research", "--lake", lake, "--endpoint", endpoint, "--quiet");
            }
            finally
            {
                hub.Kill();
            }
        await Child.MeasureAsync(Child.Settings("dotnet", [program, "validate", "alignment_research", "--lake", lake, "--quiet"]), mostCode: 1);
        return (lake, Directory.EnumerateFiles(Path.Combine(lake, "transformed", "validated"), "data.jsonl", SearchOption.AllDirectories).Single());
    }
}
