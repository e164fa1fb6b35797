using Sluice.Corpus.Duplicates;
using Sluice.Records;
using Sluice.Zones;
using static Sluice.Tests.Corpus.Duplicates.SomeTexts;

namespace Sluice.Tests.Corpus.Duplicates;

/// <summary>Bugs that others had, each by its report: ours must pass on day one.</summary>
public sealed class InheritedDuplicateTests
{
    /// <summary>https://github.com/marin-community/marin/issues/6854: 859,092 rows became 2.</summary>
    [Fact]
    public async Task No_8_a_cluster_of_unrelated_rows_trips_the_breaker_and_nothing_is_deleted()
    {
        const int Rows = 300;
        var notice = Words(77, 60);
        await using var hub = await SomeHub.StartAsync(("rows.jsonl", [.. Enumerable.Range(1, Rows).Select(n => Row(n, notice))]));
        var clusters = await DuplicationTests.ClustersAsync(hub);
        Assert.Empty(clusters);
        Assert.Equal(1, DuplicationTests.ManifestOf(hub).Findings[FindingCode.DuplicatesTextTooCommon]);
        Assert.Equal(Rows, File.ReadLines(Path.Combine(hub.Lake.Release(hub.Lake.CurrentRelease!), "documents.jsonl")).Count());
    }

    /// <summary>The same of texts that are each a little different, of one address, and of a collection that would vanish.</summary>
    [Fact]
    public async Task No_8_also_where_they_are_only_similar_or_share_an_address()
    {
        var template = Words(77, 150);
        await using var similar = await SomeHub.StartAsync(("rows.jsonl", [.. Enumerable.Range(1, 200).Select(n => Row(n, $"{template} {Words(n, 4)}"))]));
        Assert.Empty(await DuplicationTests.ClustersAsync(similar));
        Assert.NotEmpty(DuplicationTests.ManifestOf(similar).Told);

        await using var address = await SomeHub.StartAsync(("rows.jsonl", [.. Enumerable.Range(1, 120).Select(n => Row(n, Words(n, 50), "https://example.org/"))]));
        Assert.Empty(await DuplicationTests.ClustersAsync(address));
        Assert.Contains(FindingCode.DuplicatesKeyTooCommon, DuplicationTests.ManifestOf(address).Findings.Keys);

        await using var pairs = await SomeHub.StartAsync(("rows.jsonl", [.. Enumerable.Range(1, 200).Select(n => Row(n, $"{Words((n + 1) / 2, 90)} {Words(n + 700, 5)}"))]));
        Assert.Empty(await DuplicationTests.ClustersAsync(pairs));
        Assert.Contains(FindingCode.DuplicatesCollectionLoss, DuplicationTests.ManifestOf(pairs).Findings.Keys);
    }

    /// <summary>https://github.com/ChenghaoMou/text-dedup/pull/132: disjoint clusters were merged again.</summary>
    [Fact]
    public void No_9_a_candidate_cluster_that_verifies_to_two_pairs_is_split()
    {
        var records = Enumerable.Range(0, 4).Select(n => SomeFacts.Of($"s:{n}")).ToList();
        // Bands may throw all four together; only 0 with 2 and 1 with 3 are tied when the texts are read.
        var stars = new Stars(records, [new Tie(0, 2) { IsCopy = true }, new Tie(1, 3) { IsCopy = true }]);
        Assert.Equal([[0, 2], [1, 3]], stars.Join().Select(cluster => cluster.Order().ToArray()).OrderBy(cluster => cluster[0]));
    }

    [Fact]
    public void No_9_a_chain_is_no_cluster()
    {
        var records = Enumerable.Range(0, 4).Select(n => SomeFacts.Of($"s:{n}", words: n == 1 ? 4000 : 300)).ToList();
        var stars = new Stars(records, [new Tie(0, 1) { IsCopy = true }, new Tie(1, 2) { IsCopy = true }, new Tie(2, 3) { IsCopy = true }]);
        Assert.Equal([[0, 1, 2]], stars.Join().Select(cluster => cluster.Order().ToArray()));
    }

    /// <summary>https://github.com/ChenghaoMou/text-dedup/issues/129: whole clusters were deleted.</summary>
    [Fact]
    public async Task No_10_exactly_one_record_stands_for_each_cluster()
    {
        await using var hub = await SomeHub.StartAsync(("rows.jsonl", [.. Enumerable.Range(1, 60).Select(n => Row(n, Words(n <= 40 ? 1 + (n % 10) : n, 120)))]));
        var clusters = await DuplicationTests.ClustersAsync(hub);
        Assert.Equal(10, clusters.Count);
        Assert.All(clusters, cluster => Assert.Single(cluster.Members, member => member.Id == cluster.Canonical && member.Relation == Relation.Same));
        var works = File.ReadLines(Path.Combine(hub.Lake.Release(hub.Lake.CurrentRelease!), "documents.jsonl")).Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!)
            .GroupBy(document => (string)document["work_id"]!).ToList();
        Assert.Equal(30, works.Count);
        Assert.All(works, work => Assert.Single(work, document => (string)document["document_id"]! == work.Key));
    }

    /// <summary>https://github.com/huggingface/datatrove/issues/249: a sentinel was removed as if it were a document.</summary>
    [Fact]
    public async Task No_12_texts_without_words_are_no_copies_of_each_other()
    {
        await using var hub = await SomeHub.StartAsync(("rows.jsonl", [Row(1, "…"), Row(2, "…"), Row(3, "— * —"), Row(4, "See link."), Row(5, "See link.")]));
        Assert.Empty(await DuplicationTests.ClustersAsync(hub));
    }

    /// <summary>https://github.com/allenai/s2-folks/issues/193: a preprint and its published version were listed twice.</summary>
    [Fact]
    public async Task No_21_preprint_and_published_version_are_one_work()
    {
        await using var hub = await SomeHub.StartAsync(("rows.jsonl", [
            Row(1, Words(1, 180), "https://arxiv.org/abs/2001.00001v2", "A made-up method for honest models", "arxiv", "Ada Sampleton", "2020-01-02T00:00:00Z"),
            Row(2, Words(1, 180), "https://proceedings.example.org/p12", "A Made-Up Method for Honest Models", "special_docs", "Sampleton, Ada", "2021-07-01T00:00:00Z", row => row["doi"] = "10.5555/p12")]));
        Assert.Equal(2, (await DuplicationTests.ClustersAsync(hub)).Single().Members.Count(member => member.IsCopy));
    }
}
