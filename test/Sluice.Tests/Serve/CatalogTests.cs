using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Serve;

namespace Sluice.Tests.Serve;

public sealed class CatalogTests(PublishedLake lake) : IClassFixture<PublishedLake>
{
    Catalog Catalog => lake.Catalog;

    [Theory]
    [InlineData(1), InlineData(3), InlineData(17), InlineData(18), InlineData(200)]
    public void A_cursor_walks_all_documents_once_newest_first(int limit)
    {
        var walked = new List<DocumentSummary>();
        string? cursor = null;
        do
        {
            var page = Catalog.List(new DocumentFilter(), limit, cursor);
            Assert.InRange(page.Documents.Count, 1, limit);
            Assert.Equal(PublishedLake.Documents, page.Total);
            walked.AddRange(page.Documents);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(PublishedLake.Documents, walked.Select(document => document.DocumentId).Distinct().Count());
        Assert.Equal(PublishedLake.Documents, walked.Count);
        Assert.Equal(walked.Select(document => document.Date).OrderDescending(StringComparer.Ordinal), walked.Select(document => document.Date));
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("")]
    [InlineData("é漢")]
    [InlineData("====")]
    [InlineData("YWJjfDIwMjEtMDEtMDF8MQ")]
    public void A_cursor_of_another_release_is_refused(string cursor) =>
        Assert.Throws<CorrectTheCallException>(() => Catalog.List(new DocumentFilter(), 5, cursor));

    [Fact]
    public void Filters_hold_together()
    {
        long Count(DocumentFilter filter) => Catalog.List(filter).Total;

        Assert.Equal(2, Count(new DocumentFilter { Collections = ["arxiv"] }));
        Assert.Equal(4, Count(new DocumentFilter { Collections = ["arxiv", "alignment_newsletter"] }));
        Assert.Equal(2, Count(new DocumentFilter { YearFrom = 2018, YearTo = 2019 }));
        Assert.Equal(2, Count(new DocumentFilter { Tag = "SAFETY" }));
        Assert.Equal(1, Count(new DocumentFilter { Tag = "safety", YearTo = 2019 }));
        Assert.Equal(17, Count(new DocumentFilter { Author = "ada example" }));
        Assert.Equal(0, Count(new DocumentFilter { Author = "ada" }));
        Assert.Equal(0, Count(new DocumentFilter { Author = "' OR 1=1 --" }));
        Assert.Equal(PublishedLake.Documents, new[] { "A", "B", "C", "D" }.Sum(tier => Count(new DocumentFilter { Tier = tier })));
        Assert.Equal(PublishedLake.Documents, Count(new DocumentFilter()));
    }

    [Theory]
    [InlineData("arxif")]
    [InlineData("distill")]
    [InlineData("arxiv') OR ('1'='1")]
    public void A_collection_that_the_release_does_not_hold_is_refused_with_the_nearest_name(string name)
    {
        var stop = Assert.Throws<CorrectTheCallException>(() => Catalog.List(new DocumentFilter { Collections = ["lesswrong", name] }));

        Assert.Contains($"'{name}'", stop.Message);
        Assert.Contains("Did you mean", stop.Message);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(1000, PublishedLake.Documents)]
    public void A_limit_is_brought_into_its_bounds(int limit, int count) => Assert.Equal(count, Catalog.List(new DocumentFilter(), limit).Documents.Count);

    [Fact]
    public void A_document_is_found_by_its_document_id_and_by_upstreams_id()
    {
        var byDocumentId = Catalog.Find("alignment_research:" + Some.IdOf(12))!;

        Assert.Equal("Running generalizations", (string?)JsonNode.Parse(byDocumentId)!["title"]);
        Assert.Equal(byDocumentId, Catalog.Find(Some.IdOf(12)));
        Assert.Contains(Some.Text8(byDocumentId), File.ReadAllLines(Path.Combine(lake.Hub.Lake.Release(Catalog.Current().Id), "documents.jsonl")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("alignment_research:nobody")]
    [InlineData("' OR 1=1 --")]
    [InlineData("%")]
    public void What_is_not_there_is_not_found(string id) => Assert.Null(Catalog.Find(id));

    [Fact]
    public void A_summary_says_what_a_list_needs()
    {
        var summary = Catalog.List(new DocumentFilter { Collections = ["alignment_newsletter"] }).Documents[0];

        Assert.Equal(["Ada Example", "Bo Sample"], summary.Authors);
        Assert.Equal(("2017-01-01", "year", 2017, 5), (summary.Date, summary.DatePrecision, summary.Year, summary.WordCount));
    }

    [Fact]
    public void A_lake_without_a_release_says_so()
    {
        using var folder = new TempFolder();

        Assert.Equal(2, Assert.Throws<CorrectTheCallException>(() => new Catalog(new Sluice.Zones.Lake(folder.Path)).Current()).ExitCode);
    }

    [Fact]
    public void A_pointer_to_a_release_that_is_gone_fails_a_gate()
    {
        using var folder = new TempFolder();
        folder.Write("serveable/current", "gone\n");

        Assert.Throws<GateFailedException>(() => new Catalog(new Sluice.Zones.Lake(folder.Path)).Current());
    }
}
