using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Serve;
using Sluice.Sources;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Tests;

/// <summary>A rejected record is a work item: once its rule is mended it moves on, as if it had never waited.</summary>
public sealed class ReplayTests
{
    const string Spoken = "YYYY-MM-DD, h:mm AM|PM";

    static string Answer(int number, Action<JsonObject>? edit = null) => Some.Line(number, row =>
    {
        (row["source"], row["source_type"], row["date_published"]) = ("aisafety.info", "markdown", $"2023-06-{number % 28 + 1:00}, 5:{number % 60:00} PM");
        row.Remove("modified_at");
        edit?.Invoke(row);
    });

    /// <summary>The registry with other forms of dates for one collection.</summary>
    static string RegistryWith(SomeHub hub, string collection, params string[] forms)
    {
        var registry = JsonNode.Parse(File.ReadAllText(SourceRegistry.Shipped("sources.json")))!;
        registry["sources"]![0]!["collections"]!.AsArray().Single(entry => (string?)entry!["name"] == collection)!["date_formats"] = new JsonArray([.. forms.Select(form => (JsonNode)JsonValue.Create(form))]);
        var path = hub.Beside($"registry-{collection}-{forms.Length}.json");
        File.WriteAllText(path, registry.ToJsonString());
        return path;
    }

    static async Task<ReplayReport[]> ReplayAsync(SomeHub hub, bool dryRun = false) =>
        [.. (await hub.Flow().ReplayAsync(hub.NewRun(dryRun), [SomeHub.Source], default)).Replays];

