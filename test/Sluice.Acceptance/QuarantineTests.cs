using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Sluice.Acceptance;

/// <summary>A rejected record is a work item: the published program over the real records, a registry broken and mended, replays killed.</summary>
public sealed class QuarantineTests
{
    static readonly string[] Everything = ["--min-date", "", "--no-keywords", "--min-length", "0"];

    // The shipped registry without a word about the dates of the answers.
    static string WithoutDates(Scratch scratch)
    {
        var registry = JsonNode.Parse(File.ReadAllText(Path.Combine(Published.Repository, "schemas", "sources.json")))!;
        var answers = registry["sources"]![0]!["collections"]!.AsArray().Single(collection => (string?)collection!["name"] == "aisafety.info")!.AsObject();
        foreach (var name in answers.Select(pair => pair.Key).Where(name => name.Contains("date")).ToList())
            answers.Remove(name);
        var path = Path.Combine(scratch.Folder, "without-dates.json");
        File.WriteAllText(path, registry.ToJsonString());
        return path;
    }

    static Task<Outcome> CallAsync(Scratch scratch, string lake, params string[] args) => Published.RunAsync(scratch.Folder, [.. args, "--lake", lake, "--json"], ("SOURCE_DATE_EPOCH", "1700000000"));

    /// <summary>A zone's snapshot as plain files tell it: the dump, then its replays, each id by the last that has it.</summary>
    static SortedDictionary<string, string> Fold(string lake, string zone)
    {
        var fold = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var dump = Directory.GetDirectories(Path.Combine(lake, "transformed", zone, "alignment_research")).Single();
        var replays = Path.Combine(dump, "replays");
        foreach (var part in (Directory.Exists(replays) ? Directory.GetDirectories(replays).OrderBy(path => int.Parse(Path.GetFileName(path))) : Enumerable.Empty<string>()).Prepend(dump))
            foreach (var line in File.ReadLines(Path.Combine(part, "data.jsonl")))
                fold[(string)JsonNode.Parse(line)!["id"]!] = line;
        return fold;
    }

    static string Documents(string lake) => File.ReadAllText(Path.Combine(lake, "serveable", "releases", File.ReadAllText(Path.Combine(lake, "serveable", "current")).Trim(), "documents.jsonl"));

    [Fact]
    public async Task Without_its_date_mapping_every_answer_waits_and_a_replay_with_it_back_admits_all_but_the_repeated_one()
    {
        var records = SharedData.HubOrSkip();
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(records);
        var whole = Path.Combine(scratch.Folder, "whole");
        string[] run = ["run", "--endpoint", hub.Endpoint, .. Everything];
        (await CallAsync(scratch, whole, run)).MustBe(0);

        var broken = (await CallAsync(scratch, scratch.Lake, [.. run, "--registry", WithoutDates(scratch)])).MustBe(0).Json;
        var rows = File.ReadLines(Path.Combine(records, "StampyAI", "alignment-research-dataset", "aisafety.info.jsonl")).Count(line => line.Length > 0);
        Assert.Equal(rows, (int)broken["stages"]![0]!["rejected"]!["date.unreadable"]!);
        Assert.Equal(rows, (int)(await CallAsync(scratch, scratch.Lake, "quarantine", "list", "--code", "date.unreadable")).MustBe(0).Json["count"]!);

        var replay = (await CallAsync(scratch, scratch.Lake, "quarantine", "replay")).MustBe(0).Json["replays"]![0]!;
        var distinct = File.ReadLines(Path.Combine(records, "StampyAI", "alignment-research-dataset", "aisafety.info.jsonl")).Select(line => (string?)JsonNode.Parse(line)!["id"]).Distinct().Count();
        Assert.Equal(distinct, (int)replay["admitted"]!);
        Assert.True(distinct < rows, "The real answers have a repeated id; without one this test proves less.");
        foreach (var zone in new[] { "validated", "cleaned", "enriched" })
            Assert.Equal(Fold(whole, zone), Fold(scratch.Lake, zone));
        Assert.Equal(Documents(whole), Documents(scratch.Lake));
        (await CallAsync(scratch, scratch.Lake, "verify", "--all")).MustBe(0);
    }

