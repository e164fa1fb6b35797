using Sluice.Serve;
using static Sluice.Tests.SomeClusters;

namespace Sluice.Tests.Serve;

/// <summary>Search, lists and charts give works; copies of one work are one answer.</summary>
public sealed class CollapseTests(DuplicatedLake lake) : IClassFixture<DuplicatedLake>
{
    static readonly DocumentFilter Any = new();

    SearchPage Find(string query, DocumentFilter? filter = null, int limit = 200, int skip = 0, bool copies = false) =>
        new Search(lake.Catalog).Query(query, filter ?? Any, limit, skip, copies);

    DocumentPage List(DocumentFilter? filter = null, int limit = 200, string? cursor = null, bool copies = false) => lake.Catalog.List(filter ?? Any, limit, cursor, copies);

    static IEnumerable<string> Shown(SearchPage page) => page.Hits.Select(hit => hit.Document.DocumentId);

    static readonly DocumentFilter[] Filters =
    [
        new(), new() { Collections = ["arxiv"] }, new() { Collections = ["lesswrong"] }, new() { Collections = ["lesswrong", "alignment_newsletter"] },
        new() { YearTo = 2020 }, new() { YearFrom = 2020, YearTo = 2021 }, new() { YearFrom = 2022 }, new() { Tag = "safety" }, new() { Tag = "FOXES" },
        new() { Author = "ada example" }, new() { Collections = ["arxiv"], YearTo = 2020 }, new() { Tier = "C" }, new() { YearFrom = 2030 },
    ];

    public static TheoryData<int> EachFilter { get; } = new(Enumerable.Range(0, Filters.Length));

    [Fact]
    public void Copies_of_one_work_are_one_hit_and_works_and_records_are_counted_apart()
    {
        var page = Find("penguins");

        Assert.Equal((3, 6), (page.Total, page.Records));
        Assert.Equal(new[] { 1, 4, 6 }.Select(DocumentId).Order(), Shown(page).Order());
        Assert.Equal(["1 with 2", "4 with 1", "6 with 0"], page.Hits.Select(hit => $"{Enumerable.Range(1, 9).Single(i => DocumentId(i) == hit.Document.DocumentId)} with {hit.Document.Copies}").Order());
        Assert.All(page.Hits, hit => Assert.Equal(hit.Document.DocumentId, hit.Document.WorkId));
        Assert.All(page.Hits, hit => Assert.Null(hit.MatchedCopy));
    }

    [Fact]
    public void Where_only_a_copy_has_the_words_the_work_is_shown_and_the_copy_is_named()
    {
        var hit = Find("walrus").Hits.Single();

        Assert.Equal((DocumentId(1), DocumentId(2)), (hit.Document.DocumentId, hit.MatchedCopy!.DocumentId));
        Assert.Equal("How &lt;penguins&gt; waddle", hit.TitleHtml);
        Assert.Contains("<mark>walrus</mark>", hit.SnippetHtml);
    }

    [Fact]
    public void Where_the_filter_leaves_the_canonical_record_out_the_best_copy_is_shown()
    {
        var hit = Find("penguins", new DocumentFilter { Collections = ["lesswrong"] }).Hits.Single(hit => hit.Document.WorkId == DocumentId(1));
        Assert.Equal((DocumentId(3), 2, null), (hit.Document.DocumentId, hit.Document.Copies, hit.MatchedCopy));

        var early = Find("penguins", new DocumentFilter { YearTo = 2020 });
        Assert.Equal([DocumentId(2)], Shown(early));
        Assert.Equal([DocumentId(2)], List(new DocumentFilter { Collections = ["arxiv"], YearTo = 2020 }).Documents.Select(document => document.DocumentId));
    }

    [Fact]
    public void A_work_is_as_good_as_its_best_record_and_equals_go_by_document_id()
    {
        var (works, records) = (Find("penguins"), Find("penguins", copies: true));
        foreach (var hit in works.Hits)
            Assert.Equal(records.Hits.Where(record => record.Document.WorkId == hit.Document.WorkId).Max(record => record.Score), hit.Score);
        Assert.Equal(works.Hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Document.WorkId, StringComparer.Ordinal).Select(hit => hit.Document.DocumentId), Shown(works));

