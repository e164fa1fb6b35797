using System.Text.Json.Nodes;
using Sluice.Extract;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Tests.Pipeline;

public sealed class FlowTests
{
    static string Bad(int number) => Some.Line(number, row => row["url"] = "https://a b");

    [Fact]
    public async Task A_run_that_is_stopped_by_hand_or_by_a_full_disk_stands_in_the_ledger()
    {
        await using var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(1)]));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hub.Flow().RunAsync(hub.NewRun(), [SomeHub.Source], hub.All, new CancellationToken(canceled: true)));
        Assert.Contains("stopped by hand", File.ReadAllText(Assert.Single(Directory.GetFiles(hub.Lake.Runs))));

        using var disk = Mount.Of(Path.Combine(hub.Lake.Root, "transformed"), 4096);
        Assert.SkipWhen(disk is null, "Only root on Linux may make a small disk.");
        var stop = await Assert.ThrowsAsync<Sluice.Records.CheckTheMachineException>(() => hub.RunAsync());

        Assert.Equal(5, stop.ExitCode);
        Assert.Contains(stop.Message.Split(':')[0], File.ReadAllText(Directory.GetFiles(hub.Lake.Runs).Order(StringComparer.Ordinal).Last()));
        Assert.Null(hub.Lake.CurrentRelease);
    }

    [Fact]
    public async Task A_run_takes_records_from_the_hub_to_a_release_and_every_stage_balances()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Bad(2), "rubbish", Some.Line(3), Some.Line(3)]));

        var report = await hub.RunAsync();

        Assert.Equal((ExtractStatus.Complete, 0), (report.Status, report.ExitCode));
        Assert.Equal(["validate 4/2", "clean 2/2", "enrich 2/2", "duplicates 2/2", "publish 2/2"], report.Sources[0].Stages.Select(stage => $"{stage.Stage} {stage.Read}/{stage.Kept}"));
        Assert.All(report.Sources[0].Stages, stage => Assert.Equal(stage.Read, stage.Kept + stage.Rejected.Values.Sum()));
        Assert.Equal(report.Release, hub.Lake.CurrentRelease);
        Assert.Empty(Verification.OfAll(hub.Lake));
        var ledger = JsonNode.Parse(File.ReadAllText(Path.Combine(hub.Lake.Runs, report.Run + ".json")))!;
        Assert.Equal(("complete", report.Release), ((string?)ledger["status"], (string?)ledger["release"]));
    }

    [Fact]
    public async Task A_second_run_of_the_same_is_unchanged_and_skips_every_stage()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        var first = await hub.RunAsync();

        var second = await hub.RunAsync();

        Assert.Equal((ExtractStatus.Unchanged, first.Release), (second.Status, second.Release));
        Assert.All(second.Sources[0].Stages, stage => Assert.True(stage.Skipped));
        Assert.Single(Directory.GetDirectories(hub.Lake.Releases));
    }

    [Fact]
    public async Task A_stage_that_was_lost_is_done_again_and_gives_the_same_bytes()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Bad(2)]));
        var first = await hub.RunAsync();
        var before = TempFolder.TreeOf(Path.Combine(hub.Lake.Root, "transformed"));
        Directory.Delete(Path.Combine(hub.Lake.Root, "transformed", "cleaned"), recursive: true);

        var second = await hub.RunAsync();

        Assert.Equal((ExtractStatus.Complete, first.Release), (second.Status, second.Release));
        Assert.Equal(before, TempFolder.TreeOf(Path.Combine(hub.Lake.Root, "transformed")));
    }

    [Fact]
    public async Task After_a_run_nothing_lies_aside_not_even_what_another_run_could_have_gone_on_with()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        await hub.RunAsync();
        foreach (var left in new[] { "transformed/validated/alignment_research/.aside-2020-01-01_000000", "quarantine/alignment_research/.aside-x", "serveable/releases/.old-y" })
            Directory.CreateDirectory(Path.Combine(hub.Lake.Root, left, ".resume"));
        File.WriteAllText(Path.Combine(hub.Lake.Root, "transformed/validated/alignment_research/.aside-2020-01-01_000000/.resume/shards"), "so far");
        Directory.CreateDirectory(Path.Combine(hub.Lake.Releases, "y"));

        await hub.RunAsync();

        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(hub.Lake.Root, "*", SearchOption.AllDirectories), path => Path.GetFileName(path)[0] == '.');
    }

    [Fact]
    public async Task A_threshold_that_trips_fails_the_run_promotes_nothing_and_leaves_the_quarantine()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Bad(2)]));

        var report = await hub.RunAsync(validate: new ValidateOptions { Threshold = new(49) });

        Assert.Equal((ExtractStatus.Failed, 1, null), (report.Status, report.ExitCode, report.Release));
        Assert.Empty(hub.Lake.DumpNames(Zone.Validated, SomeHub.Source));
        var dump = Path.GetFileName(report.Sources[0].Extract.Dump!);
        Assert.Single(File.ReadAllLines(Path.Combine(hub.Lake.Quarantine(SomeHub.Source, dump), "data.jsonl")));
        Assert.Equal(0, (await hub.RunAsync(validate: new ValidateOptions { Threshold = new(50) })).ExitCode);
    }

    [Fact]
    public async Task A_removed_id_leaves_the_next_release()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2)]));
        await hub.RunAsync();
        hub.Write("lesswrong.jsonl", Some.Line(1));

        var report = await hub.RunAsync();

        var documents = File.ReadAllLines(Path.Combine(hub.Lake.Release(report.Release!), "documents.jsonl"));
        Assert.Equal("alignment_research:" + Some.IdOf(1), (string?)JsonNode.Parse(documents.Single())!["document_id"]);
        Assert.Equal(2, Directory.GetDirectories(hub.Lake.Releases).Length);
    }

    [Fact]
    public async Task A_sample_is_never_promoted()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2)]));

        var report = await hub.RunAsync(options => options with { Limit = 1 });

        Assert.Equal((ExtractStatus.Sample, null, 0), (report.Status, report.Release, report.ExitCode));
        Assert.Empty(hub.Lake.DumpNames(Zone.Validated, SomeHub.Source));
    }

    [Fact]
    public async Task A_dry_run_foretells_the_stages_and_writes_nothing()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Bad(2), Some.Line(1)]));

        var dry = await hub.RunAsync(dryRun: true);
        Assert.Equal("", hub.LakeTree);
        var real = await hub.RunAsync();

        // The stages that read the whole corpus are of all sources together: a dry run of one cannot foretell them.
        Assert.Equal(real.Sources[0].Stages.SkipLast(2).Select(stage => (stage.Stage, stage.Read, stage.Kept, string.Join(' ', stage.Rejected))),
            dry.Sources[0].Stages.Select(stage => (stage.Stage, stage.Read, stage.Kept, string.Join(' ', stage.Rejected))));
    }

    [Fact]
    public async Task With_one_source_its_fields_also_stand_at_the_top_of_the_report()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));

        var json = (await hub.RunAsync()).ToJson();

        Assert.Equal(["run", "status", "source", "revision", "mode", "because", "files", "counts", "dump", "stages", "gate", "findings", "sources", "release", "review", "validation"], json.Select(field => field.Key));
        Assert.Equal(json["counts"]!.ToJsonString(), json["sources"]![0]!["counts"]!.ToJsonString());
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes_in_another_lake()
    {
        static async Task<(string? Id, string Hashes)> ReleaseAsync()
        {
            await using var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(5), Some.Line(4)]), ("lesswrong.jsonl", [Some.Line(1), Some.Line(3, row => row["license"] = "CC-BY-4.0"), Bad(2)]));
            var release = (await hub.RunAsync()).Release!;
            string[] files = [ReleaseManifest.Documents, ReleaseManifest.SearchIndex, ReleaseManifest.LocalTexts, ReleaseManifest.LocalSearchIndex];
            return (release, string.Join(' ', files.Select(name => Checksums.OfFile(Path.Combine(hub.Lake.Release(release), name)))));
        }

        Assert.Equal(await ReleaseAsync(), await ReleaseAsync());
    }
}
