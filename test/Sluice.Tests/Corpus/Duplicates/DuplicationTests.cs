using Sluice.Corpus;
using Sluice.Corpus.Duplicates;
using Sluice.Records;
using Sluice.Zones;
using static Sluice.Tests.Corpus.Duplicates.SomeTexts;

namespace Sluice.Tests.Corpus.Duplicates;

/// <summary>What is joined, what is related and what is left apart, through the whole flow.</summary>
public sealed class DuplicationTests
{
    internal static async Task<List<Cluster>> ClustersAsync(SomeHub hub)
    {
        var release = (await hub.RunAsync()).Release!;
        var clusters = new List<Cluster>();
        await foreach (var cluster in ClusterFile.ReadAsync(Path.Combine(hub.Lake.Release(release), ClusterFile.InRelease)))
            clusters.Add(cluster);
        return clusters;
    }

    internal static CorpusManifest ManifestOf(SomeHub hub) => CorpusManifest.ReadFrom(Directory.EnumerateDirectories(hub.Lake.Corpus("duplicates")).Single())!;

    static async Task<List<Cluster>> OfAsync(params string[] rows)
    {
        await using var hub = await SomeHub.StartAsync(("rows.jsonl", rows));
        return await ClustersAsync(hub);
    }

    // "3 version-of 1": the members by number, the canonical one first.
    static string[] Told(IEnumerable<Cluster> clusters) =>
        [.. clusters.SelectMany(cluster => cluster.Members.Where(member => member.Id != cluster.Canonical)
            .Select(member => $"{Number(member.Id)} {member.Relation} {Number(cluster.Canonical)}")).Order(StringComparer.Ordinal)];

    static int Number(string documentId) => Enumerable.Range(1, 5000).First(n => documentId.EndsWith(Some.IdOf(n), StringComparison.Ordinal));

    [Fact]
    public async Task Records_that_have_nothing_in_common_are_in_no_cluster() =>
        Assert.Empty(await OfAsync(Row(1, Words(1, 300)), Row(2, Words(2, 300)), Row(3, Words(3, 300))));

    [Theory]
    [InlineData("https://arxiv.org/abs/2101.00001", "http://www.arxiv.org/pdf/2101.00001v3.pdf")]
    [InlineData("https://ar5iv.labs.arxiv.org/html/2101.00001", "https://arxiv.org/abs/2101.00001v1")]
    [InlineData("https://doi.org/10.5555/abc.DEF", "http://dx.doi.org/10.5555/ABC.def")]
    [InlineData("https://youtu.be/abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk&t=12")]
    [InlineData("https://example.org/paper/?utm_source=x", "http://www.example.org/paper")]
    public async Task Addresses_of_one_work_join_its_records_whatever_their_texts(string one, string other)
    {
        var clusters = await OfAsync(Row(1, Words(1, 300), one, title: "A work about the same thing"), Row(2, Words(1, 290) + " " + Words(2, 9), other, title: "A work about the same thing"));
        Assert.Single(Told(clusters));
        Assert.All(clusters.Single().Members, member => Assert.True(member.IsCopy));
    }

    [Fact]
    public async Task One_post_on_two_forums_is_a_cross_post()
    {
        var clusters = await OfAsync(
            Row(1, Words(1, 300), "https://www.lesswrong.com/posts/abcdefghijklmnopq/a-slug", source: "lesswrong"),
            Row(2, Words(1, 300), "https://www.alignmentforum.org/posts/abcdefghijklmnopq/another-slug", source: "alignmentforum"));
        var member = clusters.Single().Members[1];
        Assert.Equal(Relation.CrossPost, member.Relation);
        Assert.Contains("same key lesswrong:abcdefghijklmnopq", member.Evidence);
        Assert.Equal(1.0, member.Jaccard);
    }

    [Fact]
    public async Task Two_posts_of_one_forum_with_other_texts_stay_apart() => Assert.Empty(await OfAsync(
        Row(1, Words(1, 300), "https://www.lesswrong.com/posts/abcdefghijklmnopq/open-thread-of-this-month", title: "Open thread of this very month", author: "Ada Sampleton"),
        Row(2, Words(2, 300), "https://www.lesswrong.com/posts/bbcdefghijklmnopq/open-thread-of-this-month", title: "Open thread of this very month", author: "Ada Sampleton")));

