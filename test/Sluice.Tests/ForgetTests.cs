using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Extract;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Tests;

/// <summary>A record that was forgotten is nowhere but in its tombstone, whatever comes after.</summary>
public sealed class ForgetTests
{
    const int Who = 2;

    static readonly string Id = Some.IdOf(Who);
    static readonly string DocumentId = $"{SomeHub.Source}:{Id}";

    const string Words = "A pelican reads the harbour's ledger aloud each morning and nobody in the town thinks it odd any more, which says a lot.";

    static string Secret(Action<JsonObject>? edit = null) => Some.Line(Who, row =>
    {
        (row["title"], row["text"], row["url"]) = ("The pelican's reading of harbour accounts", $"{Words} {Some.Text}", "https://pelican.example.org/harbour/accounts");
        edit?.Invoke(row);
    });

    static readonly string Other = Some.Line(1, row => row["text"] = "Tides come and go, and with them the boats. This one tells of ropes, of knots, of the smell of tar, and of nothing else at all.");

    static readonly string[] Pieces = [.. Enumerable.Range(0, Words.Length - 40).Select(at => Words.Substring(at, 40)), "The pelican's reading of harbour accounts", "pelican.example.org/harbour"];

    /// <summary>All bytes of a lake, compressed ones too, by path. SQLite's pages hold texts as they are.</summary>
    static IEnumerable<(string Path, string Text)> Contents(Lake lake)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var path in Directory.EnumerateFiles(lake.Root, "*", SearchOption.AllDirectories))
        {
            using Stream file = File.OpenRead(path);
            using var content = path.EndsWith(".gz") ? new GZipStream(file, CompressionMode.Decompress) : file;
            yield return (lake.Relative(path), new StreamReader(content, Encoding.Latin1).ReadToEnd());
        }
    }

    static string[] Holding(Lake lake, params string[] pieces) => [.. Contents(lake).Where(file => pieces.Any(piece => file.Text.Contains(piece))).Select(file => file.Path)];

    static void AssertGone(SomeHub hub)
    {
        Assert.Empty(Holding(hub.Lake, Pieces));
        var named = Holding(hub.Lake, Id).Where(path => !path.StartsWith("curated/") && !path.Contains("/files/") && Path.GetFileName(path) is not ("dropped.jsonl" or "dropped.jsonl.gz" or "_metadata.json" or "tombstones.jsonl"));
        Assert.Empty(named);
        Assert.Empty(Verification.OfAll(hub.Lake));
    }

    static async Task AssertProvedAsync(SomeHub hub)
    {
        foreach (var fromRaw in new[] { false, true })
        {
            using var elsewhere = new TempFolder();
            var rebuild = new Rebuild(hub.Flow(), hub.Lake, hub.Lake.Shadow(elsewhere.Path, fromRaw), NullLogger.Instance, fromRaw);
            await foreach (var rebuilt in rebuild.SourceAsync(SomeHub.Source, default))
                Assert.True(rebuilt.Status != "different", $"{rebuilt.Name}: {string.Join("; ", rebuilt.Differences)}");
            if (await rebuild.ReleaseAsync(default) is { } release)
                Assert.True(release.Status == "identical", $"{release.Name}: {string.Join("; ", release.Differences)}");
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }
    }

    static Task<ForgetReport> ForgetAsync(SomeHub hub, string? id = null, bool copies = false, bool dryRun = false, Action<ErasureStep>? onStep = null) =>
        new Forget(hub.Flow(), hub.NewRun(dryRun)) { OnStep = onStep ?? (_ => { }) }.RunAsync(new ForgetRequest(id ?? Id, "The author asked for it", "Ada Sampleton", copies), default);

    /// <summary>A full dump, a sample, a delta that edits the record, and one that changes another row.</summary>
    static async Task<SomeHub> SomeLakeAsync()
    {
        var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(9, row => row["source"] = "arxiv")]), ("lesswrong.jsonl", [Some.Line(1), Secret(), "rubbish", Some.Line(3), Some.Line(4, row => row["url"] = "no address")]));
        await hub.RunAsync();
        await hub.RunAsync(options => options with { Limit = 2 });
        hub.Write("lesswrong.jsonl", Some.Line(1), Secret(row => row["title"] = "The pelican's reading of harbour accounts, revised"), "rubbish", Some.Line(3), Some.Line(4, row => row["url"] = "no address"));
        await hub.RunAsync();
        hub.Write("lesswrong.jsonl", Some.Line(1), Secret(row => row["title"] = "The pelican's reading of harbour accounts, revised"), "rubbish", Some.Line(3, row => row["title"] = "Another title"), Some.Line(4, row => row["url"] = "no address"));
        await hub.RunAsync();
        Assert.NotEmpty(Holding(hub.Lake, Pieces));
        return hub;
    }

    [Fact]
    public async Task It_is_nowhere_but_in_its_tombstone_and_the_lake_is_sound_and_proved()
    {
        await using var hub = await SomeLakeAsync();
        var before = hub.Lake.CurrentRelease;

        var report = await ForgetAsync(hub);

        AssertGone(hub);
        await AssertProvedAsync(hub);
        var tombstone = Assert.Single(Tombstones.Read(hub.Lake).All);
        Assert.Equal((DocumentId, "The author asked for it", "Ada Sampleton"), (tombstone.Id, tombstone.Reason, tombstone.By));
        Assert.Equal([Id], tombstone.UpstreamIds);
        Assert.Empty(Tombstones.Read(hub.Lake).Pending);
        Assert.Contains(before, tombstone.Releases!);
        Assert.Equal(4, report.Erased!.Dumps.Count);
        Assert.NotEqual(before, hub.Lake.CurrentRelease);
        Assert.Equal([hub.Lake.CurrentRelease], Directory.EnumerateDirectories(hub.Lake.Releases).Select(Path.GetFileName));
        Assert.Equal(3, new Catalog(hub.Lake).List(new DocumentFilter(), copies: true).Records);
    }

    [Fact]
    public async Task Old_and_new_hashes_are_on_record_and_every_other_row_keeps_its_line_and_offset()
    {
        await using var hub = await SomeLakeAsync();
        var dump = Dump.All(hub.Lake, SomeHub.Source)[0];
        var (old, file) = (dump.Metadata, dump.Metadata.Files[1]);
        var bytes = File.ReadAllText(UpstreamFile.LivePath(hub.Lake, SomeHub.Source, file.Sha256));

        await ForgetAsync(hub);

        var now = new Dump(hub.Lake, SomeHub.Source, dump.Name).Metadata;
        Assert.Equal((file.Oid, file.Bytes, file.Sha256), (now.Files[1].Oid, now.Files[1].Bytes, now.Files[1].OriginalSha256));
        Assert.False(File.Exists(UpstreamFile.LivePath(hub.Lake, SomeHub.Source, file.Sha256)));
        var marked = File.ReadAllText(UpstreamFile.LivePath(hub.Lake, SomeHub.Source, now.Files[1].Sha256));
        Assert.Equal(bytes.Length, marked.Length);
        var (lines, markedLines) = (bytes.Split('\n'), marked.Split('\n'));
        Assert.Equal($$"""{"forgotten":"{{DocumentId}}"}""", markedLines[1].TrimEnd());
        Assert.Equal(lines.Where((_, i) => i != 1), markedLines.Where((_, i) => i != 1));
        var erasure = Assert.Single(now.Erasures!);
        Assert.Equal([DocumentId], erasure.Tombstones);
        Assert.Equal([new ErasedFile("lesswrong.jsonl", file.Sha256, now.Files[1].Sha256), new ErasedFile("data.jsonl", old.Data.Sha256, now.Data.Sha256)], erasure.Files);
        Assert.Equal((old.Counts.Read, old.Counts.Kept - 1, 1), (now.Counts.Read, now.Counts.Kept, now.Counts.Dropped["forgotten"]));
        Assert.Contains($$"""{"reason":"forgotten","file":"lesswrong.jsonl","line":2,"byte_offset":{{lines[0].Length + 1}},"id":"{{Id}}"}""", File.ReadAllLines(Path.Combine(dump.Folder, "dropped.jsonl")));
    }

    [Theory]
    [InlineData("unchanged")]
    [InlineData("elsewhere")]
    [InlineData("edited")]
    [InlineData("another id")]
    [InlineData("full")]
    [InlineData("offline")]
    public async Task Whatever_upstream_sends_does_not_bring_it_back(string now)
    {
        await using var hub = await SomeLakeAsync();
        await ForgetAsync(hub);
        var revised = Secret(row => row["title"] = "The pelican's reading of harbour accounts, revised");
        string[] rest = ["rubbish", Some.Line(3, row => row["title"] = "Another title"), Some.Line(4, row => row["url"] = "no address")];
        if (now == "elsewhere")
            hub.Write("lesswrong.jsonl", [Some.Line(1, row => row["title"] = "Yet another"), revised, .. rest]);
        if (now == "edited")
            hub.Write("lesswrong.jsonl", [Some.Line(1), Secret(row => (row["url"], row["date_published"]) = ("https://moved.example.org/1", "2022-01-01")), .. rest]);
        if (now == "another id")
            hub.Write("lesswrong.jsonl", [Some.Line(1), Secret(row => row["id"] = "ffffffffffffffffffffffffffffffff"), .. rest]);

        var report = await hub.RunAsync(options => now switch
        {
            "full" => options with { Mode = ExtractMode.Full },
            "offline" => options with { Offline = true, Mode = ExtractMode.Full },
            _ => options,
        });

        var counts = report.Sources[0].Extract.Counts;
        Assert.Equal((0, 0, 0), (counts.Added, counts.Reappeared, counts.Removed));
        Assert.Equal(now == "elsewhere" ? 1 : 0, counts.Changed);
        AssertGone(hub);
        Assert.DoesNotContain("ffffffffffffffff", string.Concat(Contents(hub.Lake).Select(file => file.Text)));
        await AssertProvedAsync(hub);
        var requests = hub.Server.Requests.Count(request => request.Path.Contains("lesswrong.jsonl"));
        Assert.Equal(ExtractStatus.Unchanged, (await hub.RunAsync()).Status);
        Assert.Equal(requests, hub.Server.Requests.Count(request => request.Path.Contains("lesswrong.jsonl")));
    }

    [Fact]
    public async Task From_the_archive_it_is_gone_too_and_restoring_gives_it_back_nowhere()
    {
        await using var hub = await SomeLakeAsync();
        hub.Write("lesswrong.jsonl", Some.Line(1), Some.Line(3));
        await hub.RunAsync(options => options with { Mode = ExtractMode.Full });
        new Archive(hub.Lake).Move(ArchivePlan.Of(hub.Lake, [SomeHub.Source], TimeSpan.Zero, hub.Clock.GetUtcNow()), [SomeHub.Source], default);
        var names = Dump.Archived(hub.Lake, SomeHub.Source).Select(dump => dump.Name).ToList();
        Assert.Equal(4, names.Count);

        await ForgetAsync(hub);

        AssertGone(hub);
        await AssertProvedAsync(hub);
        foreach (var name in names)
            new Archive(hub.Lake).Restore(SomeHub.Source, name);
        AssertGone(hub);
        await AssertProvedAsync(hub);
        Assert.Equal(ExtractStatus.Unchanged, (await hub.RunAsync()).Status);
    }

    [Fact]
    public async Task Stopped_after_any_step_it_is_finished_by_the_next_call_or_run()
    {
        // Each of the first steps, then every fifth, live and archived in turn: all of them take minutes.
        for (var stop = 1; ; stop += stop < 6 ? 1 : 5)
        {
            await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Secret(), Some.Line(4, row => row["url"] = "no address")]));
            await hub.RunAsync();
            hub.Write("lesswrong.jsonl", Some.Line(1, row => row["title"] = "Another title"), Secret(), Some.Line(4, row => row["url"] = "no address"));
            await hub.RunAsync(options => options with { Mode = stop % 2 == 0 ? ExtractMode.Full : null });
            if (stop % 2 == 0)
            {
                new Archive(hub.Lake).Move(ArchivePlan.Of(hub.Lake, [SomeHub.Source], TimeSpan.Zero, hub.Clock.GetUtcNow()), [SomeHub.Source], default);
            }
            var left = stop;
            try
            {
                await ForgetAsync(hub, onStep: _ =>
                {
                    if (--left == 0)
                        throw new IOException("killed");
                });
                break;
            }
            catch (CheckTheMachineException)
            {
            }
            Assert.StartsWith("It was forgotten", (await new Why(hub.Lake).AskAsync(Id, null, default)).Because);
            if (stop % 3 == 0)
                await ForgetAsync(hub);
            else
                await hub.RunAsync();
            AssertGone(hub);
            Assert.Empty(Tombstones.Read(hub.Lake).Pending);
            if (stop % 5 == 0)
                await AssertProvedAsync(hub);
        }
    }

    [Fact]
    public async Task A_row_in_quarantine_is_forgotten_with_its_findings_and_reports()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Secret(row => row["url"] = "pelican.example.org/harbour in words"), Some.Line(3, row => row["url"] = "no address")]));
        await hub.RunAsync();
        Assert.Contains(Holding(hub.Lake, Pieces), path => path.StartsWith("runs/"));

        var report = await ForgetAsync(hub);

        AssertGone(hub);
        await AssertProvedAsync(hub);
        Assert.Single(report.Erased!.Runs);
        Assert.Single(File.ReadAllLines(Path.Combine(Dump.All(hub.Lake, SomeHub.Source)[0].Quarantine, "data.jsonl")));
        Assert.Equal(0, (await hub.Flow().ReplayAsync(hub.NewRun(), [SomeHub.Source], default)).Replays.Sum(replay => replay.Admitted));
        Assert.Equal(ExtractStatus.Unchanged, (await hub.RunAsync()).Status);
    }

    [Fact]
    public async Task Every_row_with_its_id_goes_and_a_row_that_extract_could_not_date_too()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Secret(), Secret(row => row["title"] = "Again: the pelican's reading"), Secret(row => row.Remove("date_published")), Some.Line(3, row => row.Remove("date_published"))]));
        await hub.RunAsync();

        Assert.Equal(3, (await ForgetAsync(hub)).Rows);

        AssertGone(hub);
        await AssertProvedAsync(hub);
        Assert.Equal(3, Dump.All(hub.Lake, SomeHub.Source)[0].Metadata.Counts.Dropped["forgotten"]);
    }

    [Fact]
    public async Task Forgetting_again_says_so_and_writes_nothing()
    {
        await using var hub = await SomeLakeAsync();
        await ForgetAsync(hub);
        var before = hub.LakeTree;

        Assert.Contains("was forgotten before", (await ForgetAsync(hub, DocumentId)).Because);
        Assert.Equal(before, hub.LakeTree);
    }

    [Fact]
    public async Task Two_records_are_forgotten_one_after_the_other()
    {
        await using var hub = await SomeLakeAsync();
        await ForgetAsync(hub);
        await ForgetAsync(hub, Some.IdOf(3));

        AssertGone(hub);
        await AssertProvedAsync(hub);
        Assert.Empty(Holding(hub.Lake, "On oversight, part 3", "posts/3/"));
        var file = Dump.All(hub.Lake, SomeHub.Source)[0].Metadata.Files[1];
        Assert.NotEqual(file.Sha256, file.OriginalSha256);
        Assert.Equal(2, Dump.All(hub.Lake, SomeHub.Source)[0].Metadata.Erasures!.Count);
    }

    [Fact]
    public async Task A_dry_run_tells_and_writes_nothing()
    {
        await using var hub = await SomeLakeAsync();
        var before = hub.LakeTree;

        var report = await ForgetAsync(hub, dryRun: true);

        Assert.Equal(3, report.Rows);
        Assert.Null(report.Erased);
        Assert.Equal(before, hub.LakeTree);
    }

    [Fact]
    public async Task What_nobody_knows_is_refused_with_advice()
    {
        await using var hub = await SomeLakeAsync();
        Assert.Contains("knows 'nothing'", (await Assert.ThrowsAsync<CorrectTheCallException>(() => ForgetAsync(hub, "nothing"))).Message);
        Assert.False(File.Exists(Tombstones.PathOf(hub.Lake)));
    }

    [Fact]
    public async Task A_dump_that_cannot_be_made_again_stops_it_before_anything_is_touched()
    {
        await using var hub = await SomeLakeAsync();
        File.Delete(UpstreamFile.LivePath(hub.Lake, SomeHub.Source, Dump.All(hub.Lake, SomeHub.Source)[0].Metadata.Files[1].Sha256));
        var before = TempFolder.TreeOf(hub.Lake.Raw);

        Assert.Contains("Nothing was touched", (await Assert.ThrowsAsync<GateFailedException>(() => ForgetAsync(hub))).Message);
        Assert.Equal(before, TempFolder.TreeOf(hub.Lake.Raw));
        Assert.False(File.Exists(Tombstones.PathOf(hub.Lake)));
    }

    [Fact]
    public async Task Under_an_older_id_it_is_the_same_record_and_both_names_are_kept()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Secret(row => row["id"] = "00000000000000000000000000000000")]));
        await hub.RunAsync();
        hub.Write("lesswrong.jsonl", Some.Line(1), Secret());
        await hub.RunAsync();

        await ForgetAsync(hub);

        var tombstone = Tombstones.Read(hub.Lake).All.Single();
        Assert.Equal($"{SomeHub.Source}:00000000000000000000000000000000", tombstone.Id);
        Assert.Equal(["00000000000000000000000000000000", Id], tombstone.UpstreamIds);
        Assert.Empty(Holding(hub.Lake, Pieces));
        Assert.Empty(Verification.OfAll(hub.Lake));
        await AssertProvedAsync(hub);
    }

    [Fact]
    public async Task A_reason_that_holds_an_address_is_refused_before_anything_is_written()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Other, Secret()]));
        await hub.RunAsync();
        var before = hub.LakeTree;

        var refused = await Assert.ThrowsAsync<Sluice.Records.CorrectTheCallException>(() => new Forget(hub.Flow(), hub.NewRun()).RunAsync(new ForgetRequest(Id, "asked for by jane.roe@example.org", "Ada Example", Copies: false), default));

        Assert.Contains("--reason", refused.Message);
        Assert.DoesNotContain("jane", refused.Message);
        Assert.Equal(before, hub.LakeTree);
    }

    [Fact]
    public async Task A_copy_stays_and_is_named_unless_copies_go_too()
    {
        string Copy() => Some.Line(7, row => (row["text"], row["title"], row["url"], row["source"], row["license"]) = ($"{Words} {Some.Text}", "The pelican's reading of harbour accounts", "https://pelican.example.org/harbour/accounts", "alignmentforum", "CC-BY-4.0"));
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Other, Secret(), Copy()]));
        await hub.RunAsync();

        var report = await ForgetAsync(hub);

        Assert.Contains(report.Remain, other => other.Id == $"{SomeHub.Source}:{Some.IdOf(7)}");
        Assert.Empty(Tombstones.Read(hub.Lake).All.Single().UrlSha256);
        Assert.Single(File.ReadAllLines(Path.Combine(hub.Lake.Release(hub.Lake.CurrentRelease!), "documents.jsonl")), line => line.Contains(Words));

        await ForgetAsync(hub, Some.IdOf(7), copies: true);
        AssertGone(hub);
        Assert.NotEmpty(Tombstones.Read(hub.Lake).All[1].UrlSha256);
    }

    [Fact]
    public async Task With_copies_every_record_of_the_work_goes_at_once()
    {
        string Copy() => Some.Line(7, row => (row["text"], row["title"], row["url"], row["source"], row["license"]) = ($"{Words} {Some.Text}", "The pelican's reading of harbour accounts", "https://pelican.example.org/harbour/accounts", "alignmentforum", "CC-BY-4.0"));
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Other, Secret(), Copy()]));
        await hub.RunAsync();

        var report = await ForgetAsync(hub, copies: true);

        Assert.Equal(2, report.Forgotten.Count);
        Assert.Empty(report.Remain);
        Assert.All(report.Forgotten, tombstone => Assert.NotEmpty(tombstone.UrlSha256));
        AssertGone(hub);
        await AssertProvedAsync(hub);
    }

    [Fact]
    public async Task What_people_decided_of_it_is_taken_back()
    {
        await using var hub = await SomeLakeAsync();
        Sluice.Corpus.Duplicates.Judgement.Append(hub.Lake, new("distinct", [DocumentId, Some.IdOf(3)], "Ada Sampleton"));
        Sluice.Corpus.Duplicates.Judgement.Append(hub.Lake, new("prefer", [Some.IdOf(3)], "Ada Sampleton"));
        Sluice.Corpus.Duplicates.Judgement.Append(hub.Lake, new("distinct", [Id, Some.IdOf(1), Some.IdOf(3)], "Bo Sample"));

        await ForgetAsync(hub);

        Assert.Equal(["prefer", "distinct"], Sluice.Corpus.Duplicates.Judgement.ReadAll(hub.Lake).Select(judgement => judgement.Decision));
        AssertGone(hub);
        Assert.Empty(Holding(hub.Lake, "unknown_id"));
    }

    /// <summary>Two rows that only another schema lets in, and did.</summary>
    static async Task<SomeHub> ReplayedAsync()
    {
        var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Secret(row => row["authors"] = new JsonArray("Ada Example", "Ada Example")), Some.Line(3, row => row["authors"] = new JsonArray("Bo Sample", "Bo Sample"))]));
        await hub.RunAsync();
        File.WriteAllText(hub.Beside("loose.json"), "{}");
        var replayed = await hub.Flow(new Sluice.Validate.ValidateOptions { Schema = hub.Beside("loose.json") }).ReplayAsync(hub.NewRun(), [SomeHub.Source], default);
        Assert.Equal(2, replayed.Replays.Sum(replay => replay.Admitted));
        return hub;
    }

    [Fact]
    public async Task A_replay_by_hand_that_let_it_in_is_made_again_by_the_registry_of_now_and_that_is_told()
    {
        await using var hub = await ReplayedAsync();

        var report = await ForgetAsync(hub);

        AssertGone(hub);
        await AssertProvedAsync(hub);
        Assert.Single(report.Erased!.Replayed);
        Assert.Equal("quarantined", (await new Why(hub.Lake).AskAsync(Some.IdOf(3), null, default)).State);
    }

    [Fact]
    public async Task A_replay_by_hand_that_has_nothing_to_do_with_it_stays()
    {
        await using var hub = await ReplayedAsync();

        var report = await ForgetAsync(hub, Some.IdOf(1));

        Assert.Empty(report.Erased!.Replayed);
        Assert.Empty(Verification.OfAll(hub.Lake));
        await AssertProvedAsync(hub);
        Assert.Equal("released", (await new Why(hub.Lake).AskAsync(Some.IdOf(3), null, default)).State);
        Assert.Equal("released", (await new Why(hub.Lake).AskAsync(Id, null, default)).State);
    }

    [Fact]
    public async Task A_line_of_it_that_cannot_be_read_goes_too()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Secret(), Secret()[..^9], "rubbish"]));
        await hub.RunAsync();

        await ForgetAsync(hub);

        AssertGone(hub);
        await AssertProvedAsync(hub);
        Assert.Equal(1, Dump.All(hub.Lake, SomeHub.Source)[0].Metadata.Counts.Dropped["malformed_json"]);
    }

    [Fact]
    public async Task A_dry_run_over_the_network_keeps_nothing_of_it()
    {
        await using var hub = await SomeLakeAsync();
        await ForgetAsync(hub);
        hub.Write("lesswrong.jsonl", Some.Line(1, row => row["title"] = "Changed"), Secret());

        var report = await hub.ExtractAsync(dryRun: true);

        Assert.Equal(1, report.Counts.Dropped["forgotten"]);
        Assert.Equal(0, report.Counts.Added);
    }

    [Fact]
    public async Task A_stage_of_its_own_waits_until_an_erasure_that_was_stopped_is_done()
    {
        await using var hub = await SomeLakeAsync();
        await Assert.ThrowsAsync<CheckTheMachineException>(() => ForgetAsync(hub, onStep: _ => throw new IOException("killed")));
        Assert.Contains("being forgotten", Assert.Throws<CorrectTheCallException>(() => Erasure.MustBeDone(hub.Lake)).Message);
        await hub.RunAsync();
        Erasure.MustBeDone(hub.Lake);
        AssertGone(hub);
    }

    [Fact]
    public async Task Why_explains_it_without_its_content_by_every_name()
    {
        await using var hub = await SomeLakeAsync();
        await ForgetAsync(hub);

        foreach (var name in new[] { Id, DocumentId, "lesswrong.jsonl:2" })
        {
            var answer = await new Why(hub.Lake).AskAsync(name, null, default);
            Assert.Equal("forgotten", answer.State);
            Assert.Contains("by Ada Sampleton: The author asked for it.", answer.Because);
            Assert.Empty(answer.Rows);
            Assert.All(answer.Dropped, drop => Assert.Equal("forgotten", drop.Reason));
            Assert.NotEmpty(answer.Dropped);
        }
    }

    [Fact]
    public async Task A_stranger_s_row_that_looks_like_a_marker_is_judged_like_any_row()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), $$"""{"forgotten":"{{DocumentId}}"}"""]));
        var counts = (await hub.ExtractAsync()).Counts;
        Assert.Equal((1, 0), (counts.Dropped["missing_date"], counts.Dropped.GetValueOrDefault("forgotten")));
    }
}