    [Fact]
    public async Task A_replay_that_is_killed_anywhere_is_finished_by_the_next()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A signal is a Unix matter.");
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(Published.Samples);
        string[] run = ["run", "--endpoint", hub.Endpoint, .. Everything];
        var (whole, broken) = (Path.Combine(scratch.Folder, "whole"), Path.Combine(scratch.Folder, "broken"));
        (await CallAsync(scratch, whole, run)).MustBe(0);
        (await CallAsync(scratch, broken, [.. run, "--registry", WithoutDates(scratch)])).MustBe(0);
        var clock = Stopwatch.StartNew();
        KillTests.Copy(broken, scratch.Lake);
        (await CallAsync(scratch, scratch.Lake, "quarantine", "replay")).MustBe(0);
        var takes = clock.Elapsed;
        Assert.Equal(Documents(whole), Documents(scratch.Lake));

        for (var trial = 0; trial < 12; trial++)
        {
            var lake = Path.Combine(scratch.Folder, $"trial-{trial}");
            KillTests.Copy(broken, lake);
            using (var process = Published.Start(scratch.Folder, ["quarantine", "replay", "--lake", lake], ("SOURCE_DATE_EPOCH", "1700000000")))
            {
                await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(takes * new Random(trial).NextDouble()));
                process.Kill();
                await process.WaitForExitAsync();
            }
            (await CallAsync(scratch, lake, "quarantine", "replay")).MustBe(0);
            (await CallAsync(scratch, lake, "verify", "--all")).MustBe(0);
            foreach (var zone in new[] { "validated", "cleaned", "enriched" })
                Assert.Equal(Fold(whole, zone), Fold(lake, zone));
            Assert.Equal(Documents(whole), Documents(lake));
            var quarantine = Directory.GetDirectories(Path.Combine(lake, "quarantine", "alignment_research")).Single();
            var before = Directory.GetDirectories(Path.Combine(broken, "quarantine", "alignment_research")).Single();
            Assert.Equal(Places(before), Places(quarantine));
            Directory.Delete(lake, recursive: true);
        }
    }

    // No entry ever goes.
    static List<string> Places(string quarantine) =>
        [.. File.ReadLines(Path.Combine(quarantine, "data.jsonl")).Select(line => JsonNode.Parse(line)!).Select(entry => $"{entry["file"]}:{entry["line"]}")];

    [Fact]
    public async Task As_many_rows_fail_as_the_report_tells_in_every_form()
    {
        using var scratch = new Scratch();
        var file = Path.Combine(scratch.Folder, "rows.jsonl");
        File.WriteAllLines(file, Enumerable.Range(0, 500).Select(i => i < 432
            ? (i % 4) switch { 0 => "rubbish", 1 => Scratch.Record($"a{i}", title: ""), 2 => Scratch.Record($"a{i}", date: "soon"), _ => Scratch.Record("same").Replace("\"authors\"", "\"tags\": 7, \"authors\"") }
            : Scratch.Record($"a{i}")));

        foreach (var form in new[] { "json", "md", "html" })
            Assert.Equal(432, (int)(await Published.RunAsync(scratch.Folder, ["validate", file, "--json", "--report", $"report.{form}"])).MustBe(1).Json["invalid"]!);

        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(scratch.Folder, "report.json")))!;
        var lines = json["findings"]!.AsArray().Where(finding => (string?)finding!["severity"] == "error").Select(finding => (int)finding!["line"]!).Distinct().Order().ToList();
        Assert.Equal(Enumerable.Range(1, 432), lines);
        var (markdown, html) = (File.ReadAllText(Path.Combine(scratch.Folder, "report.md")), File.ReadAllText(Path.Combine(scratch.Folder, "report.html")));
        Assert.All(lines, line => Assert.True(markdown.Contains($"| rows.jsonl | {line.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture)} |") && html.Contains($"rows.jsonl:{line}<"), $"line {line}"));
    }
}