    [Fact]
    public async Task A_preprint_and_the_published_work_are_one_by_title_and_first_author_though_years_apart()
    {
        var clusters = await OfAsync(
            Row(1, Words(1, 200), "https://arxiv.org/abs/2001.00001", "On the made-up limits of oversight", "arxiv", "Sampleton, Ada", "2020-01-02T00:00:00Z"),
            Row(2, Words(1, 190), "https://journal.example.org/10", "On the Made-Up Limits of Oversight.", "special_docs", "Ada Sampleton", "2022-05-01T00:00:00Z", row => row["doi"] = "10.5555/limits.10"));
        Assert.Equal(["1 preprint-of 2"], Told(clusters).Select(told => told.Replace("2 version-of 1", "1 preprint-of 2")));
        Assert.True(clusters.Single().Members.All(member => member.IsCopy));
    }

    [Fact]
    public async Task A_newsletter_row_is_related_to_the_paper_that_it_summarises_and_never_merged_with_it()
    {
        var clusters = await OfAsync(
            Row(1, Words(1, 400), "https://arxiv.org/abs/2101.00001", "A paper on made-up oversight methods", "arxiv"),
            Row(2, Words(2, 60), "http://arxiv.org/pdf/2101.00001", "A paper on made-up oversight methods", "alignment_newsletter"),
            Row(3, Words(1, 400), "https://arxiv.org/abs/2101.00001v2", "A paper on made-up oversight methods", "arxiv"));
        Assert.Contains("2 summary-of 1", Told(clusters));
        Assert.Equal([true, true, false], clusters.Single().Members.Select(member => member.IsCopy));
    }

    [Fact]
    public async Task One_sentence_that_stands_for_two_papers_in_a_newsletter_does_not_make_them_one() => Assert.Empty(await OfAsync(
        Row(1, Words(1, 40), "https://example.org/a", source: "alignment_newsletter"), Row(2, Words(1, 40), "https://example.org/b", source: "alignment_newsletter")));

    [Fact]
    public async Task A_post_under_a_papers_title_that_begins_with_a_link_to_it_is_a_link()
    {
        var clusters = await OfAsync(
            Row(1, Words(1, 400), "https://arxiv.org/abs/2101.00001", "A paper on made-up oversight methods", "arxiv"),
            Row(2, $"We have a [new paper](https://arxiv.org/pdf/2101.00001.pdf) out. {Words(2, 80)}", "https://www.lesswrong.com/posts/abcdefghijklmnopq/x", "[Linkpost] A paper on made-up oversight methods", "lesswrong"));
        Assert.Equal(["2 link-to 1"], Told(clusters));
    }

    [Fact]
    public async Task A_text_that_says_that_it_translates_another_is_a_translation()
    {
        var clusters = await OfAsync(
            Row(1, Words(1, 400), "https://example.org/original"),
            Row(2, $"This is a translation of [a post](http://www.example.org/original/) by its author. {Words(2, 300)}"));
        Assert.Equal(["2 translation-of 1"], Told(clusters));
    }

    [Fact]
    public async Task A_part_under_another_title_is_an_excerpt_and_under_the_same_a_version()
    {
        Assert.Equal(["2 excerpt-of 1"], Told(await OfAsync(Row(1, Words(1, 400)), Row(2, Words(1, 200)))));
        Assert.Equal(["2 version-of 1"], Told(await OfAsync(Row(1, Words(1, 400), title: "One and the same title"), Row(2, Words(1, 280), title: "One and the same title"))));
    }

    [Fact]
    public async Task Every_copy_is_kept_and_says_why_it_is_here()
    {
        await using var hub = await SomeHub.StartAsync(("rows.jsonl", [Row(1, Words(1, 300)), Row(2, Words(1, 300)), Row(3, Words(3, 300))]));
        var cluster = (await ClustersAsync(hub)).Single();
        Assert.Equal(3, File.ReadLines(Path.Combine(hub.Lake.Release(hub.Lake.CurrentRelease!), "documents.jsonl")).Count());
        Assert.All(cluster.Members, member => Assert.NotEmpty(member.Evidence));
        Assert.Equal([1.0, 1.0], cluster.Members.Select(member => member.Jaccard));
        Assert.NotEmpty(cluster.Reasons);
        Assert.Contains("same text, word for word", cluster.Members[1].Evidence);
    }

