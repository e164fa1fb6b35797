using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class ClusterFileTests
{
    static ClusterMember Member(string id, string relation, string? work = null) =>
        new("s:" + id, id, "arxiv", "https://example.org/" + id, relation, 0.123456, null, ["It says \"so\"."]) { Work = work };

    static readonly Cluster Some = new("s:paper", ["It is the paper."],
    [
        Member("paper", Relation.Same), Member("preprint", Relation.PreprintOf), Member("post", Relation.CrossPost),
        Member("summary", Relation.SummaryOf), Member("summary2", Relation.SummaryOf, "s:summary"), Member("link", Relation.LinkTo),
    ]);

    static string Line(Cluster cluster)
    {
        var json = new JsonLineBuilder();
        ClusterFile.Write(json, cluster);
        return Sluice.Tests.Some.Text8(json.Bytes);
    }

    [Fact]
    public async Task What_is_written_is_read_again()
    {
        using var folder = new TempFolder();
        folder.Write("clusters.jsonl", Line(Some) + "\n" + Line(Some with { Canonical = "s:other" }) + "\n");

        var read = new List<Cluster>();
        await foreach (var cluster in ClusterFile.ReadAsync(folder.File("clusters.jsonl")))
            read.Add(cluster);

        Assert.Equal(["s:paper", "s:other"], read.Select(cluster => cluster.Canonical));
        Assert.Equal(Line(Some), Line(read[0]));
    }

    [Fact]
    public void A_work_is_written_only_where_it_is_not_the_rule()
    {
        Assert.Equal(1, Line(Some).Split("\"work\":").Length - 1);
        Assert.Contains("""{"id":"s:summary2","upstream_id":"summary2","source":"arxiv","url":"https://example.org/summary2","relation":"summary-of","jaccard":0.1235,"containment":null,"evidence":["It says \"so\"."],"work":"s:summary"}""", Line(Some));
    }

    [Fact]
    public void Copies_are_the_canonical_record_s_work_and_related_records_their_own_unless_they_name_another() =>
        Assert.Equal(["s:paper", "s:paper", "s:paper", "s:summary", "s:summary", "s:link"], Some.Members.Select(Some.WorkOf));

    [Fact]
    public void A_relation_to_the_work_is_always_that_of_a_copy() =>
        Assert.Equal([Relation.Same, Relation.PreprintOf, Relation.CrossPost, Relation.Same, Relation.VersionOf, Relation.Same], Some.Members.Select(Some.RelationToWork));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"canonical\":7}")]
    [InlineData("rubbish")]
    public async Task A_line_that_is_no_cluster_is_named(string line)
    {
        using var folder = new TempFolder();
        folder.Write("clusters.jsonl", Line(Some) + "\n" + line + "\n");

        var stop = await Assert.ThrowsAsync<GateFailedException>(async () =>
        {
            await foreach (var _ in ClusterFile.ReadAsync(folder.File("clusters.jsonl")))
            {
            }
        });

        Assert.Contains("line 2", stop.Message);
    }
}
