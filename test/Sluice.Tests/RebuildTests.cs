using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Tests;

/// <summary>A lake is proved by making it again from upstream's own bytes.</summary>
public sealed class RebuildTests
{
    /// <summary>A full dump, a delta, and an empty one that only moved the cursor; rows kept, dropped, defective and rejected.</summary>
    static async Task<SomeHub> SomeLakeAsync()
    {
        var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(1, row => row["source"] = "arxiv"), "rubbish"]), ("lesswrong.jsonl", [Some.Line(2), Some.Line(3), Some.Line(3), Some.Line(4, row => row["url"] = "no address")]));
        await hub.RunAsync();
        hub.Write("lesswrong.jsonl", Some.Line(2, row => row["title"] = "Another title"), Some.Line(5, row => row.Remove("date_published")));
        await hub.RunAsync();
        hub.Write("lesswrong.jsonl", "", Some.Line(2, row => row["title"] = "Another title"), Some.Line(5, row => row.Remove("date_published")));
        await hub.RunAsync();
        return hub;
    }

    static async Task<List<Rebuilt>> RebuildAsync(SomeHub hub, bool fromRaw = false, ValidateOptions? validate = null, Sluice.Clean.CleanOptions? clean = null)
    {
        using var elsewhere = new TempFolder();
        var rebuild = new Rebuild(hub.Flow(validate, clean), hub.Lake, hub.Lake.Shadow(elsewhere.Path, fromRaw), NullLogger.Instance, fromRaw);
        var told = new List<Rebuilt>();
        await foreach (var rebuilt in rebuild.SourceAsync(SomeHub.Source, default))
            told.Add(rebuilt);
        if (told.All(rebuilt => rebuilt.Status == "identical") && await rebuild.ReleaseAsync(default) is { } release)
            told.Add(release);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return told;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_nobody_touched_is_made_again_byte_for_byte_and_nothing_is_written(bool fromRaw)
    {
        await using var hub = await SomeLakeAsync();
        var before = hub.LakeTree;

        var told = await RebuildAsync(hub, fromRaw);

        Assert.All(told, rebuilt => Assert.Equal(("identical", 0), (rebuilt.Status, rebuilt.Differences.Count)));
        Assert.Equal(fromRaw ? 0 : 3, told.Count(rebuilt => rebuilt.Name.Count(c => c is '/' or ' ') == 1 && !rebuilt.Name.StartsWith("release")));
        Assert.Equal(9, told.Count(rebuilt => rebuilt.Name.EndsWith("ed")));
        Assert.StartsWith("release/", told[^1].Name);
        Assert.Equal(before, hub.LakeTree);
    }

    [Theory]
    [InlineData("data.jsonl", "oversight", "undersight")]
    [InlineData("dropped.jsonl", "malformed_json", "too_short")]
    [InlineData("snapshot.jsonl", "\"sha256\":\"", "\"sha256\":\"0")]
    [InlineData("_metadata.json", "\"blank\": 0", "\"blank\": 1")]
    public async Task A_dump_that_was_edited_differs_with_its_place_though_its_checksums_were_mended(string file, string from, string to)
    {
        await using var hub = await SomeLakeAsync();
        var dump = Dump.All(hub.Lake, SomeHub.Source)[0];
        var path = Path.Combine(dump.Folder, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to));
        Checksums.Write(dump.Folder, Checksums.FileName);

        var difference = (await RebuildAsync(hub)).SelectMany(rebuilt => rebuilt.Differences).First();

        Assert.StartsWith(path, difference.File);
        Assert.NotEqual(difference.Found, difference.Expected);
    }

    [Theory]
    [InlineData("validated", "data.jsonl", "oversight", "undersight")]
    [InlineData("validated", "findings.jsonl", "id.duplicate", "id.triplicate")]
    [InlineData("enriched", "data.jsonl", "\"word_count\":", "\"word_count\":1")]
    public async Task A_zone_that_was_edited_differs(string zone, string file, string from, string to)
    {
        await using var hub = await SomeLakeAsync();
        var path = Path.Combine(hub.Lake.Root, "transformed", zone, SomeHub.Source, Dump.All(hub.Lake, SomeHub.Source)[0].Name, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to));

        var told = await RebuildAsync(hub, fromRaw: true);

        Assert.StartsWith(path, Assert.Single(told, rebuilt => rebuilt.Status == "different").Differences.Single().File);
    }

    [Fact]
    public async Task A_release_that_was_edited_differs()
    {
        await using var hub = await SomeLakeAsync();
        File.AppendAllText(Path.Combine(hub.Lake.Release(hub.Lake.CurrentRelease!), "documents.jsonl"), "{}\n");
        Assert.Contains("documents.jsonl", Assert.Single(await RebuildAsync(hub), rebuilt => rebuilt.Status == "different").Differences.Single().File);
    }

    [Fact]
    public async Task An_upstream_file_that_is_gone_is_named()
    {
        await using var hub = await SomeLakeAsync();
        var file = Dump.All(hub.Lake, SomeHub.Source)[0].Metadata.Files[0];
        File.Delete(Path.Combine(hub.Lake.Files(SomeHub.Source), file.Sha256));
        Assert.Contains((await RebuildAsync(hub))[0].Differences, difference => difference.File.EndsWith(file.Sha256) && difference.Expected.Contains("arxiv.jsonl"));
    }

    [Fact]
    public async Task The_ascii_view_is_made_again_where_it_was_asked_for_and_served()
    {
        var clean = new Sluice.Clean.CleanOptions { AsciiView = true };
        await using var hub = await SomeHub.StartAsync();
        hub.Write("lesswrong.jsonl", Some.Line(1, row => (row["license"], row["text"]) = ("CC-BY-4.0", "π 😀 " + Some.Text)));

        var report = await hub.RunAsync(clean: clean);

        Assert.Contains("\"text\":\"pi [U+1F600] ", File.ReadAllText(Path.Combine(hub.Lake.Release(report.Release!), "documents.jsonl")));
        Assert.Equal(1, report.ToJson()["stages"]!.AsArray().First(stage => (string)stage!["stage"]! == "clean")!["findings"]!["text.ascii_unmapped"]!.GetValue<long>());
        Assert.Equal(1, Sluice.Serve.Overview.Of(hub.Lake).Dumps[0].Stages.First(stage => stage.Stage == "clean").Findings["text.ascii_unmapped"]);
        Assert.Equal((0x1F600, 1L, 1L), Assert.Single(await Sluice.Clean.Transliteration.UnmappedReport.OfAsync(hub.Lake, [SomeHub.Source], default)) is var unmapped ? (unmapped.CodePoint, unmapped.Count, unmapped.Records) : default);
        Assert.All(await RebuildAsync(hub, clean: clean), rebuilt => Assert.Equal("identical", rebuilt.Status));
        Assert.Contains("configuration", (await RebuildAsync(hub)).First(rebuilt => rebuilt.Status == "different").Differences.Single().Found);
    }

    [Fact]
    public async Task Another_configuration_is_told_from_damage()
    {
        await using var hub = await SomeLakeAsync();
        var schema = Path.Combine(Path.GetDirectoryName(hub.Lake.Root)!, "any.json");
        File.WriteAllText(schema, "{}");
        var told = await RebuildAsync(hub, fromRaw: true, new ValidateOptions { Schema = schema });
        Assert.Contains("configuration", told[0].Differences.Single().Found);
    }

    [Fact]
    public async Task Every_oddity_of_upstream_rests_byte_for_byte_or_is_a_coded_reject_with_its_place()
    {
        var kept = Oddities.Kept.Select(Oddities.RowWith).ToList();
        var text = "\uFEFF" + string.Join("\r\n", kept) + "\n\n   \n" + string.Join("\n", Oddities.Malformed) + "\n" + Some.Line(99);
        await using var hub = await SomeHub.StartAsync();
        hub.WriteBytes("lesswrong.jsonl", [.. Some.Bytes(text)]);

        var report = await hub.ExtractAsync();

        var dump = hub.Dump(report);
        var rows = File.ReadLines(dump.Data).Select(line => Some.Text8(UpstreamLines.AsSent(Some.Read(line)).Span)).ToList();
        Assert.Equal([.. kept, Some.Line(99)], rows);
        Assert.Equal((2, (long)Oddities.Malformed.Count), (report.Counts.Blank, report.Counts.Dropped["malformed_json"]));
        var (dropped, quarantined) = (File.ReadAllLines(Path.Combine(dump.Folder, "dropped.jsonl")), File.ReadAllLines(Path.Combine(dump.Quarantine, "data.jsonl")));
        foreach (var (line, i) in Oddities.Malformed.Select((line, i) => (line, i)))
        {
            var place = System.Text.Json.Nodes.JsonNode.Parse(dropped[i])!;
            Assert.Equal(Some.Bytes(text).AsSpan().IndexOf(Some.Bytes(line)), (int)place["byte_offset"]!);
            Assert.Equal(kept.Count + 3 + i, (int)place["line"]!);
            Assert.Equal(line, (string)System.Text.Json.Nodes.JsonNode.Parse(quarantined[i])!["raw"]!);
        }
        Assert.DoesNotContain(await RebuildAsync(hub), rebuilt => rebuilt.Status == "different");
    }

    [Fact]
    public async Task A_sample_is_skipped_and_an_archived_chain_is_proved_in_place()
    {
        await using var hub = await SomeLakeAsync();
        await hub.ExtractAsync(options => options with { Limit = 1 });
        hub.Clock.Advance(TimeSpan.FromDays(100));
        await hub.RunAsync(options => options with { Mode = Sluice.Extract.ExtractMode.Full });
        new Archive(hub.Lake).Move(ArchivePlan.Of(hub.Lake, [SomeHub.Source], TimeSpan.FromDays(90), hub.Clock.GetUtcNow()), [SomeHub.Source], default);
        Assert.Equal(4, Dump.Archived(hub.Lake, SomeHub.Source).Count);

        var told = await RebuildAsync(hub);

        Assert.Equal(4, told.Count(rebuilt => rebuilt.Status == "identical" && !rebuilt.Name.Contains(' ')));
        Assert.Contains("sample", Assert.Single(told, rebuilt => rebuilt.Status == "skipped").Because);
        Assert.DoesNotContain(told, rebuilt => rebuilt.Status == "different");
    }
}
