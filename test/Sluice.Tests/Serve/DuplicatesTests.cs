using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;
using static Sluice.Tests.SomeClusters;

namespace Sluice.Tests.Serve;

public sealed class DuplicatesTests(DuplicatedLake lake) : IClassFixture<DuplicatedLake>
{
    Duplicates Duplicates => new(lake.Catalog);

    static string[] Told(IEnumerable<WorkMember> members) => [.. members.Select(member => $"{Enumerable.Range(1, 99).Single(i => DocumentId(i) == member.Id)} {member.Relation}")];

    [Fact]
    public async Task All_clusters_are_told_in_the_order_of_the_file_and_each_member_names_its_work()
    {
        var clusters = await Duplicates.AllAsync();

        Assert.Equal([DocumentId(1), DocumentId(9)], clusters.Select(cluster => cluster.Canonical));
        Assert.Equal(new[] { 1, 1, 1, 4, 4, 6 }.Select(DocumentId), clusters[0].Members.Select(member => member.Work));
        Assert.Equal(DuplicatedLake.Paper.Members.Select(member => member with { Work = null, Evidence = [] }), clusters[0].Members.Select(member => member with { Work = null, Evidence = [] }));
        Assert.Equal(["Record 2 is here for a reason."], clusters[0].Members[1].Evidence);
    }

    [Theory]
    [InlineData(Relation.PreprintOf, new[] { 1, 2 })]
    [InlineData(Relation.SummaryOf, new[] { 1, 4, 5 })]
    [InlineData(Relation.Same, new[] { 9, 8 })]
    [InlineData(Relation.TranslationOf, new int[0])]
    public async Task A_relation_chooses_the_members_beside_the_canonical_record(string relation, int[] members) =>
        Assert.Equal(members.Select(DocumentId), (await Duplicates.AllAsync(relation)).SelectMany(cluster => cluster.Members).Select(member => member.Id));

    [Fact]
    public async Task A_relation_that_there_is_not_is_refused_with_the_nearest() =>
        Assert.Contains("'summary-of'", (await Assert.ThrowsAsync<CorrectTheCallException>(() => Duplicates.AllAsync("sumary-of"))).Message);

    [Fact]
    public async Task Pages_hold_every_cluster_once()
    {
        var first = await Duplicates.PageAsync(limit: 1);
        var second = await Duplicates.PageAsync(limit: 1, skip: first.Next!.Value);

        Assert.Equal((2, 2, null), (first.Total, second.Total, second.Next));
        Assert.Equal([DocumentId(1), DocumentId(9)], first.Clusters.Concat(second.Clusters).Select(cluster => cluster.Canonical));
        Assert.Equal((2, 0, null), (await Duplicates.PageAsync(skip: 7)) is var beyond ? (beyond.Total, beyond.Clusters.Count, beyond.Next) : default);
    }

    [Fact]
    public void A_record_s_cluster_is_found_by_either_id_and_one_without_a_cluster_has_none()
    {
        Assert.Equal(DocumentId(1), Duplicates.Of(DocumentId(5))!.Canonical);
        Assert.Equal(DocumentId(1), Duplicates.Of(Some.IdOf(5))!.Canonical);
        Assert.Equal(2, Duplicates.Of(DocumentId(5), Relation.LinkTo)!.Members.Count);
        Assert.Null(Duplicates.Of(DocumentId(8), Relation.LinkTo));
        Assert.Null(Duplicates.Of(DocumentId(10)));
        Assert.Equal(2, Assert.Throws<CorrectTheCallException>(() => Duplicates.Of("nobody")).ExitCode);
    }

    [Fact]
    public void The_canonical_record_knows_its_copies_and_what_is_related_to_it()
    {
        var work = Duplicates.WorkOf(DocumentId(1));

        Assert.Equal((DocumentId(1), Relation.Same, null), (work.Id, work.Relation, work.RelatedTo));
        Assert.Equal(["2 preprint-of", "3 cross-post"], Told(work.Copies));
        Assert.Equal(["4 summary-of", "6 link-to"], Told(work.Related));
        Assert.Equal(["It was elected."], work.Reasons);
        Assert.Equal(("How penguins waddle: a draft", "arxiv", "2020-04-01"), (work.Copies[0].Title, work.Copies[0].Collection, work.Copies[0].Date));
        Assert.Equal(["Record 2 is here for a reason."], work.Copies[0].Evidence);
    }

    [Fact]
    public void A_copy_knows_what_stands_for_it_and_the_other_copies()
    {
        var work = Duplicates.WorkOf(DocumentId(2));

        Assert.Equal((DocumentId(1), Relation.PreprintOf), (work.Id, work.Relation));
        Assert.Equal(["1 same", "3 cross-post"], Told(work.Copies));
        Assert.Equal(["4 summary-of", "6 link-to"], Told(work.Related));
        Assert.Equal(["Record 2 is here for a reason."], work.Evidence);
    }

    [Fact]
    public void A_related_work_has_copies_of_its_own_and_knows_what_it_is_related_to()
    {
        var summary = Duplicates.WorkOf(DocumentId(4));
        Assert.Equal((DocumentId(4), Relation.Same), (summary.Id, summary.Relation));
        Assert.Equal(["5 version-of"], Told(summary.Copies));
        Assert.Empty(summary.Related);
        Assert.Equal(["1 summary-of"], Told([summary.RelatedTo!]));

        var copy = Duplicates.WorkOf(DocumentId(5));
        Assert.Equal((DocumentId(4), Relation.VersionOf), (copy.Id, copy.Relation));
        Assert.Equal(["1 summary-of"], Told([copy.RelatedTo!]));
    }

    [Fact]
    public void A_record_in_no_cluster_is_a_work_of_its_own_and_a_member_that_is_gone_is_not_told()
    {
        var alone = Duplicates.WorkOf(DocumentId(10));
        Assert.Equal((DocumentId(10), Relation.Same, 0, 0), (alone.Id, alone.Relation, alone.Copies.Count, alone.Related.Count));

        Assert.Empty(Duplicates.WorkOf(DocumentId(9)).Related);
    }

    [Fact]
    public async Task Why_tells_the_work_from_the_release()
    {
        var why = await new Why(lake.Hub.Lake).AskAsync(Some.IdOf(3), null, default);
        Assert.Equal((DocumentId(1), Relation.CrossPost, 2), (why.Work!.Id, why.Work.Relation, why.Work.Copies.Count));

        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        await hub.ExtractAsync();
        Assert.Null((await new Why(hub.Lake).AskAsync(Some.IdOf(1), null, default)).Work);
    }

    [Fact]
    public void A_release_of_before_says_what_to_do()
    {
        using var folder = new TempFolder();
        var manifest = ReceiptJson.Read<ReleaseManifest>(Path.Combine(lake.Hub.Lake.Release(lake.Catalog.Current().Id), ReleaseManifest.FileName));
        folder.Write("serveable/current", "old\n");
        folder.Write("serveable/releases/old/MANIFEST.json", ReceiptJson.Write(manifest with { Release = "old", Files = [] }));

        Assert.Contains("sluice publish", Assert.Throws<GateFailedException>(() => new Catalog(new Lake(folder.Path)).Current()).Message);
    }
}
