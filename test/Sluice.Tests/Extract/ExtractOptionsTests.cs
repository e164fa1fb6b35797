using System.Text;
using System.Text.Json.Nodes;
using Sluice.Extract;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Extract;

public sealed class ExtractOptionsTests
{
    static string[] Lines(string path) => File.ReadAllText(path).Split('\n')[..^1];

    [Fact]
    public async Task A_limit_is_spread_over_the_files_and_makes_a_sample_that_is_no_baseline()
    {
        await using var hub = await SomeHub.StartAsync(
            ("arxiv.jsonl", [.. Enumerable.Range(100, 50).Select(i => Some.Line(i))]),
            ("distill.jsonl", [Some.Line(1)]),
            ("lesswrong.jsonl", [.. Enumerable.Range(200, 50).Select(i => Some.Line(i))]));

        var report = await hub.ExtractAsync(options => options with { Limit = 11 });

        Assert.Equal((ExtractStatus.Sample, 11L), (report.Status, report.Counts.Kept));
        var files = Lines(hub.Dump(report).Data).GroupBy(line => (string)JsonNode.Parse(line)!["_provenance"]!["file"]!).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(1, files["distill.jsonl"]);
        Assert.All(["arxiv.jsonl", "lesswrong.jsonl"], file => Assert.Equal(5, files[file]));
        Assert.Null(Dump.LatestComplete(hub.Lake, SomeHub.Source));
        Assert.Equal(ExtractMode.Full, (await hub.ExtractAsync()).Mode);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    public async Task A_limit_counts_kept_rows(int limit, long kept)
    {
        await using var hub = await SomeHub.StartAsync(
            ("arxiv.jsonl", ["rubbish", Some.Line(1), Some.Line(2, row => row.Remove("date_published")), Some.Line(3)]),
            ("lesswrong.jsonl", ["rubbish", Some.Line(4), Some.Line(5), Some.Line(6)]));

        var report = await hub.ExtractAsync(options => options with { Limit = limit });

        Assert.Equal((kept, ExtractStatus.Sample), (report.Counts.Kept, report.Status));
        Assert.Equal(report.Counts.Read, report.Counts.Kept + report.Counts.Dropped.Values.Sum());
    }

    [Fact]
    public async Task Offline_uses_what_rests_in_the_lake()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        await hub.ExtractAsync();
        await hub.StopAsync();

        var same = await hub.ExtractAsync(options => options with { Offline = true });
        var full = await hub.ExtractAsync(options => options with { Offline = true, Mode = ExtractMode.Full });

        Assert.Equal(ExtractStatus.Unchanged, same.Status);
        Assert.Equal((ExtractStatus.Complete, "cached"), (full.Status, full.Files.Single().Status));
    }

