using System.Text.Json.Nodes;
using Sluice.Pipeline;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Tests.Validate.Reports;

/// <summary>What becomes of findings in a real lake: kept, reported by run and by release, and told by why.</summary>
public sealed class RunReportsTests
{
    static string Odd(int number) => Some.Line(number, row => row["source"] = "tomorrow");

    static string Bad(int number) => Some.Line(number, row => row["url"] = "https://a b");

    static readonly string NoId = """{"source":"lesswrong","title":"Nameless","text":"alignment","date_published":"2021-01-01","url":"https://example.org/x"}""";

    static Task<SomeHub> HubAsync() => SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Odd(2), Bad(3), Odd(4), NoId]));

    static JsonNode ReportOf(SomeHub hub, RunReport run) => JsonNode.Parse(File.ReadAllText(Path.Combine(hub.Lake.Runs, run.Run, "validation.json")))!;

    static JsonNode ReleaseOf(SomeHub hub) => JsonNode.Parse(File.ReadAllText(Path.Combine(hub.Lake.Release(hub.Lake.CurrentRelease!), "validation.json")))!;

    static Manifest ManifestOf(SomeHub hub, string dump) => Manifest.ReadFrom(hub.Lake.FolderOf(Zone.Validated, SomeHub.Source, dump))!;

    static string Codes(JsonNode summary) => string.Join(' ', summary["findings"]!.AsObject().Select(code => $"{code.Key}={code.Value}"));

    [Fact]
    public async Task Each_finding_is_kept_with_the_place_of_its_row_upstream()
    {
        await using var hub = await HubAsync();
        var dump = hub.Dump((await hub.RunAsync()).Sources[0].Extract);

        var findings = File.ReadLines(Path.Combine(dump.FolderOf(Zone.Validated), "findings.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();

        var manifest = ManifestOf(hub, dump.Name);
        Assert.Equal(manifest.Findings.Values.Sum(), findings.Count);
        Assert.All(manifest.Findings, code => Assert.Equal(code.Value, findings.Count(finding => (string?)finding["code"] == code.Key)));
        Assert.Equal([2, 3, 4, 5], findings.Select(finding => (int)finding["line"]!).Distinct());
        var upstream = string.Join('\n', Some.Line(1), Odd(2), Bad(3), Odd(4));
        var odd = findings.Last(finding => (string?)finding["code"] == "source.unknown");
        Assert.Equal((upstream.Length - Odd(4).Length, Some.IdOf(4), "tomorrow", "warning"), ((int)odd["byte_offset"]!, (string?)odd["id"], (string?)odd["collection"], (string?)odd["severity"]));
        Assert.Equal(["lesswrong 3/1", "tomorrow 2/2"], manifest.Collections!.Select(of => $"{of.Key} {of.Value.Read}/{of.Value.Kept}"));
    }

    [Fact]
    public async Task A_run_reports_what_it_validated_with_the_manifests_numbers_and_against_the_last_one()
    {
        await using var hub = await HubAsync();
        var first = await hub.RunAsync();
        var manifest = ManifestOf(hub, hub.Dump(first.Sources[0].Extract).Name);

        var report = ReportOf(hub, first);
        Assert.Equal((manifest.Read, manifest.Kept, manifest.Rejected.Values.Sum()), ((long)report["summary"]!["read"]!, (long)report["summary"]!["valid"]!, (long)report["summary"]!["invalid"]!));
        Assert.Equal(string.Join(' ', manifest.Findings.Select(code => $"{code.Key}={code.Value}")), Codes(report["summary"]!));
        Assert.Null(report["against"]);
        Assert.Equal($"runs/{first.Run}/validation.html", (string?)first.ToJson()["validation"]!["report"]);

        var unchanged = await hub.RunAsync();
        Assert.Null(unchanged.ToJson()["validation"]);
        Assert.False(Directory.Exists(Path.Combine(hub.Lake.Runs, unchanged.Run)));

        hub.Write("lesswrong.jsonl", Some.Line(1), Some.Line(2), Bad(3), Odd(4), NoId, Odd(7));
        var third = ReportOf(hub, await hub.RunAsync());
        Assert.Equal($"run {first.Run}", (string?)third["against"]!["what"]);
        var unknown = third["against"]!["by_code"]!.AsArray().Single(code => (string?)code!["code"] == "source.unknown")!;
        Assert.Equal((2, 1, -1), ((int)unknown["before"]!, (int)unknown["now"]!, (int)unknown["change"]!));
        Assert.Empty(Verification.OfAll(hub.Lake));
    }

    [Theory]
    [InlineData("validation.html", true)]
    [InlineData("validation.json", false)]
    public async Task A_runs_report_that_was_edited_differs_though_its_list_was_mended(string file, bool mend)
    {
        await using var hub = await HubAsync();
        var folder = Path.Combine(hub.Lake.Runs, (await hub.RunAsync()).Run);
        File.AppendAllText(Path.Combine(folder, file), " ");
        if (mend)
            Checksums.Write(folder, Checksums.FileName);

        Assert.Contains(Verification.OfAll(hub.Lake), difference => difference.File.EndsWith(file));
    }

    [Fact]
    public async Task A_threshold_that_trips_leaves_the_report()
    {
        await using var hub = await HubAsync();

        var run = await hub.RunAsync(validate: new ValidateOptions { Threshold = new(1) });

        Assert.Equal((1, 2L), (run.ExitCode, (long)ReportOf(hub, run)["summary"]!["invalid"]!));
        Assert.Empty(hub.Lake.DumpNames(Zone.Validated, SomeHub.Source));
    }

    [Fact]
    public async Task The_release_folds_findings_as_it_folds_records()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync();
        Assert.Null(ReleaseOf(hub)["against"]);
        Assert.Equal((5, 3, 2), ((int)ReleaseOf(hub)["summary"]!["read"]!, (int)ReleaseOf(hub)["summary"]!["valid"]!, (int)ReleaseOf(hub)["summary"]!["invalid"]!));
        var before = Codes(ReleaseOf(hub)["summary"]!);

        // 2 is mended, 3 is mended, 4 stays odd in the older dump, the nameless row goes, 7 is new and odd.
        hub.Write("lesswrong.jsonl", Some.Line(1), Some.Line(2), Some.Line(3), Odd(4), Odd(7));
        await hub.RunAsync();

        var report = ReleaseOf(hub);
        Assert.Equal("source.unknown=2", Codes(report["summary"]!));
        Assert.Equal((5, 5), ((int)report["summary"]!["read"]!, (int)report["summary"]!["valid"]!));
        Assert.Equal([Some.IdOf(7), Some.IdOf(4)], report["findings"]!.AsArray().Select(finding => (string?)finding!["id"]));
        Assert.Equal(before, string.Join(' ', report["against"]!["by_code"]!.AsArray().Where(code => (int)code!["before"]! > 0).Select(code => $"{code!["code"]}={code["before"]}")));
        Assert.Equal(["lesswrong 3", "tomorrow 2"], report["by_collection"]!.AsArray().Select(of => $"{of!["collection"]} {of["valid"]}"));
    }

    [Fact]
    public async Task Two_sources_stand_side_by_side_in_one_report()
    {
        await using var hub = await HubAsync();
        var entry = JsonNode.Parse(File.ReadAllText(Sluice.Sources.SourceRegistry.Shipped("sources.json")))!["sources"]!.AsArray().Single(source => (string?)source!["id"] == SomeHub.Source)!;
        entry["id"] = "mirror";
        var overlay = hub.Beside("registry.json");
        File.WriteAllText(overlay, new JsonObject { ["sources"] = new JsonArray(entry.DeepClone()) }.ToJsonString());
        var flow = new Flow(Sluice.Sources.SourceRegistry.Load(overlay), new ValidateOptions());

        var run = await flow.RunAsync(hub.NewRun(), [SomeHub.Source, "mirror"], hub.All, default);

        foreach (var report in new[] { ReportOf(hub, run), ReleaseOf(hub) })
        {
            Assert.Equal((10, 6, 4), ((int)report["summary"]!["read"]!, (int)report["summary"]!["valid"]!, (int)report["summary"]!["invalid"]!));
            Assert.Equal(["alignment_research/lesswrong 3", "alignment_research/tomorrow 2", "mirror/lesswrong 3", "mirror/tomorrow 2"],
                report["by_collection"]!.AsArray().Select(of => $"{of!["source"]}/{of["collection"]} {of["read"]}"));
            Assert.Equal(["alignment_research", "mirror"], report["findings"]!.AsArray().Select(finding => (string?)finding!["source"]).Distinct());
        }
        Assert.Contains("mirror, lesswrong.jsonl:3", File.ReadAllText(Path.Combine(hub.Lake.Release(run.Release!), "validation.html")));
        Assert.Equal(["alignment_research", "mirror"], run.Validation!["sources"]!.AsObject().Select(source => source.Key));
    }

    [Fact]
    public async Task A_nameless_row_that_stays_is_still_counted_after_a_delta()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync();
        hub.Write("lesswrong.jsonl", Some.Line(1, row => row["title"] = "Another"), Odd(2), Bad(3), Odd(4), NoId);
        await hub.RunAsync();

        Assert.Equal((5, 2), ((int)ReleaseOf(hub)["summary"]!["read"]!, (int)ReleaseOf(hub)["summary"]!["invalid"]!));
        Assert.Contains(ReleaseOf(hub)["findings"]!.AsArray(), finding => finding!["id"] is null);
    }

    [Fact]
    public async Task A_validated_zone_from_before_findings_were_kept_is_done_again_and_nothing_after_it()
    {
        await using var hub = await HubAsync();
        var run = await hub.RunAsync();
        var folder = hub.Dump(run.Sources[0].Extract).FolderOf(Zone.Validated);
        var before = TempFolder.TreeOf(folder);
        File.Delete(Path.Combine(folder, "findings.jsonl"));

        var again = await hub.RunAsync();

        Assert.Equal(before, TempFolder.TreeOf(folder));
        Assert.Equal([false, true, true, true, true], again.Sources[0].Stages.Select(stage => stage.Skipped));
    }

    [Fact]
    public async Task Validating_one_dump_stands_in_the_ledger_with_its_report()
    {
        await using var hub = await HubAsync();
        var dump = hub.Dump(await hub.ExtractAsync());
        var run = hub.NewRun();

        await hub.Flow().ValidateAsync(run, dump, default);

        var entry = JsonNode.Parse(File.ReadAllText(Path.Combine(hub.Lake.Runs, run.Id + ".json")))!;
        Assert.Equal(("complete", $"runs/{run.Id}/validation.html", 2), ((string?)entry["status"], (string?)entry["validation"]!["report"], (int)entry["validation"]!["sources"]![SomeHub.Source]!["invalid"]!));
        Assert.Empty(Verification.OfAll(hub.Lake));
        var again = hub.NewRun();
        await hub.Flow().ValidateAsync(again, dump, default);
        Assert.False(File.Exists(Path.Combine(hub.Lake.Runs, again.Id + ".json")));
    }

    [Fact]
    public async Task Why_tells_the_warnings_of_a_released_record_live_and_archived()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync();

        var live = await new Sluice.Serve.Why(hub.Lake).AskAsync(Some.IdOf(2), null, default);
        Assert.Equal(("released", "source.unknown", "warning", 2L, "/source"), (live.State, live.Findings.Single().Code, live.Findings[0].Severity, live.Findings[0].Line, live.Findings[0].Pointer));
        Assert.Empty((await new Sluice.Serve.Why(hub.Lake).AskAsync(Some.IdOf(1), null, default)).Findings);
        var rejected = await new Sluice.Serve.Why(hub.Lake).AskAsync(Some.IdOf(3), null, default);
        Assert.Equal((0, 1), (rejected.Findings.Count, rejected.Quarantine.Count));

        hub.Clock.Advance(TimeSpan.FromDays(100));
        await hub.RunAsync(options => options with { Mode = Sluice.Extract.ExtractMode.Full });
        new Archive(hub.Lake).Move(ArchivePlan.Of(hub.Lake, [SomeHub.Source], TimeSpan.FromDays(90), hub.Clock.GetUtcNow()), [SomeHub.Source], default);
        var archived = await new Sluice.Serve.Why(hub.Lake).AskAsync(Some.IdOf(2), null, default);
        Assert.Equal([false, true], archived.Findings.Select(finding => finding.Archived));
        Assert.Empty(Verification.OfAll(hub.Lake));
    }
}
