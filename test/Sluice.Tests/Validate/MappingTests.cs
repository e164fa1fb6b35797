using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Validate;

namespace Sluice.Tests.Validate;

public sealed class MappingTests
{
    static JsonNode Mapped(string line)
    {
        var document = new Document();
        new Mapping(SomeValidation.Source).Map(Some.RawRecordOf(line), document);
        return JsonNode.Parse(Some.Text8(document.Line.Bytes))!;
    }

    [Theory]
    [InlineData("2021-03-04", "2021-03-04", "day", false)]
    [InlineData("2021-03-04T05:06:07Z", "2021-03-04T05:06:07Z", "instant", false)]
    [InlineData("2021-03-04T05:06:07+02:00", "2021-03-04T05:06:07+02:00", "instant", false)]
    [InlineData("2021-03-04T05:06:07", "2021-03-04T05:06:07Z", "instant", true)]
    [InlineData("2021-03-04T05:06:07.123Z", "2021-03-04T05:06:07Z", "instant", true)]
    [InlineData("2021-03-04t05:06:07z", "2021-03-04T05:06:07Z", "instant", true)]
    [InlineData("2021-03-04, 5:06 PM", "2021-03-04T17:06:00Z", "instant", true)]
    public void Dates_become_ISO_and_what_they_said_is_kept(string sent, string mapped, string precision, bool changed)
    {
        var record = Mapped($$"""{"source":"arxiv","date_published":"{{sent}}"}""");

        Assert.Equal((mapped, precision, "submitted"), ((string?)record["date_published"], (string?)record["date_precision"], (string?)record["date_basis"]));
        Assert.Equal(changed ? sent : null, (string?)record["_provenance"]!["original"]?["date_published"]);
        Assert.Equal(changed ? ["validate@3:date_iso"] : [], record["_provenance"]!["transformations"]!.AsArray().Select(by => (string)by!));
    }

    [Fact]
    public void A_form_that_the_registry_does_not_list_is_not_read()
    {
        var source = SomeValidation.Source with { Collections = [new Sluice.Sources.Collection("arxiv", "arxiv.jsonl", "arXiv", DateFormats: ["MMMM D, YYYY"])] };
        string? Date(string collection, string sent)
        {
            var document = new Document();
            new Mapping(source).Map(Some.RawRecordOf($$"""{"source":"{{collection}}","date_published":"{{sent}}"}"""), document);
            return document.Line.GetString("date_published"u8);
        }

        Assert.Equal("2021-03-04", Date("arxiv", "March 4, 2021"));
        Assert.Equal("2021-03-04, 5:06 PM", Date("arxiv", "2021-03-04, 5:06 PM"));
        Assert.Equal("March 4, 2021", Date("lesswrong", "March 4, 2021"));
        Assert.Equal("2021-03-04T05:06:07Z", Date("lesswrong", "2021-03-04T05:06:07"));
    }

    [Theory]
    [InlineData("""{"source":"arxiv","comment":"3 pages"}""", "\"3 pages\"")]
    [InlineData("""{"source":"arxiv","comment":"3 pages","author_comment":null}""", "\"3 pages\"")]
    [InlineData("""{"source":"arxiv","comment":"3 pages","author_comment":"4 pages"}""", "\"4 pages\"")]
    [InlineData("""{"source":"arxiv","comment":null}""", null)]
    [InlineData("""{"source":"lesswrong","comment":"3 pages"}""", null)]
    public void A_field_that_upstream_calls_otherwise_is_copied_and_stays(string line, string? expected)
    {
        var record = Mapped(line);

        Assert.Equal(expected, record["author_comment"]?.ToJsonString());
        Assert.Equal(JsonNode.Parse(line)!["comment"]?.ToJsonString(), record["comment"]?.ToJsonString());
        Assert.Equal(expected == "\"3 pages\"" ? ["validate@3:author_comment_from_comment"] : [], record["_provenance"]!["transformations"]!.AsArray().Select(by => (string)by!));
    }

    [Fact]
    public void One_string_of_authors_becomes_a_list_only_where_the_registry_says_how()
    {
        var source = SomeValidation.Source with { Collections = [new Sluice.Sources.Collection("arxiv", "arxiv.jsonl", "arXiv", AuthorSeparator: ";")] };
        var document = new Document();

        new Mapping(source).Map(Some.RawRecordOf("""{"source":"arxiv","authors":"Ada Example; Bo Sample;"}"""), document);

        Assert.Equal("""["Ada Example","Bo Sample"]""", JsonNode.Parse(Some.Text8(document.Line.Bytes))!["authors"]!.ToJsonString());
        Assert.Equal("Ada Example; Bo Sample;", (string?)JsonNode.Parse(Some.Text8(document.Line.Bytes))!["_provenance"]!["original"]!["authors"]);
        Assert.Equal("Ada Example; Bo Sample;", (string?)Mapped("""{"source":"arxiv","authors":"Ada Example; Bo Sample;"}""")["authors"]);
    }