    static async Task<SortedDictionary<string, string>> FoldAsync(SomeHub hub, Zone zone)
    {
        var fold = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var live in Snapshot.ReadAsync(hub.Lake, SomeHub.Source, zone, default))
        {
            var record = JsonNode.Parse(Some.Text8(live.Line.Bytes))!;
            foreach (var ofTheRun in new[] { "ingestion_date", "revision", "oid", "line" })
                record["_provenance"]!.AsObject().Remove(ofTheRun);
            fold.Add((string)record["id"]!, record.ToJsonString());
        }
        return fold;
    }

    static IEnumerable<string> Sorted(params string[] ids) => ids.Order(StringComparer.Ordinal);

    static async Task<List<(RowPlace Place, string Status, string Codes)>> EntriesAsync(SomeHub hub)
    {
        var entries = new List<(RowPlace, string, string)>();
        await foreach (var (_, row) in new Quarantine(hub.Lake).ReadAsync(new QuarantineFilter(), default))
            entries.Add((row.Place, row.Status, string.Join(' ', row.Codes)));
        return entries;
    }

    // The same upstream, run with the mended registry from the first day.
    static async Task MustEqualAFullRunAsync(SomeHub hub, string? registry, params (string File, string[] Lines)[] files)
    {
        await using var fresh = await SomeHub.StartAsync(files);
        fresh.Registry = registry;
        await fresh.RunAsync();
        foreach (var zone in new[] { Zone.Validated, Zone.Cleaned, Zone.Enriched })
            Assert.Equal(await FoldAsync(fresh, zone), await FoldAsync(hub, zone));
        string Documents(SomeHub of) => File.ReadAllText(Path.Combine(of.Lake.Release(of.Lake.CurrentRelease!), "documents.jsonl"));
        Assert.Equal(Masked(Documents(fresh)), Masked(Documents(hub)));
        Assert.Empty(Verification.OfAll(hub.Lake));
        // The balance of the dump with its replays is that of the run.
        if (Dump.Chain(hub.Lake, SomeHub.Source) is [var only])
            foreach (var zone in new[] { Zone.Validated, Zone.Cleaned, Zone.Enriched })
            {
                var (there, then) = (DumpBalance.Of(only.FolderOf(zone))!, DumpBalance.Of(Dump.Chain(fresh.Lake, SomeHub.Source)[0].FolderOf(zone))!);
                Assert.Equal((then.Read, then.Kept, string.Join(' ', then.Rejected)), (there.Read, there.Kept, string.Join(' ', there.Rejected)));
            }
    }

    static string Masked(string lines) => System.Text.RegularExpressions.Regex.Replace(lines, "\"(ingestion_date|observed_at|revision|oid)\":\"[^\"]*\"|\"line\":[0-9]+", "");

    [Fact]
    public async Task Without_its_form_of_dates_every_answer_waits_and_with_it_back_a_replay_admits_all_but_the_repeated_one()
    {
        (string, string[])[] files = [("aisafety.info.jsonl", [Answer(1), Answer(2), Answer(1, row => row["title"] = "Again"), Answer(3)]), ("lesswrong.jsonl", [Some.Line(7)])];
        await using var hub = await SomeHub.StartAsync(files);
        hub.Registry = RegistryWith(hub, "aisafety.info");
        var first = await hub.RunAsync();
        Assert.Equal(["date.unreadable=4"], first.Sources[0].Stages[0].Rejected.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.All(await EntriesAsync(hub), entry => Assert.Contains("date.unreadable", entry.Codes));

        hub.Registry = RegistryWith(hub, "aisafety.info", Spoken);
        var replay = Assert.Single(await ReplayAsync(hub));

        Assert.Equal((4, 3, "replays/1"), (replay.Read, replay.Admitted, replay.Part));
        Assert.Equal(["id.duplicate=1"], replay.Waiting.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal([(1, "admitted"), (2, "admitted"), (3, "waiting"), (4, "admitted")], (await EntriesAsync(hub)).Select(entry => ((int)entry.Place.Line, entry.Status)));
        Assert.Equal("id.duplicate", (await EntriesAsync(hub))[2].Codes);
        await MustEqualAFullRunAsync(hub, hub.Registry, files);
        var lineage = ReceiptJson.Read<ReleaseLineage>(Path.Combine(hub.Lake.Release(hub.Lake.CurrentRelease!), ReleaseLineage.FileName));
        Assert.Equal(["validate ", "validate replays/1", "clean ", "clean replays/1", "enrich ", "enrich replays/1"], lineage.Dumps[0].Stages.Select(stage => $"{stage.Stage} {stage.Replay}"));
    }

    [Fact]
    public async Task A_row_that_comes_before_an_admitted_one_of_its_id_takes_its_place_and_that_one_waits()
    {
        (string, string[])[] files = [("aisafety.info.jsonl", [Answer(1)]), ("lesswrong.jsonl", [Some.Line(1), Some.Line(2)])];
        await using var hub = await SomeHub.StartAsync(files);
        var mended = hub.Registry = RegistryWith(hub, "aisafety.info");
        await hub.RunAsync();

        hub.Registry = null;
        var replay = Assert.Single(await ReplayAsync(hub));

        Assert.Equal((1, 1, 1), (replay.Read, replay.Admitted, replay.Displaced));
        Assert.Equal([("aisafety.info.jsonl", "admitted"), ("lesswrong.jsonl", "waiting")], (await EntriesAsync(hub)).Select(entry => (entry.Place.File, entry.Status)));
        await MustEqualAFullRunAsync(hub, null, files);
    }

    [Fact]
    public async Task A_row_whose_id_an_earlier_one_holds_stays_as_its_duplicate()
    {
        (string, string[])[] files = [("agisf.jsonl", [Some.Line(1, row => { (row["source"], row["source_type"]) = ("agisf", "html"); row.Remove("modified_at"); })]), ("aisafety.info.jsonl", [Answer(1)])];
        await using var hub = await SomeHub.StartAsync(files);
        hub.Registry = RegistryWith(hub, "aisafety.info");
        await hub.RunAsync();

        hub.Registry = null;
        var replay = Assert.Single(await ReplayAsync(hub));

        Assert.Equal((1, 0, null), (replay.Read, replay.Admitted, replay.Part));
        Assert.Equal(("waiting", "id.duplicate"), (await EntriesAsync(hub)).Select(entry => (entry.Status, entry.Codes)).Single());
        await MustEqualAFullRunAsync(hub, null, files);
    }

    [Fact]
    public async Task A_second_replay_finds_only_what_still_waits_and_changes_nothing()
    {
        await using var hub = await SomeHub.StartAsync(("aisafety.info.jsonl", [Answer(1), Answer(1)]));
        hub.Registry = RegistryWith(hub, "aisafety.info");
        await hub.RunAsync();
        hub.Registry = null;
        await ReplayAsync(hub);
        var (fold, release) = (string.Join('\n', await FoldAsync(hub, Zone.Enriched)), hub.Lake.CurrentRelease);

        var again = Assert.Single(await ReplayAsync(hub));

        Assert.Equal((1, 0, null), (again.Read, again.Admitted, again.Part));
        Assert.Equal((fold, release), (string.Join('\n', await FoldAsync(hub, Zone.Enriched)), hub.Lake.CurrentRelease));
    }

    [Fact]
    public async Task A_replay_that_was_stopped_before_it_could_mark_the_rows_is_finished_by_the_next()
    {
        await using var hub = await SomeHub.StartAsync(("aisafety.info.jsonl", [Answer(1), Answer(2)]));
        hub.Registry = RegistryWith(hub, "aisafety.info");
        await hub.RunAsync();
        var quarantine = Dump.Chain(hub.Lake, SomeHub.Source)[0].Quarantine;
        var before = Directory.GetFiles(quarantine).ToDictionary(path => path, File.ReadAllBytes);
        hub.Registry = null;
        await ReplayAsync(hub);
        foreach (var (path, bytes) in before)
            File.WriteAllBytes(path, bytes);

        await ReplayAsync(hub);

        Assert.All(await EntriesAsync(hub), entry => Assert.Equal("admitted", entry.Status));
        Assert.Equal(2, (await FoldAsync(hub, Zone.Enriched)).Count);
        Assert.Equal(["replays/1"], DumpPart.ReplayFolders(Dump.Chain(hub.Lake, SomeHub.Source)[0].FolderOf(Zone.Validated)));
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_writes_nothing()
    {
        await using var hub = await SomeHub.StartAsync(("aisafety.info.jsonl", [Answer(1), Answer(1), Answer(2)]));
        hub.Registry = RegistryWith(hub, "aisafety.info");
        await hub.RunAsync();
        hub.Registry = null;
        var before = hub.LakeTree;

        var dry = Assert.Single(await ReplayAsync(hub, dryRun: true));
        Assert.Equal(before, hub.LakeTree);
        var real = Assert.Single(await ReplayAsync(hub));

        Assert.Equal((dry.Read, dry.Admitted, string.Join(' ', dry.Waiting)), (real.Read, real.Admitted, string.Join(' ', real.Waiting)));
    }

    [Fact]
    public async Task A_run_with_the_mended_registry_admits_them_too_and_their_entries_stay_as_admitted()
    {
        (string, string[])[] files = [("aisafety.info.jsonl", [Answer(1), Answer(2)])];
        await using var hub = await SomeHub.StartAsync(files);
        hub.Registry = RegistryWith(hub, "aisafety.info");
        await hub.RunAsync();

        hub.Registry = null;
        await hub.RunAsync();

        Assert.Equal(["admitted", "admitted"], (await EntriesAsync(hub)).Select(entry => entry.Status));
        await MustEqualAFullRunAsync(hub, null, files);
    }

    [Fact]
    public async Task A_delta_after_a_replay_decides_about_the_ids_that_it_speaks_of()
    {
        await using var hub = await SomeHub.StartAsync(("aisafety.info.jsonl", [Answer(1), Answer(2), Answer(3)]), ("lesswrong.jsonl", [Some.Line(7)]));
        var broken = hub.Registry = RegistryWith(hub, "aisafety.info");
        await hub.RunAsync();
        hub.Registry = null;
        await ReplayAsync(hub);
        (string File, string[] Lines) now = ("aisafety.info.jsonl", [Answer(1, row => row["title"] = "Another title"), Answer(3)]);
        hub.Write(now.File, now.Lines);
        hub.Registry = broken;
        await hub.RunAsync();

        // The edited one waits again under the registry that cannot read it; the removed one is gone; the third stays admitted.
        Assert.Equal(Sorted(Some.IdOf(3), Some.IdOf(7)), (await FoldAsync(hub, Zone.Enriched)).Keys);
        hub.Registry = null;
        await ReplayAsync(hub);
        await MustEqualAFullRunAsync(hub, null, now, ("lesswrong.jsonl", [Some.Line(7)]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_row_that_Extract_could_not_date_joins_once_the_registry_reads_its_form(bool byRun)
    {
        (string, string[])[] files =
        [
            ("lesswrong.jsonl", [Some.Line(1), Some.Line(2, row => row["date_published"] = "March 4, 2021"), Some.Line(3, row => row["date_published"] = "soon"), Some.Line(4, row => (row["date_published"], row["url"]) = ("March 5, 2021", "no address"))]),
            ("zz.jsonl", [Some.Line(5, row => row["date_published"] = "March 6, 2021"), Some.Line(1, row => row["date_published"] = "March 7, 2021")]),
        ];
        await using var hub = await SomeHub.StartAsync(files);
        await hub.RunAsync();
        Assert.Single(await FoldAsync(hub, Zone.Enriched));

        var mended = hub.Registry = RegistryWith(hub, "lesswrong", Spoken, "MMMM D, YYYY");
        if (byRun)
            await hub.RunAsync();
        else
            await ReplayAsync(hub);

        Assert.Equal(Sorted(Some.IdOf(1), Some.IdOf(2), Some.IdOf(5)), (await FoldAsync(hub, Zone.Enriched)).Keys);
        Assert.Equal([(2, "admitted"), (3, "waiting"), (4, "waiting"), (1, "admitted"), (2, "waiting")], (await EntriesAsync(hub)).Select(entry => ((int)entry.Place.Line, entry.Status)));
        await MustEqualAFullRunAsync(hub, mended, files);

        // Upstream goes on: the next dump lists all such rows anew, and the older replay counts no more.
        hub.Write("zz.jsonl", Some.Line(6, row => row["date_published"] = "March 8, 2021"));
        await hub.RunAsync();
        Assert.Equal(Sorted(Some.IdOf(1), Some.IdOf(2), Some.IdOf(6)), (await FoldAsync(hub, Zone.Enriched)).Keys);

        // Without the form they wait again, and the release has none of them.
        hub.Registry = null;
        await hub.RunAsync();
        Assert.Equal(Sorted(Some.IdOf(1)), (await FoldAsync(hub, Zone.Enriched)).Keys);
        Assert.Empty(Verification.OfAll(hub.Lake));
    }

    [Fact]
    public async Task A_late_row_obeys_the_filters_of_its_dump()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2, row => row["date_published"] = "March 4, 2011")]));
        hub.Registry = RegistryWith(hub, "lesswrong", "MMMM D, YYYY");

        await hub.RunAsync(options => options with { Selection = options.Selection with { MinDate = new DateOnly(2020, 1, 1) } });

        Assert.Equal(Sorted(Some.IdOf(1)), (await FoldAsync(hub, Zone.Enriched)).Keys);
    }

    [Fact]
    public async Task A_lake_with_replays_is_proved_archived_and_explained()
    {
        await using var hub = await SomeHub.StartAsync(("aisafety.info.jsonl", [Answer(1), Answer(2), Answer(1)]), ("lesswrong.jsonl", [Some.Line(7), Some.Line(8, row => row["date_published"] = "March 4, 2021")]));
        hub.Registry = RegistryWith(hub, "aisafety.info");
        await hub.RunAsync();
        var mended = RegistryWith(hub, "lesswrong", Spoken, "MMMM D, YYYY");
        var broken = hub.Registry;
        hub.Registry = mended;
        await ReplayAsync(hub);

        var why = await new Why(hub.Lake).AskAsync(Some.IdOf(1), null, default);
        Assert.Equal("released", why.State);
        Assert.Contains("waited in quarantine (date.unreadable) until replays/1", why.Because);
        Assert.Equal("released", (await new Why(hub.Lake).AskAsync(Some.IdOf(8), null, default)).State);

        hub.Registry = broken;
        using var elsewhere = new TempFolder();
        var rebuild = new Rebuild(hub.Flow(), hub.Lake, hub.Lake.Shadow(elsewhere.Path, false), NullLogger.Instance, false);
        var told = new List<Rebuilt>();
        await foreach (var rebuilt in rebuild.SourceAsync(SomeHub.Source, default))
            told.Add(rebuilt);
        // By the registry of the run all is made again; the replay by hand is taken as it is.
        Assert.All(told, rebuilt => Assert.True(rebuilt.Status == "identical", $"{rebuilt.Name}: {string.Join("; ", rebuilt.Differences)}"));
        Assert.Equal(5, told.Count);

        // Another dump makes the first one history: its replays go with it into the archive, and come back.
        hub.Registry = null;
        hub.Write("lesswrong.jsonl", Some.Line(7), Some.Line(9));
        await hub.RunAsync(options => options with { Mode = Sluice.Extract.ExtractMode.Full });
        var first = Dump.All(hub.Lake, SomeHub.Source)[0].Name;
        var folders = hub.Lake.PartsOf(SomeHub.Source, first).Select(part => part.Folder).ToList();
        var before = folders.Select(TempFolder.TreeOf).ToList();
        var archive = new Archive(hub.Lake);
        archive.Move(ArchivePlan.Of(hub.Lake, [SomeHub.Source], TimeSpan.Zero, hub.Clock.GetUtcNow()), [SomeHub.Source], default);
        Assert.Empty(Verification.OfAll(hub.Lake));
        Assert.Contains("replays/1", string.Join(' ', (await new Why(hub.Lake).AskAsync(Some.IdOf(2), null, default)).Quarantine.Select(entry => entry.Replay)));
        archive.Restore(SomeHub.Source, first);
        Assert.Equal(before, folders.Select(TempFolder.TreeOf));
    }

    static string[] Titles(SomeHub hub) => [.. File.ReadAllLines(Path.Combine(hub.Lake.Release(hub.Lake.CurrentRelease!), "documents.jsonl")).Select(line => (string)JsonNode.Parse(line)!["title"]!).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Late_rows_come_into_a_release_and_leave_it_also_where_the_newest_dump_holds_nothing_else()
    {
        string Late(int number, string title) => Some.Line(number, row => (row["date_published"], row["title"]) = ("March 4, 2021", title));
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1, row => row["title"] = "Plain"), Late(2, "First")]));
        await hub.RunAsync();
        hub.Write("lesswrong.jsonl", Some.Line(1, row => row["title"] = "Plain"), Late(2, "First"), Late(3, "Second"));
        await hub.RunAsync();
        Assert.Equal("unchanged", Dump.Chain(hub.Lake, SomeHub.Source)[^1].Metadata.ExtractionStatus);

        hub.Registry = RegistryWith(hub, "lesswrong", Spoken, "MMMM D, YYYY");
        await hub.RunAsync();
        Assert.Equal(["First", "Plain", "Second"], Titles(hub));

        hub.Write("lesswrong.jsonl", Some.Line(1, row => row["title"] = "Plain"), Late(3, "Edited"));
        await hub.RunAsync();
        Assert.Equal(["Edited", "Plain"], Titles(hub));

        hub.Write("lesswrong.jsonl", Some.Line(1, row => row["title"] = "Plain"));
        await hub.RunAsync();
        Assert.Equal(["Plain"], Titles(hub));
        Assert.Empty(Verification.OfAll(hub.Lake));
    }

    [Fact]
    public async Task A_threshold_that_trips_after_a_promotion_admits_nothing_and_the_former_registry_sets_it_right()
    {
        (string, string[])[] files = [("aisafety.info.jsonl", [Answer(1)]), ("lesswrong.jsonl", [.. Enumerable.Range(2, 3).Select(i => Some.Line(i))])];
        await using var hub = await SomeHub.StartAsync(files);
        var first = hub.Registry = RegistryWith(hub, "aisafety.info");
        await hub.RunAsync();
        // Another registry reads the answer, and rejects the others.
        var strict = JsonNode.Parse(File.ReadAllText(SourceRegistry.Shipped("sources.json")))!;
        strict["sources"]![0]!["contract"] = new JsonObject { ["unknown_fields"] = "quarantine" };
        strict["sources"]![0]!["collections"]!.AsArray().Single(entry => (string?)entry!["name"] == "lesswrong")!["extra_fields"] = new JsonArray();
        hub.Registry = hub.Beside("strict.json");
        File.WriteAllText(hub.Registry, strict.ToJsonString());
        Assert.Equal(1, (await hub.RunAsync(validate: new ValidateOptions { Threshold = new(2) })).ExitCode);
        Assert.DoesNotContain(await EntriesAsync(hub), entry => entry.Status == "admitted");

        hub.Registry = first;
        await hub.RunAsync();
        Assert.Equal([("aisafety.info.jsonl", "waiting"), .. Enumerable.Repeat(("lesswrong.jsonl", "admitted"), 3)], (await EntriesAsync(hub)).Select(entry => (entry.Place.File, entry.Status)));

        hub.Registry = null;
        Assert.Equal(1, Assert.Single(await ReplayAsync(hub)).Admitted);
        await MustEqualAFullRunAsync(hub, null, files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_displaced_row_has_exactly_one_entry_however_often_and_wherever_a_replay_was_stopped(bool late)
    {
        (string, string[])[] files = late
            ? [("agisf.jsonl", [Some.Line(1, row => (row["source"], row["date_published"]) = ("lesswrong", "March 4, 2021"))]), ("lesswrong.jsonl", [Some.Line(1), Some.Line(2)])]
            : [("aisafety.info.jsonl", [Answer(1)]), ("lesswrong.jsonl", [Some.Line(1), Some.Line(2)])];
        await using var hub = await SomeHub.StartAsync(files);
        hub.Registry = late ? null : RegistryWith(hub, "aisafety.info");
        await hub.RunAsync();
        var quarantine = Dump.Chain(hub.Lake, SomeHub.Source)[0].Quarantine;
        var before = Directory.GetFiles(quarantine).ToDictionary(path => path, File.ReadAllBytes);
        hub.Registry = late ? RegistryWith(hub, "lesswrong", Spoken, "MMMM D, YYYY") : null;
        await ReplayAsync(hub);
        // Stopped after the part was there and before the quarantine was told.
        foreach (var (path, bytes) in before)
            File.WriteAllBytes(path, bytes);

        for (var again = 0; again < 3; again++)
        {
            if (again == 0)
                await hub.RunAsync();
            else
                await ReplayAsync(hub);
            Assert.Equal([(files[0].Item1, 1, "admitted"), ("lesswrong.jsonl", 1, "waiting")], (await EntriesAsync(hub)).Select(entry => (entry.Place.File, (int)entry.Place.Line, entry.Status)));
        }
        await MustEqualAFullRunAsync(hub, hub.Registry, files);
        if (!late)
            return;

        // Without the form the former row is back, and says so.
        hub.Registry = null;
        await hub.RunAsync();
        Assert.Equal([(files[0].Item1, "waiting"), ("lesswrong.jsonl", "admitted")], (await EntriesAsync(hub)).Select(entry => (entry.Place.File, entry.Status)));
        Assert.Equal(Sorted(Some.IdOf(1), Some.IdOf(2)), (await FoldAsync(hub, Zone.Enriched)).Keys);
    }

    [Fact]
    public async Task A_lost_replay_is_made_again_where_it_can_be_and_told_where_it_cannot()
    {
        await using var hub = await SomeHub.StartAsync(("aisafety.info.jsonl", [Answer(1)]), ("lesswrong.jsonl", [Some.Line(2), Some.Line(3, row => row["date_published"] = "March 4, 2021")]));
        hub.Registry = RegistryWith(hub, "aisafety.info");
        await hub.RunAsync();
        hub.Registry = null;
        await ReplayAsync(hub);
        File.Delete(Path.Combine(Dump.Chain(hub.Lake, SomeHub.Source)[0].FolderOf(Zone.Validated), "replays", "1", "data.jsonl"));
        hub.Registry = RegistryWith(hub, "aisafety.info");
        var report = await hub.RunAsync();
        Assert.Equal(1, report.ExitCode);
        Assert.Contains("replay the quarantine again", report.Sources[0].Failure);

        await using var other = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(2), Some.Line(3, row => row["date_published"] = "March 4, 2021")]));
        other.Registry = RegistryWith(other, "lesswrong", "MMMM D, YYYY");
        await other.RunAsync();
        File.Delete(Path.Combine(Dump.Chain(other.Lake, SomeHub.Source)[0].FolderOf(Zone.Validated), "replays", "1", "data.jsonl"));
        await other.RunAsync();
        Assert.Equal(2, (await FoldAsync(other, Zone.Validated)).Count);
    }
}
