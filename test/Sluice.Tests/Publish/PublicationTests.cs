using System.Text.Json.Nodes;
using Sluice.JsonSchema;
using Sluice.Publish;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Tests.Publish;

public sealed class PublicationTests
{
    static Task<SomeHub> HubAsync() => SomeHub.StartAsync(
        ("arxiv.jsonl", [Some.Line(7, row => row["source"] = "arxiv"), Some.Line(3, row => { row["source"] = "arxiv"; row["id"] = "Zz"; row["summaries"] = new JsonArray("In short."); })]),
        ("lesswrong.jsonl", [Some.Line(5, row => row["karma"] = 12), Some.Line(1)]));

    static List<JsonNode> Documents(SomeHub hub, string release) =>
        [.. File.ReadAllLines(Path.Combine(hub.Lake.Release(release), "documents.jsonl")).Select(line => JsonNode.Parse(line)!)];

    [Fact]
    public async Task Documents_are_sorted_by_document_id_and_conform_to_the_schema()
    {
        await using var hub = await HubAsync();
        var release = (await hub.RunAsync()).Release!;

        var ids = Documents(hub, release).Select(document => (string)document["document_id"]!).ToList();
        Assert.Equal([.. new[] { "Zz", Some.IdOf(1), Some.IdOf(5), Some.IdOf(7) }.Order(StringComparer.Ordinal).Select(id => "alignment_research:" + id)], ids);
        Assert.NotEqual(["Zz", Some.IdOf(1), Some.IdOf(5), Some.IdOf(7)], ids.Select(id => id["alignment_research:".Length..]));
        var schema = Schema.Load(SourceRegistry.Shipped("document_v1.json"));
        var findings = new List<Finding>();
        foreach (var line in File.ReadAllLines(Path.Combine(hub.Lake.Release(release), "documents.jsonl")))
            schema.Evaluate(Some.Read(line), findings);
        Assert.Empty(findings);
        Assert.Equal("In short.", (string?)Documents(hub, release)[ids.IndexOf("alignment_research:Zz")]["abstract"]);
        var signal = Documents(hub, release)[ids.IndexOf("alignment_research:" + Some.IdOf(5))]["signals"]!.AsArray().Single()!;
        Assert.Equal(("karma", 12), ((string?)signal["name"], (int)signal["value"]!));
        Assert.NotNull((string?)signal["observed_at"]);
    }

    [Fact]
    public async Task Publishing_twice_makes_one_release()
    {
        await using var hub = await HubAsync();
        var first = (await hub.RunAsync()).Release;
        var before = TempFolder.TreeOf(hub.Lake.Serveable);

        var again = await hub.Flow().PublishAsync(hub.NewRun(), default);

        Assert.Equal((first, true, 4), (again.Release, again.Stages[^1].Skipped, again.Stages[^1].Kept));
        Assert.Equal(before, TempFolder.TreeOf(hub.Lake.Serveable));
        Assert.Equal(first + "\n", File.ReadAllText(hub.Lake.CurrentFile));
    }

    [Fact]
    public async Task Publishing_mends_a_pointer_that_names_another_release()
    {
        await using var hub = await HubAsync();
        var release = (await hub.RunAsync()).Release;
        File.WriteAllText(hub.Lake.CurrentFile, "elsewhere\n");

        await hub.Flow().PublishAsync(hub.NewRun(), default);

        Assert.Equal(release, hub.Lake.CurrentRelease);
    }

    [Fact]
    public async Task The_manifest_counts_what_is_there()
    {
        await using var hub = await HubAsync();
        var release = (await hub.RunAsync()).Release!;
        var folder = hub.Lake.Release(release);

        var manifest = ReceiptJson.Read<ReleaseManifest>(Path.Combine(folder, ReleaseManifest.FileName));

        Assert.Equal((4, release), (manifest.DocumentCount, manifest.Release));
        Assert.Equal(["arxiv=2", "lesswrong=2"], manifest.ByCollection.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["2021=4"], manifest.ByYear.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(4, manifest.ByTier.Values.Sum());
        Assert.All(manifest.Files, file => Assert.Equal(file.Value.Sha256, Checksums.OfFile(Path.Combine(folder, file.Key))));
        Assert.Empty(Checksums.Verify(folder, ReleaseManifest.ChecksumList));
        Assert.Equal(["ATTRIBUTION.md", "LINEAGE.json", "MANIFEST.json", "QUALITY.md", "SHA256SUMS", "aliases.jsonl", "documents.jsonl", "duplicates.jsonl", "search.sqlite", "validation.html", "validation.json", "validation.md"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lineage_goes_back_to_upstreams_files_receipt_by_receipt()
    {
        await using var hub = await HubAsync();
        var report = await hub.RunAsync();

        var lineage = ReceiptJson.Read<ReleaseLineage>(Path.Combine(hub.Lake.Release(report.Release!), "LINEAGE.json")).Dumps.Single();

        Assert.Equal(report.Sources[0].Extract.Revision, lineage.Revision);
        Assert.Equal(["arxiv.jsonl", "lesswrong.jsonl"], lineage.Files.Select(file => file.Path));
        Assert.Equal(["validate", "clean", "enrich"], lineage.Stages.Select(stage => stage.Stage));
        Assert.Equal([lineage.Raw.Sha256, .. lineage.Stages.Select(stage => stage.OutputSha256)], [.. lineage.Stages.Select(stage => stage.InputSha256), lineage.Stages[^1].OutputSha256]);
    }

    [Fact]
    public async Task A_release_that_does_not_conform_is_refused()
    {
        await using var hub = await HubAsync();
        var release = (await hub.RunAsync()).Release;
        hub.Write("lesswrong.jsonl", Some.Line(1), Some.Line(2));
        var run = hub.NewRun();
        await hub.Flow().Extract(run, SomeHub.Source, hub.All).ExtractAsync(default);
        await hub.Flow().PromoteAsync(run, SomeHub.Source, [], default);
        var before = TempFolder.TreeOf(hub.Lake.Serveable);

        var stop = await Assert.ThrowsAsync<GateFailedException>(() =>
            new Publication(SourceRegistry.Load(), Schema.Parse("""{"properties":{"karma":{"type":"string"},"title":{"type":"null"}}}""")).PublishAsync(run, default));

        Assert.Contains("/title", stop.Message);
        Assert.Equal(before, TempFolder.TreeOf(hub.Lake.Serveable));
        Assert.Equal(release, hub.Lake.CurrentRelease);
    }

    [Fact]
    public async Task A_dump_that_has_not_come_all_the_way_is_not_left_out_silently()
    {
        await using var hub = await HubAsync();
        await hub.ExtractAsync();

        await Assert.ThrowsAsync<CorrectTheCallException>(() => hub.Flow().Publish().PublishAsync(hub.NewRun(), default));
    }

    [Fact]
    public async Task An_empty_lake_has_nothing_to_publish()
    {
        await using var hub = await HubAsync();

        Assert.Null((await hub.Flow().Publish().PublishAsync(hub.NewRun(), default)).Release);
        Assert.False(Directory.Exists(hub.Lake.Serveable));
    }
}