    [Fact]
    public async Task A_doi_that_a_careless_hand_gave_to_unlike_works_does_not_make_them_one()
    {
        var clusters = await OfAsync(
            Row(1, Words(1, 300), title: "The first chapter speaks of oversight", edit: row => row["doi"] = "10.5555/book"),
            Row(2, Words(2, 300), title: "Another person's thoughts about bananas", edit: row => row["doi"] = "10.5555/book"));
        Assert.Equal([Relation.LinkTo], clusters.Single().Members.Skip(1).Select(member => member.Relation));
        Assert.Contains("titles and texts differ, so it is another work", clusters.Single().Members[1].Evidence);
    }

    [Fact]
    public async Task A_second_run_without_news_does_not_look_again_and_a_folder_that_lost_its_data_is_made_again()
    {
        await using var hub = await SomeHub.StartAsync(("rows.jsonl", [Row(1, Words(1, 300)), Row(2, Words(1, 300))]));
        await hub.RunAsync();
        var again = await hub.RunAsync();
        Assert.True(again.Sources.Single().Stages.Single(stage => stage.Stage == "duplicates").Skipped);
        var data = Path.Combine(Directory.EnumerateDirectories(hub.Lake.Corpus("duplicates")).Single(), CorpusManifest.DataName);
        var before = File.ReadAllText(data);
        File.Delete(data);
        await hub.RunAsync();
        Assert.Equal(before, File.ReadAllText(data));
    }

    [Fact]
    public async Task What_is_known_of_old_texts_spares_work_and_changes_nothing()
    {
        string[] old = [.. Enumerable.Range(1, 30).Select(n => Row(n, Words(n, 200)))];
        string[] added = [Row(41, Words(7, 200)), Row(42, Words(8, 190) + " " + Words(900, 10))];
        await using var grown = await SomeHub.StartAsync(("rows.jsonl", old));
        await grown.RunAsync();
        grown.Write("rows.jsonl", [.. old, .. added]);
        await using var fresh = await SomeHub.StartAsync(("rows.jsonl", [.. old, .. added]));

        var (one, other) = (await ClustersAsync(grown), await ClustersAsync(fresh));
        Assert.Equal(Told(other), Told(one));
        Assert.Equal(2, one.Count);
        Assert.Single(Directory.EnumerateDirectories(grown.Lake.Corpus("duplicates")));
    }

    [Fact]
    public async Task Summaries_of_one_work_that_is_not_here_are_all_in_one_cluster() =>
        Assert.Equal(["1 link-to 3", "2 link-to 3"], Told(await OfAsync([.. Enumerable.Range(1, 3).Select(n =>
            Row(n, Words(n, 20 * n * n), "https://arxiv.org/abs/2101.00001", source: "alignment_newsletter"))])));

    [Fact]
    public async Task A_summary_stays_with_a_work_that_is_itself_an_excerpt_of_another()
    {
        var clusters = await OfAsync(
            Row(1, Words(1, 500)),
            Row(2, Words(1, 250), "https://arxiv.org/abs/2101.00001", source: "arxiv"),
            Row(3, Words(3, 60), "https://arxiv.org/abs/2101.00001", source: "alignment_newsletter"));
        Assert.Equal(["3 summary-of 2"], Told(clusters));
        Assert.Contains("same key arxiv:2101.00001", clusters.Single().Members.Single(member => member.Id.EndsWith(Some.IdOf(3))).Evidence);
    }

    [Fact]
    public async Task Every_record_that_shares_a_key_is_in_one_cluster_also_where_a_star_has_no_room()
    {
        // 1 and 2 share an arXiv id, 2 and 3 a DOI, 3 and 4 a post: a chain of four names.
        var clusters = await OfAsync(
            Row(1, Words(1, 200), "https://arxiv.org/abs/2101.00001", title: "One title for all of these"),
            Row(2, Words(1, 200), "https://arxiv.org/pdf/2101.00001", title: "One title for all of these", edit: row => row["doi"] = "10.5555/x"),
            Row(3, Words(1, 200), "https://www.lesswrong.com/posts/abcdefghijklmnopq/x", title: "One title for all of these", edit: row => row["doi"] = "10.5555/x"),
            Row(4, Words(4, 200), "https://www.alignmentforum.org/posts/abcdefghijklmnopq/x", title: "Quite another title by now"));
        Assert.Equal(4, clusters.Single().Members.Count);
    }
}
