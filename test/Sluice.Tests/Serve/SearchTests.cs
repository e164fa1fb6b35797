using Sluice.Records;
using Sluice.Serve;

namespace Sluice.Tests.Serve;

public sealed class SearchTests(PublishedLake lake) : IClassFixture<PublishedLake>
{
    SearchPage Find(string query, DocumentFilter? filter = null, int limit = 200, int skip = 0) =>
        new Search(lake.Catalog).Query(query, filter ?? new DocumentFilter(), limit, skip);

    int[] Numbers(string query) => [.. Find(query).Hits.Select(hit => Enumerable.Range(1, 99).Single(number => hit.Document.DocumentId.EndsWith(Some.IdOf(number), StringComparison.Ordinal))).Order()];

    [Theory]
    [InlineData("penguins", new[] { 11, 30, 31 })]
    [InlineData("PENGUIN", new[] { 11, 30, 31 })]
    [InlineData("runs", new[] { 12, 13 })]
    [InlineData("generalize", new[] { 12 })]
    [InlineData("naive", new[] { 12 })]
    [InlineData("Naïve", new[] { 12 })]
    [InlineData("漢字", new[] { 12 })]
    [InlineData("quick fox", new[] { 12, 13 })]
    [InlineData("\"quick brown fox\"", new[] { 12 })]
    [InlineData("\"brown quick\" fox", new[] { 13 })]
    [InlineData("fox -generalized", new[] { 13 })]
    [InlineData("fox -\"brown quick\"", new[] { 12 })]
    [InlineData("pengu*", new[] { 11, 30, 31 })]
    [InlineData("pengu", new int[0])]
    [InlineData("title:fox", new[] { 13 })]
    [InlineData("text:fox", new[] { 12, 13 })]
    [InlineData("title:\"brown one\"", new[] { 13 })]
    [InlineData("tag:markup", new[] { 11 })]
    [InlineData("author:eva", new[] { 11 })]
    [InlineData("author:o'hara", new[] { 11 })]
    [InlineData("-title:fox fox", new[] { 12 })]
    [InlineData("fox AND quick", new int[0])]
    [InlineData("nothinglikeit", new int[0])]
    public void Words_stems_phrases_prefixes_and_fields_are_found(string query, int[] documents) => Assert.Equal(documents, Numbers(query));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"\"")]
    [InlineData("*")]
    [InlineData("- ( ) ^ :")]
    [InlineData("-fox")]
    public void A_query_without_a_word_that_must_occur_is_refused(string query) =>
        Assert.Equal(2, Assert.Throws<CorrectTheCallException>(() => Find(query)).ExitCode);

    [Theory]
    [InlineData(101), InlineData(102), InlineData(103)]
    public void Whatever_is_typed_is_text_and_never_syntax(int seed)
    {
        var random = new Random(seed);
        var pieces = new[] { "\"", "'", "*", "(", ")", ":", "-", "^", "{", "}", "+", "~", ",", ";", "\\", "/", "%", "_", "\0", "\u0001", " ", " ", "fox", "AND", "OR", "NOT", "NEAR(", "title:", "rowid:", "tag:", "text", "é", "漢", "😀", "\ud800", "--", "$query", "1" };
        var found = 0;
        for (var i = 0; i < 150; i++)
        {
            var query = string.Concat(random.GetItems(pieces, 1 + random.Next(8)));
            try
            {
                found += Find(query).Hits.Count;
            }
            catch (CorrectTheCallException)
            {
            }
        }
        Assert.NotEqual(0, found);
    }

    [Fact]
    public void Hostile_markup_comes_out_escaped_with_only_the_hits_marked()
    {
        var hit = Find("oversight penguins alert").Hits.Single(hit => hit.Document.DocumentId.EndsWith(Some.IdOf(11), StringComparison.Ordinal));

        Assert.Equal("&lt;script&gt;<mark>alert</mark>(&quot;<mark>oversight</mark>&quot;)&lt;/script&gt; &amp; more", hit.TitleHtml);
        Assert.Contains("&lt;img src=x onerror=<mark>alert</mark>(1)&gt;", hit.SnippetHtml);
        Assert.DoesNotContain("<img", hit.SnippetHtml);
        Assert.DoesNotContain("<b>", hit.SnippetHtml);
        Assert.Equal("""<script>alert("oversight")</script> & more""", hit.Document.Title);
    }

    [Fact]
    public void A_control_character_in_a_title_marks_nothing()
    {
        var hit = Find("walrus").Hits.Single();

        Assert.Equal("One <mark>walrus</mark> and  more", hit.TitleHtml);
    }

    [Fact]
    public void Facets_count_all_matches_and_not_the_page()
    {
        var page = Find("oversight", limit: 2);

        Assert.Equal((15, 2, 2), (page.Total, page.Hits.Count, page.Next));
        Assert.Equal(page.Total, page.Facets["collection"].Sum(value => value.Count));
        Assert.Equal(page.Total, page.Facets["year"].Sum(value => value.Count));
        Assert.Equal(["Markup=1", "safety=1"], page.Facets["tag"].Select(value => $"{value.Value}={value.Count}").Order());
    }

    [Fact]
    public void Pages_hold_every_match_once_best_first()
    {
        var all = Find("oversight").Hits.Select(hit => hit.Document.DocumentId).ToList();
        var walked = new List<string>();
        for (int? skip = 0; skip is { } from;)
        {
            var page = Find("oversight", limit: 4, skip: from);
            walked.AddRange(page.Hits.Select(hit => hit.Document.DocumentId));
            skip = page.Next;
        }

        Assert.Equal(all, walked);
        Assert.Equal(15, walked.Distinct().Count());
        var scores = Find("fox").Hits.Select(hit => hit.Score).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.EndsWith(Some.IdOf(13), Find("fox").Hits[0].Document.DocumentId);
    }

    [Fact]
    public void A_filter_narrows_matches_total_and_facets_alike()
    {
        var page = Find("penguins", new DocumentFilter { Collections = ["arxiv", "alignment_newsletter"] });

        Assert.Equal((2, 2), (page.Total, page.Hits.Count));
        Assert.Equal([new FacetValue("arxiv", 2)], page.Facets["collection"]);
        Assert.Equal(0, Find("penguins", new DocumentFilter { YearTo = 2019 }).Total);
        Assert.Throws<CorrectTheCallException>(() => Find("penguins", new DocumentFilter { Collections = ["distill"] }));
    }
}
