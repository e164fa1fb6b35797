using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sluice.Bench;

/// <summary>
/// The schema engine and <c>sluice validate</c> beside other validators: whole processes on one core, taken in turn,
/// over one file with broken records in it, whose number all must find. Then the peak memory of <c>sluice validate</c>.
/// </summary>
static partial class Validating
{
    const int Records = 10_000, Rounds = 5;
    static readonly int[] Sizes = [1000, 10_000, 50_000];
    static readonly string Bench = Path.Combine(AppContext.BaseDirectory, "Sluice.Bench.dll");
    static readonly string SchemaFile = Path.Combine(Corpus.FindRoot(), "schemas", "alignment_research_v1.json");

    sealed record Tool(string Name, ProcessStartInfo Settings, Func<string, int>? Invalid)
    {
        public List<Cost> Costs { get; } = [];
        public int? Found { get; set; }
        public double Cpu => Costs.Select(cost => cost.Cpu).Order().ElementAt(Costs.Count / 2);
        public double Wall => Costs.Select(cost => cost.Wall).Order().ElementAt(Costs.Count / 2);
    }

    /// <summary>The promise: under 50 MB and 64 bytes a record.</summary>
    static double LimitMb(int records) => 50 + records * 64 / 1e6;

    /// <returns>1 if validators disagree about how many records are invalid, or <c>sluice validate</c> passed its limit.</returns>
    public static async Task<int> MeasureAsync(string program, string? path)
    {
        var page = new Page(path, "validate");
        var folder = Directory.CreateTempSubdirectory("sluice-bench-").FullName;
        try
        {
            var agree = await CompareAsync(program, folder, page);
            page.Add("");
            page.Add("| validated records | MB | peak MB with `--json` | peak MB with a table | limit MB |");
            page.Add("|--:|--:|--:|--:|--:|");
            var fits = true;
            foreach (var count in Sizes)
            {
                var file = Path.Combine(folder, "data.jsonl");
                Damage.Write(count, file + ".parts", file);
                string[] call = [program, "validate", file, "--report", Path.Combine(folder, "peak.json")];
                var json = (await Child.MeasureAsync(Child.Settings("dotnet", [.. call, "--json"]), mostCode: 1)).Cost.PeakMb;
                var table = (await Child.MeasureAsync(Child.Settings("dotnet", call), mostCode: 1)).Cost.PeakMb;
                page.Add(string.Create(CultureInfo.InvariantCulture, $"| {count} | {new FileInfo(file).Length / 1e6:0} | {json:0.0} | {table:0.0} | {LimitMb(count):0.0} |"));
                fits &= Math.Max(json, table) <= LimitMb(count);
            }
            page.Write();
            return agree && fits ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<bool> CompareAsync(string program, string folder, Page page)
    {
        var file = Path.Combine(folder, "data.jsonl");
        var broken = Damage.Write(Records, file + ".parts", file);
        var megabytes = new FileInfo(file).Length / 1e6;
        var missing = await NodeTools.InstallAsync();
        var tools = Tools(program, file, folder).ToList();
        for (var round = 0; round < Rounds; round++)
            foreach (var tool in tools)
            {
                var (cost, output) = await Child.MeasureAsync(tool.Settings, mostCode: 2);
                tool.Costs.Add(cost);
                tool.Found = tool.Invalid?.Invoke(output);
            }
        page.Add(string.Create(CultureInfo.InvariantCulture, $"{Records} records, {megabytes:0} MB, {broken} of them broken; each process {(OnOneCore ? "on one core" : "on all cores, because `taskset` is missing")}; medians of {Rounds} rounds in turn:"));
        page.Add("");
        page.Add("| whole process | invalid | CPU s | seconds | records/s | MB/s | peak MB | × ajv | × Blaze |");
        page.Add("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        var (ajv, blaze) = (tools.Find(tool => tool.Name == Ajv)?.Cpu, tools.Find(tool => tool.Name == BlazeComplete)?.Cpu);
        foreach (var tool in tools)
            page.Add(string.Create(CultureInfo.InvariantCulture, $"| {tool.Name} | {tool.Found} | {tool.Cpu:0.00} | {tool.Wall:0.00} | {Records / tool.Wall:0} | {megabytes / tool.Wall:0} | {tool.Costs.Max(cost => cost.PeakMb):0} | {ajv / tool.Cpu:0.0} | {blaze / tool.Cpu:0.0} |"));
        if (missing is not null)
            page.Add($"\najv and Blaze could not be had here: {missing}");
        else if (NodeTools.Blaze is null)
            page.Add("\nBlaze could not be had here: its package has no program for this machine.");
        var apart = tools.Where(tool => tool.Found is { } found && found != broken).ToList();
        foreach (var tool in apart)
            page.Add(string.Create(CultureInfo.InvariantCulture, $"\n**{tool.Name} found {tool.Found} invalid records instead of {broken}.**"));
        return apart.Count == 0;
    }

    const string Ajv = "ajv, compiled, all errors", BlazeComplete = "Blaze CLI, all rows, first error of each";

    static IEnumerable<Tool> Tools(string program, string file, string folder)
    {
        var errors = Path.Combine(folder, "errors.jsonl");
        yield return new("lines and structure only, Sluice", OneCore("dotnet", AsShipped(program, folder, "parse", file)), null);
        yield return new("lines and tokens only, `Utf8JsonReader`", OneCore("dotnet", AsShipped(program, folder, "tokens", file)), null);
        yield return new("**Sluice's engine, all errors**", OneCore("dotnet", AsShipped(program, folder, "engine", SchemaFile, file, errors)), Number);
        yield return new("**`sluice validate --report`**", OneCore("dotnet", program, "validate", file, "--report", Path.Combine(folder, "report.json"), "--json"), InvalidOf);
        yield return new("NJsonSchema, all errors", OneCore("dotnet", Bench, "njsonschema", SchemaFile, file, errors), Number);
        if (NodeTools.HasAjv)
            yield return new(Ajv, OneCore("node", NodeTools.AjvScript, SchemaFile, file, errors), Number);
        if (NodeTools.Blaze is { } blaze)
        {
            yield return new(BlazeComplete, OneCore(blaze, "validate", SchemaFile, file, "--format-assertion", "--continue", "--json"), output => Rejected().Count(output));
            yield return new("Blaze CLI, the same with `--fast`", OneCore(blaze, "validate", SchemaFile, file, "--format-assertion", "--continue", "--json", "--fast"), output => Rejected().Count(output));
        }
    }

    // The engine alone is part of this program. It runs as it is shipped: the published library, with the runtime's settings.
    internal static string[] AsShipped(string program, string folder, params string[] args)
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, "engine")).FullName;
        foreach (var path in Directory.EnumerateFiles(AppContext.BaseDirectory))
            File.Copy(path, Path.Combine(copy, Path.GetFileName(path)), overwrite: true);
        File.Copy(Path.Combine(Path.GetDirectoryName(program)!, "Sluice.dll"), Path.Combine(copy, "Sluice.dll"), overwrite: true);
        return ["exec", "--runtimeconfig", Path.ChangeExtension(program, ".runtimeconfig.json"), Path.Combine(copy, "Sluice.Bench.dll"), .. args];
    }

    internal static bool OnOneCore { get; } = Array.Exists((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), folder => File.Exists(Path.Combine(folder, "taskset")));

    internal static ProcessStartInfo OneCore(string program, params string[] args) =>
        OnOneCore ? Child.Settings("taskset", ["-c", (Environment.ProcessorCount - 1).ToString(CultureInfo.InvariantCulture), program, .. args]) : Child.Settings(program, args);

    static int Number(string output) => int.Parse(output, CultureInfo.InvariantCulture);

    static int InvalidOf(string output) => JsonDocument.Parse(output).RootElement.GetProperty("invalid").GetInt32();

    [GeneratedRegex("^ {0,2}\"valid\": false", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Rejected();
}