    [Fact]
    public async Task Offline_without_a_dump_has_nothing_to_read()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));

        var stop = await Assert.ThrowsAnyAsync<RetryLaterException>(() => hub.ExtractAsync(options => options with { Offline = true }));

        Assert.Equal(3, stop.ExitCode);
    }

    [Fact]
    public async Task A_hub_that_cannot_be_reached_leaves_the_lake_as_it_was()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        await hub.ExtractAsync();
        await hub.StopAsync();
        var before = hub.LakeTree;

        await Assert.ThrowsAnyAsync<RetryLaterException>(() => hub.ExtractAsync(options => options with { Hub = options.Hub with { Deadline = TimeSpan.FromSeconds(0.3) } }));

        Assert.Equal(before, hub.LakeTree);
    }

    [Fact]
    public async Task Explaining_an_id_tells_what_happens_to_each_of_its_rows_and_writes_nothing()
    {
        await using var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(1)]), ("lesswrong.jsonl", [Some.Line(2), Some.Line(1, row => row["text"] = "short")]));
        hub.Lake.Create();

        var report = await hub.ExtractAsync(options => options with { Explain = Some.IdOf(1), Selection = options.Selection with { MinLength = 50 } });

        Assert.Equal(["arxiv.jsonl line 1: kept", "lesswrong.jsonl line 2: dropped, too_short"], report.Explained);
        Assert.Empty(hub.Lake.DumpNames(Zone.Raw, SomeHub.Source));
    }

    [Fact]
    public async Task A_dry_run_counts_like_a_real_one_and_writes_nothing()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), "rubbish", Some.Line(2)]));

        var dry = await hub.ExtractAsync(dryRun: true);
        Assert.Equal("", hub.LakeTree);
        var real = await hub.ExtractAsync();
        Assert.Equal((real.Counts.Read, real.Counts.Kept, real.Counts.Added), (dry.Counts.Read, dry.Counts.Kept, dry.Counts.Added));

        hub.Write("lesswrong.jsonl", Some.Line(1), Some.Line(3));
        var before = hub.LakeTree;
        var delta = await hub.ExtractAsync(dryRun: true);
        Assert.Equal((1, 1, 1, null), (delta.Counts.Added, delta.Counts.Removed, delta.Counts.Unchanged, delta.Dump));
        Assert.Equal(before, hub.LakeTree);
    }

    [Fact]
    public async Task Every_dropped_row_is_listed_and_the_defective_wait_in_quarantine_with_their_bytes()
    {
        byte[] bad = [(byte)'{', 0xFF, (byte)'}', (byte)'\n'];
        var late = Some.Line(1, row => row["date_published"] = "2024-01-01");
        var undated = Some.Line(2, row => row["date_published"] = "soon");
        await using var hub = await SomeHub.StartAsync();
        hub.WriteBytes("lesswrong.jsonl", [.. bad, .. Some.Bytes(late + "\n\n" + undated + "\n[1]\n" + Some.Line(3))]);

        var report = await hub.ExtractAsync(options => options with { Selection = options.Selection with { MaxDate = new DateOnly(2023, 12, 31) } });

        Assert.Equal((5, 1, 1), (report.Counts.Read, report.Counts.Kept, report.Counts.Blank));
        Assert.Equal(["after_max_date=1", "malformed_json=2", "unreadable_date=1"], report.Counts.Dropped.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(
        [
            """{"reason":"malformed_json","file":"lesswrong.jsonl","line":1,"byte_offset":0,"id":null}""",
            $$"""{"reason":"after_max_date","file":"lesswrong.jsonl","line":2,"byte_offset":4,"id":"{{Some.IdOf(1)}}"}""",
            $$"""{"reason":"unreadable_date","file":"lesswrong.jsonl","line":4,"byte_offset":{{6 + late.Length}},"id":"{{Some.IdOf(2)}}"}""",
            $$"""{"reason":"malformed_json","file":"lesswrong.jsonl","line":5,"byte_offset":{{7 + late.Length + undated.Length}},"id":null}""",
        ], Lines(Path.Combine(hub.Dump(report).Folder, "dropped.jsonl")));
        var quarantine = Lines(Path.Combine(hub.Lake.Quarantine(SomeHub.Source, hub.Dump(report).Name), "data.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["json.malformed", "date.unreadable", "json.malformed"], quarantine.Select(entry => (string)entry["findings"]![0]!["code"]!));
        Assert.Equal(Convert.ToBase64String(bad[..3]), (string?)quarantine[0]["raw_base64"]);
        Assert.Equal([undated, "[1]"], quarantine.Skip(1).Select(entry => (string)entry["raw"]!));
        Assert.All(quarantine, entry => Assert.Equal(("extract", "waiting"), ((string?)entry["stage"], (string?)entry["status"])));
    }

    [Fact]
    public async Task Only_the_files_of_the_selected_collections_are_read()
    {
        await using var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(1, row => row["source"] = "arxiv")]), ("lesswrong.jsonl", [Some.Line(2)]));

        var report = await hub.ExtractAsync(options => options with { Selection = options.Selection with { Collections = ["arxiv"] } });

        Assert.Equal(["arxiv.jsonl"], report.Files.Select(file => file.Path));
        Assert.Equal(1, report.Counts.Kept);
    }

    [Fact]
    public async Task A_file_damaged_at_rest_is_found_out()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        var first = await hub.ExtractAsync();
        var resting = Path.Combine(hub.Lake.Files(SomeHub.Source), first.Files[0].Sha256);
        File.WriteAllText(resting, File.ReadAllText(resting, Encoding.UTF8).Replace("oversight", "oversighT"));

        await Assert.ThrowsAsync<GateFailedException>(() => hub.ExtractAsync(options => options with { Mode = ExtractMode.Full }));
    }
}
