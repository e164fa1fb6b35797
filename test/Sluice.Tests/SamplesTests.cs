using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Extract;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Server.HubStandIn;
using Sluice.Sources;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Tests;

/// <summary>What <c>samples/README.md</c> says is planted is what is there.</summary>
public sealed partial class SamplesTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "samples", "hub", "StampyAI", "alignment-research-dataset");
    static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "samples", "README.md"));

    [Fact]
    public async Task Rows_drops_and_rejects_are_those_that_the_readme_counts()
    {
        var planted = Table("planted");
        var report = await RunAsync();
        var counts = report.Extract.Counts;
        Assert.Equal(planted["rows"], counts.Read);
        Assert.Equal(planted["kept"], counts.Kept);
        Assert.Equal(planted["blank_lines"], counts.Blank);
        Assert.Equal(planted["distinct_ids"], counts.Added);
        foreach (var reason in DropReasons.All.Where(reason => reason != DropReason.Forgotten))
            Assert.Equal(planted[reason.Name()], counts.Dropped.GetValueOrDefault(reason.Name()));

        var rejected = Table("rejected");
        var validate = report.Stages.First(stage => stage.Stage == "validate");
        Assert.Equal(rejected["rows_rejected"], validate.Rejected.Values.Sum());
        foreach (var (code, count) in rejected.Where(pair => pair.Key != "rows_rejected"))
            Assert.Equal(count, validate.Findings.GetValueOrDefault(code));
    }

    [Fact]
    public void The_planted_bytes_are_there()
    {
        var planted = Table("planted");
        var files = Directory.EnumerateFiles(Folder, "*.jsonl").Select(File.ReadAllBytes).ToList();
        Assert.True(files.Count >= 7);
        Assert.Equal(planted["bom_files"], files.Count(file => file.AsSpan().StartsWith("\uFEFF"u8)));
        Assert.Equal(planted["no_final_newline_files"], files.Count(file => file[^1] != '\n'));
        Assert.Equal(planted["crlf_files"], files.Count(file => file.AsSpan().IndexOf("}\r\n"u8) >= 0));
        Assert.Equal(planted["lone_surrogates"], files.Sum(file => Regex.Count(Encoding.UTF8.GetString(file), @"\\ud8[0-9a-f]{2}(?!\\u)", RegexOptions.IgnoreCase)));
        Assert.Equal(planted["u2028"], files.Sum(file => Encoding.UTF8.GetString(file).Count(c => c == '\u2028')));
        Assert.Equal(planted["text_2mb"], files.Sum(file => Encoding.UTF8.GetString(file).Split('\n').Count(line => line.Length > 2_000_000)));
    }

    [Fact]
    public void Sample_identifiers_are_made_up_and_say_so()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*.jsonl"))
            foreach (Match doi in Dois().Matches(File.ReadAllText(file)))
                Assert.StartsWith("10.5555", doi.Value);
        Assert.Contains("fictional", Readme);
    }

    static async Task<SourceReport> RunAsync()
    {
        using var folder = new ScratchFolder();
        await using var hub = await HubServer.StartAsync(Path.Combine(Repository.Root, "samples", "hub"), 0, default);
        var lake = new Lake(folder.Path);
        using var held = LakeLock.Take(lake);
        var flow = new Flow(SourceRegistry.Load(), new ValidateOptions());
        var run = new Run(lake, TimeProvider.System, NullLogger.Instance);
        var report = await flow.RunAsync(run, ["alignment_research"], new ExtractOptions { Hub = new HubOptions { Endpoint = hub.Endpoint } }, default);
        return report.Sources[0];
    }

    // "| key | count | …" between two comments.
    static Dictionary<string, long> Table(string name)
    {
        var part = Readme[Readme.IndexOf($"<!-- {name} -->")..Readme.IndexOf($"<!-- /{name} -->")];
        return Rows().Matches(part).ToDictionary(row => row.Groups[1].Value, row => long.Parse(row.Groups[2].Value));
    }

    [GeneratedRegex(@"^\| *`?([A-Za-z0-9_.]+)`? *\| *(\d+) *\|", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"\b10\.\d{4,}(?=/)")]
    private static partial Regex Dois();

    sealed class ScratchFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("sluice-samples-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