        var equal = Find("note");
        Assert.Equal(6, equal.Total);
        Assert.Equal(Shown(equal).Order(StringComparer.Ordinal), Shown(equal));
        Assert.Equal(DocumentId(9), Find("foxes").Hits.Single().Document.DocumentId);
    }

    [Fact]
    public void With_copies_each_record_is_a_hit()
    {
        var page = Find("penguins", copies: true);

        Assert.Equal((6, 6), (page.Total, page.Records));
        Assert.Equal(Enumerable.Range(1, 6).Select(DocumentId).Order(), Shown(page).Order());
        Assert.Equal(page.Total, page.Facets["collection"].Sum(value => value.Count));
        Assert.All(page.Hits, hit => Assert.Contains("<mark>", hit.SnippetHtml));
    }

    [Theory]
    [MemberData(nameof(EachFilter))]
    public void A_facet_says_how_many_a_search_that_is_narrowed_by_it_finds(int number)
    {
        foreach (var copies in new[] { false, true })
            foreach (var query in new[] { "alignment", "penguins", "foxes", "waddle" })
            {
                var filter = Filters[number];
                var page = Find(query, filter, copies: copies);
                foreach (var value in page.Facets["collection"].Where(value => filter.Collections.Count == 0))
                    Assert.Equal(Find(query, filter with { Collections = [value.Value] }, copies: copies).Total, value.Count);
                foreach (var value in page.Facets["year"].Where(_ => filter.YearFrom is null && filter.YearTo is null))
                    Assert.Equal(Find(query, filter with { YearFrom = int.Parse(value.Value), YearTo = int.Parse(value.Value) }, copies: copies).Total, value.Count);
                foreach (var value in page.Facets["tag"].Where(_ => filter.Tag is null))
                    Assert.Equal(Find(query, filter with { Tag = value.Value }, copies: copies).Total, value.Count);
            }
        Assert.NotEmpty(Find("alignment").Facets["tag"]);
    }

    // What a list must hold, told in the plainest way: group the records that pass.
    IEnumerable<string> Expected(DocumentFilter filter)
    {
        var stands = List(copies: true).Documents.Where(document => document.WorkId == document.DocumentId).Select(document => document.DocumentId).ToHashSet();
        var records = List(filter, copies: true).Documents;
        return records.GroupBy(record => record.WorkId)
            .Select(work => work.FirstOrDefault(record => stands.Contains(record.DocumentId)) ?? work.First())
            .OrderByDescending(record => record.Date, StringComparer.Ordinal).ThenBy(record => record.DocumentId, StringComparer.Ordinal).Select(record => record.DocumentId);
    }

    [Theory]
    [MemberData(nameof(EachFilter))]
    public void A_list_holds_each_work_once_newest_first_and_its_cursor_walks_works(int number)
    {
        var expected = Expected(Filters[number]).ToList();
        foreach (var limit in new[] { 1, 2, 3, 200 })
        {
            var walked = new List<string>();
            string? cursor = null;
            do
            {
                var page = List(Filters[number], limit, cursor);
                Assert.Equal((expected.Count, List(Filters[number], copies: true).Total), (page.Total, page.Records));
                walked.AddRange(page.Documents.Select(document => document.DocumentId));
                cursor = page.Next;
            }
            while (cursor is not null);
            Assert.Equal(expected, walked);
        }
    }

    [Theory]
    [MemberData(nameof(EachFilter))]
    public void Pages_of_a_search_hold_each_work_once(int number)
    {
        var all = Shown(Find("alignment", Filters[number])).ToList();
        var walked = new List<string>();
        for (int? skip = 0; skip is { } from;)
        {
            var page = Find("alignment", Filters[number], limit: 2, skip: from);
            walked.AddRange(Shown(page));
            skip = page.Next;
        }

        Assert.Equal(all, walked);
        Assert.Equal(Expected(Filters[number]).Order(), all.Order());
        Assert.Equal(all.Count, Find("alignment", Filters[number]).Total);
    }

    [Fact]
    public void The_lake_holds_what_these_tests_take_for_granted() =>
        Assert.Equal((DuplicatedLake.Works, DuplicatedLake.Records, DuplicatedLake.Records), (List().Total, List().Records, List(copies: true).Total));

    [Fact]
    public void Charts_count_works_and_records_where_asked_for()
    {
        var timeline = new Timeline(lake.Catalog);
        static string[] Told(IEnumerable<FacetValue> values) => [.. values.Select(value => $"{value.Value}={value.Count}")];

        Assert.Equal(["2019=6", "2020=1", "2021=3", "2022=1"], Told(timeline.ByYear(Any)));
        Assert.Equal(["2019=6", "2020=1", "2021=5", "2022=2"], Told(timeline.ByYear(Any, copies: true)));
        Assert.Equal(["alignment_newsletter=1", "arxiv=2", "lesswrong=8"], Told(timeline.ByCollection(Any)));
        Assert.Equal(["alignment_newsletter=2", "arxiv=4", "lesswrong=8"], Told(timeline.ByCollection(Any, copies: true)));
        Assert.Contains("2021-01=1", Told(timeline.ByMonth(Any)));
        Assert.Contains("2021-01=2", Told(timeline.ByMonth(Any, copies: true)));
        foreach (var tier in timeline.ByTier(Any))
            Assert.Equal(List(new DocumentFilter { Tier = tier.Value }).Total, tier.Count);
    }
}
