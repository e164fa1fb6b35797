using System.Text.Json.Nodes;
using Sluice.Extract;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Extract;

public sealed class ExtractorTests
{
    static string[] Lines(string path) => File.ReadAllText(path).Split('\n')[..^1];

    static string[] Ids(string path) => [.. Lines(path).Select(line => (string)JsonNode.Parse(line)!["id"]!)];

    [Fact]
    public async Task The_first_extraction_is_a_full_dump_of_upstreams_bytes_with_provenance()
    {
        string[] lines = [Some.Line(1), """{"id":"b", "date_published":"2021-01-01" ,"n":1.50,"id":"b","x":"\u00e9\ud800","_provenance":7}"""];
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", lines), ("arxiv.jsonl", [Some.Line(3)]), ("README.md", ["not data"]));

        var report = await hub.ExtractAsync();

        Assert.Equal((ExtractStatus.Complete, ExtractMode.Full), (report.Status, report.Mode));
        Assert.Equal((3, 3, 3), (report.Counts.Read, report.Counts.Kept, report.Counts.Added));
        Assert.Equal(["arxiv.jsonl", "lesswrong.jsonl"], report.Files.Select(file => file.Path));
        var dump = hub.Dump(report);
        Assert.Equal([Some.Line(3), .. lines], Lines(dump.Data).Select(line => Some.Text8(UpstreamLines.AsSent(Some.Read(line)).Span)));
        Assert.Empty(Verification.OfAll(hub.Lake));
        Assert.All(report.Files, file => Assert.Equal(file.Sha256, Checksums.OfFile(Path.Combine(hub.Lake.Files(SomeHub.Source), file.Sha256))));
    }

    [Fact]
    public async Task Provenance_says_which_line_of_which_file_at_which_commit()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", ["", Some.Line(1)]));

        var report = await hub.ExtractAsync();

        var provenance = JsonNode.Parse(Lines(hub.Dump(report).Data).Single())!["_provenance"]!;
        Assert.Equal(("lesswrong.jsonl", 2, report.Revision, report.Files[0].Oid, "2026-01-31T02:01:00Z", "compilation"),
            ((string?)provenance["file"], (int)provenance["line"]!, (string?)provenance["revision"], (string?)provenance["oid"], (string?)provenance["ingestion_date"], (string?)provenance["license_scope"]));
        Assert.Equal(["source_system", "ingestion_date", "license", "license_scope", "attribution", "citation", "extraction_method", "transformations", "dataset", "revision", "file", "line", "oid"],
            provenance.AsObject().Select(field => field.Key));
        Assert.Equal(1, report.Counts.Blank);
    }

    [Fact]
    public async Task A_second_extraction_of_the_same_makes_no_dump()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2)]));
        await hub.ExtractAsync();
        var before = hub.LakeTree;

        var report = await hub.ExtractAsync();

        Assert.Equal((ExtractStatus.Unchanged, null, 2L), (report.Status, report.Dump, report.Counts.Unchanged));
        Assert.Equal(before, hub.LakeTree);
    }

    [Fact]
    public async Task A_changed_file_gives_a_delta_of_the_ids_that_differ()
    {
        await using var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(9)]), ("lesswrong.jsonl", [Some.Line(1), Some.Line(2), Some.Line(3), Some.Line(4)]));
        var first = await hub.ExtractAsync();
        hub.Write("lesswrong.jsonl", Some.Line(1), Some.Line(2, row => row["title"] = "Edited"), Some.Line(4), Some.Line(5));

        var report = await hub.ExtractAsync();

        Assert.Equal((ExtractStatus.Complete, ExtractMode.Delta), (report.Status, report.Mode));
        Assert.Equal((1, 0, 1, 1, 3), (report.Counts.Added, report.Counts.Reappeared, report.Counts.Changed, report.Counts.Removed, report.Counts.Unchanged));
        Assert.Equal([("arxiv.jsonl", "cached"), ("lesswrong.jsonl", "downloaded")], report.Files.Select(file => (file.Path, file.Status)));
        var dump = hub.Dump(report);
        Assert.Equal([Some.IdOf(2), Some.IdOf(5)], Ids(dump.Data));
        Assert.Equal([$$"""{"id":"{{Some.IdOf(3)}}","why":"gone_upstream"}"""], Lines(Path.Combine(dump.Folder, "removed.jsonl")));
        Assert.Equal((hub.Dump(first).Name, "delta"), (dump.Metadata.Baseline, dump.Metadata.ExtractionType));
    }

    [Fact]
    public async Task A_removed_id_says_whether_it_was_edited_out_of_the_filter_and_may_reappear()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2)]));
        ExtractOptions Long(ExtractOptions options) => options with { Selection = options.Selection with { MinLength = 50 } };
        await hub.ExtractAsync(Long);
        hub.Write("lesswrong.jsonl", Some.Line(1), Some.Line(2, row => row["text"] = "short"));
        var second = await hub.ExtractAsync(Long);
        hub.Write("lesswrong.jsonl", Some.Line(1), Some.Line(2));
        var third = await hub.ExtractAsync(Long);

        Assert.Equal([$$"""{"id":"{{Some.IdOf(2)}}","why":"too_short"}"""], Lines(Path.Combine(hub.Dump(second).Folder, "removed.jsonl")));
        Assert.Equal((0, 1, 0), (third.Counts.Added, third.Counts.Reappeared, third.Counts.Changed));
    }

    [Fact]
    public async Task Another_selection_reads_the_cached_files_again_and_compares()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2, row => row["date_published"] = "2019-05-05")]));
        await hub.ExtractAsync();

        var report = await hub.ExtractAsync(options => options with { Selection = options.Selection with { MinDate = new DateOnly(2020, 1, 1) } });

        Assert.Equal((ExtractMode.Delta, 1L, 1L), (report.Mode, report.Counts.Removed, report.Counts.Unchanged));
        Assert.Equal("cached", report.Files.Single().Status);
        Assert.Contains("before_min_date", File.ReadAllText(Path.Combine(hub.Dump(report).Folder, "removed.jsonl")));
    }

    [Fact]
    public async Task Changed_files_without_a_changed_kept_row_make_an_empty_dump_that_knows_the_files()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        await hub.ExtractAsync();
        hub.Write("lesswrong.jsonl", "", Some.Line(1), "no json");

        var second = await hub.ExtractAsync();
        var third = await hub.ExtractAsync();

        Assert.Equal(ExtractStatus.Unchanged, second.Status);
        Assert.Empty(Lines(hub.Dump(second).Data));
        Assert.Null(third.Dump);
    }

    [Fact]
    public async Task A_full_extraction_is_made_when_it_is_asked_for()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2)]));
        await hub.ExtractAsync();

        var report = await hub.ExtractAsync(options => options with { Mode = ExtractMode.Full });

        Assert.Equal((ExtractStatus.Complete, ExtractMode.Full, 2L), (report.Status, report.Mode, report.Counts.Unchanged));
        Assert.Equal(2, Lines(hub.Dump(report).Data).Length);
    }
}