    [Theory]
    [InlineData("alignment_newsletter", "2021-01-01", "year")]
    [InlineData("alignment_newsletter", "2021-01-01T00:00:00Z", "year")]
    [InlineData("alignment_newsletter", "2021-06-01", "day")]
    [InlineData("arxiv", "2021-01-01", "day")]
    [InlineData("tomorrow", "2021-01-01", "day")]
    public void A_first_of_January_stands_for_the_year_where_the_registry_says_so(string source, string date, string precision) =>
        Assert.Equal(precision, (string?)Mapped($$"""{"source":"{{source}}","date_published":"{{date}}"}""")["date_precision"]);

    [Theory]
    [InlineData("soon")]
    [InlineData("2021-02-30")]
    [InlineData("")]
    public void A_date_that_cannot_be_read_is_left_for_the_checks(string date)
    {
        var record = Mapped($$"""{"source":"arxiv","date_published":"{{date}}"}""");

        Assert.Equal(date, (string?)record["date_published"]);
        Assert.False(record.AsObject().ContainsKey("date_precision"));
    }

    [Theory]
    [InlineData("\"2024-03-01\"", "2024-03-01")]
    [InlineData("\"March 4, 2024\"", "2024-03-04")]
    [InlineData("\"one day in spring\"", "one day in spring")]
    [InlineData("null", null)]
    public void When_it_happened_is_read_in_the_forms_of_the_collections_dates(string sent, string? mapped)
    {
        var source = SomeValidation.Source with { Collections = [new Sluice.Sources.Collection("arxiv", "arxiv.jsonl", "arXiv", DateFormats: ["MMMM D, YYYY"], Fields: new(StringComparer.Ordinal) { ["occurred_at"] = "event" })] };
        var document = new Document();

        new Mapping(source).Map(Some.RawRecordOf($$"""{"source":"arxiv","date_published":"2024-05-01","event":{{sent}}}"""), document);

        var record = JsonNode.Parse(Some.Text8(document.Line.Bytes))!;
        Assert.Equal((mapped, "2024-05-01"), ((string?)record["occurred_at"], (string?)record["date_published"]));
    }

    [Fact]
    public void The_basis_of_a_collection_that_is_not_listed_is_publication() =>
        Assert.Equal("published", (string?)Mapped("""{"source":"tomorrow","date_published":"2021-03-04"}""")["date_basis"]);

    [Theory]
    [InlineData("https://doi.org/10.5555/1")]
    [InlineData("http://dx.doi.org/10.5555/1")]
    [InlineData("HTTPS://DOI.ORG/10.5555/1")]
    [InlineData("https://www.doi.org/10.5555/1")]
    [InlineData("doi:10.5555/1")]
    [InlineData("DOI: 10.5555/1")]
    public void A_DOI_loses_its_resolver_and_what_it_said_is_kept(string sent)
    {
        var record = Mapped($$"""{"doi":"{{sent}}"}""");

        Assert.Equal(("10.5555/1", sent), ((string?)record["doi"], (string?)record["_provenance"]!["original"]!["doi"]));
    }

    [Theory]
    [InlineData("""{"doi":"10.5555/1"}""")]
    [InlineData("""{"doi":null}""")]
    [InlineData("""{"doi":["doi:10.5555/1"]}""")]
    [InlineData("""{"title":"doi:10.5555/1"}""")]
    public void Anything_else_keeps_its_bytes(string line)
    {
        var (record, document) = (Some.RawRecordOf(line), new Document());

        new Mapping(SomeValidation.Source).Map(record, document);

        Assert.Equal(Some.Text8(record.Line.Bytes), Some.Text8(document.Line.Bytes));
        Assert.Equal(record.Place, document.Place);
    }

    [Fact]
    public void The_bytes_of_every_other_field_stay()
    {
        const string Line = """{"n": 1.50 ,"date_published":"2021-03-04T05:06:07.5Z","\u0061":"\/\u00e9","doi":"doi:10.5555/1" }""";
        var document = new Document();

        new Mapping(SomeValidation.Source).Map(Some.RawRecordOf(Line), document);

        Assert.StartsWith("""{"n": 1.50 ,"date_published":"2021-03-04T05:06:07Z","\u0061":"\/\u00e9","doi":"10.5555/1" ,"_provenance":{""", Some.Text8(document.Line.Bytes));
    }

    [Fact]
    public void An_upstream_field_of_the_mapped_name_is_kept_beside_it()
    {
        var record = Mapped("""{"source":"arxiv","date_published":"2021-03-04","date_precision":"theirs"}""");

        Assert.Equal(("day", "theirs"), ((string?)record["date_precision"], (string?)record["_upstream_date_precision"]));
    }
}
