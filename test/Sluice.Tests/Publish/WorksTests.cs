using System.Text.Json.Nodes;
using Sluice.Publish;
using Sluice.Records;
using Sluice.Zones;
using static Sluice.Tests.SomeClusters;

namespace Sluice.Tests.Publish;

/// <summary>A release over a file of clusters: which record is of which work, and that works and records are counted apart.</summary>
public sealed class WorksTests
{
    static readonly Cluster Papers = Of(
        Member(1, Relation.Same), Member(2, Relation.PreprintOf), Member(3, Relation.CrossPost),
        Member(4, Relation.SummaryOf), Member(5, Relation.SummaryOf, work: 4), Member(6, Relation.LinkTo));

    static async Task<SomeHub> HubAsync()
    {
        var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [.. Enumerable.Range(1, 8).Select(i => Some.Line(i))]));
        await hub.RunAsync();
        return hub;
    }

    static Task<PublishReport> PublishAsync(SomeHub hub, string? lines)
    {
        var path = hub.Beside("clusters.jsonl");
        if (lines is not null)
            File.WriteAllText(path, lines);
        return hub.Flow().Publish().PublishAsync(hub.NewRun(), new ReleaseAnnotations(path, null), default);
    }

    static string InRelease(SomeHub hub, string release, string file) => Path.Combine(hub.Lake.Release(release), file);

    static Dictionary<string, (string Work, string Relation)> Works(SomeHub hub, string release) =>
        File.ReadLines(InRelease(hub, release, ReleaseManifest.Documents)).Select(line => JsonNode.Parse(line)!)
            .ToDictionary(document => (string)document["document_id"]!, document => ((string)document["work_id"]!, (string)document["work_relation"]!));

    static ReleaseManifest Manifest(SomeHub hub, string release) => ReceiptJson.Read<ReleaseManifest>(InRelease(hub, release, ReleaseManifest.FileName));

    [Fact]
    public async Task Each_document_tells_its_work_and_its_relation_to_it()
    {
        await using var hub = await HubAsync();

        var works = Works(hub, (await PublishAsync(hub, Lines(Papers))).Release!);

        Assert.Equal((DocumentId(1), "same"), works[DocumentId(1)]);
        Assert.Equal((DocumentId(1), "preprint-of"), works[DocumentId(2)]);
        Assert.Equal((DocumentId(1), "cross-post"), works[DocumentId(3)]);
        Assert.Equal((DocumentId(4), "same"), works[DocumentId(4)]);
        Assert.Equal((DocumentId(4), "version-of"), works[DocumentId(5)]);
        Assert.Equal((DocumentId(6), "same"), works[DocumentId(6)]);
        Assert.Equal((DocumentId(7), "same"), works[DocumentId(7)]);
    }

    [Fact]
    public async Task The_file_of_clusters_is_in_the_release_byte_for_byte_and_is_checked_like_any_other()
    {
        await using var hub = await HubAsync();
        var lines = Lines(Papers);

        var release = (await PublishAsync(hub, lines)).Release!;

        Assert.Equal(lines, File.ReadAllText(InRelease(hub, release, "duplicates.jsonl")));
        Assert.Equal((lines.Length, 1), (Manifest(hub, release).Files["duplicates.jsonl"].Bytes, Manifest(hub, release).Files["duplicates.jsonl"].Lines));
        File.AppendAllText(InRelease(hub, release, "duplicates.jsonl"), " ");
        Assert.NotEmpty(Checksums.Verify(hub.Lake.Release(release), ReleaseManifest.ChecksumList));
    }

    [Fact]
    public async Task Works_and_records_are_counted_apart()
    {
        await using var hub = await HubAsync();
        var release = (await PublishAsync(hub, Lines(Papers))).Release!;

        var manifest = Manifest(hub, release);

        Assert.Equal((8, 5), (manifest.DocumentCount, manifest.WorkCount));
        Assert.Equal(["cross-post=1", "preprint-of=1", "version-of=1"], manifest.ByRelation.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["link-to=1", "summary-of=1"], manifest.RelatedByRelation.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(manifest.DocumentCount, manifest.WorkCount + manifest.ByRelation.Values.Sum());
        Assert.Equal(manifest.WorkCount, Works(hub, release).Values.Select(work => work.Work).Distinct().Count());
        var page = File.ReadAllText(InRelease(hub, release, "QUALITY.md"));
        foreach (var line in new[] { "| records | 8 |", "| works | 5 |", "| copies: `preprint-of` | 1 |", "| works related to another: `summary-of` | 1 |" })
            Assert.Contains(line, page);
    }

    [Fact]
    public async Task Without_clusters_each_record_is_a_work_and_the_file_is_there_and_empty()
    {
        await using var hub = await HubAsync();
        var release = (await PublishAsync(hub, null)).Release!;

        Assert.Equal((8, 8, 0), (Manifest(hub, release).DocumentCount, Manifest(hub, release).WorkCount, Manifest(hub, release).ByRelation.Count));
        Assert.Equal((0, 0), (Manifest(hub, release).Files["duplicates.jsonl"].Bytes, Manifest(hub, release).Files["duplicates.jsonl"].Lines));
        Assert.All(Works(hub, release), pair => Assert.Equal((pair.Key, "same"), pair.Value));
        Assert.Equal(release, (await hub.Flow().Publish().PublishAsync(hub.NewRun(), default)).Release);
        Assert.Equal(release, (await PublishAsync(hub, "")).Release);
    }

    [Fact]
    public async Task Other_clusters_are_another_release_and_the_same_ones_the_same()
    {
        await using var hub = await HubAsync();
        var without = (await PublishAsync(hub, null)).Release;

        var one = (await PublishAsync(hub, Lines(Papers))).Release;
        var other = (await PublishAsync(hub, Lines(Papers with { Reasons = ["For another reason."] }))).Release;
        var again = await PublishAsync(hub, Lines(Papers));

        Assert.Equal(3, new[] { without, one, other }.Distinct().Count());
        Assert.Equal((one, true), (again.Release, again.Stage.Skipped));
    }

    [Fact]
    public async Task A_member_that_is_gone_since_is_passed_over()
    {
        await using var hub = await HubAsync();

        var release = (await PublishAsync(hub, Lines(Of(Member(1, Relation.Same), Member(2, Relation.Same), Member(99, Relation.CrossPost), Member(98, Relation.LinkTo)), Of(Member(97, Relation.Same), Member(96, Relation.Same))))).Release!;

        Assert.Equal((8, 7), (Manifest(hub, release).DocumentCount, Manifest(hub, release).WorkCount));
        Assert.Equal((1, 0), (Manifest(hub, release).ByRelation["same"], Manifest(hub, release).RelatedByRelation.Count));
    }

    [Fact]
    public async Task Clusters_of_other_documents_publish_nothing()
    {
        await using var hub = await HubAsync();
        var before = TempFolder.TreeOf(hub.Lake.Serveable);
        async Task<string> StopAsync(params Cluster[] clusters) => (await Assert.ThrowsAsync<GateFailedException>(() => PublishAsync(hub, Lines(clusters)))).Message;

        var gone = await StopAsync(Of(Member(99, Relation.Same), Member(2, Relation.CrossPost)));
        Assert.Contains(DocumentId(99), gone);
        Assert.Contains(DocumentId(2), gone);
        Assert.Contains(DocumentId(98), await StopAsync(Of(Member(1, Relation.Same), Member(2, Relation.SummaryOf, work: 98))));
        Assert.Contains("two clusters", await StopAsync(Of(Member(1, Relation.Same), Member(2, Relation.Same)), Of(Member(3, Relation.Same), Member(2, Relation.LinkTo))));
        Assert.Contains("itself names", await StopAsync(Of(Member(1, Relation.Same), Member(2, Relation.Same), Member(3, Relation.SummaryOf, work: 2))));
        Assert.Equal(before, TempFolder.TreeOf(hub.Lake.Serveable));
    }
}
